namespace Mlops.Sdk;

/// <summary>Rows as bytes: the same bytes for the same values, whatever levels or memory they share.</summary>
internal static class StoredRows
{
    private const int MostTextBytes = 4096;

    public static void Write(BinaryWriter writer, Dataset rows)
    {
        foreach (Column column in rows.Columns) Write(writer, column);
    }

    public static Dataset Read(BinaryReader reader, Schema schema, int rows) => new([.. schema.Select(field => Read(reader, field, rows))]);

    private static void Write(BinaryWriter writer, Column column)
    {
        if (column is CategoryColumn categories)
        {
            CategoryColumn used = RowColumns.Relevel(categories);
            writer.Write(used.Levels.Count);
            foreach (string level in used.Levels.Names) writer.Write(level);
            foreach (int code in used.Codes) writer.Write(code);
            return;
        }

        foreach (ulong word in MissingMask.Create(column.Length, column.IsMissing) is { IsEmpty: false } missing ? missing.ToWords() : new ulong[Words(column.Length)]) writer.Write(word);
        switch (column)
        {
            case NumberColumn numbers:
                foreach (double value in numbers.Values) writer.Write(value);
                break;
            case IntegerColumn integers:
                foreach (long value in integers.Values) writer.Write(value);
                break;
            case TimestampColumn timestamps:
                foreach (long value in timestamps.Ticks) writer.Write(value);
                break;
            case FlagColumn flags:
                foreach (bool value in flags.Values) writer.Write(value);
                break;
            default:
                Write(writer, (TextColumn)column);
                break;
        }
    }

    private static void Write(BinaryWriter writer, TextColumn column)
    {
        for (int row = 0; row < column.Length; row++) writer.Write((ushort)column.GetUtf8(row).Length);
        for (int row = 0; row < column.Length; row++) writer.Write(column.GetUtf8(row));
    }

    private static Column Read(BinaryReader reader, Field field, int rows)
    {
        if (field.Type == ColumnType.Category) return ReadCategories(reader, field.Name, rows);
        var words = new ulong[Words(rows)];
        for (int word = 0; word < words.Length; word++) words[word] = reader.ReadUInt64();
        MissingMask missing = Array.TrueForAll(words, word => word == 0) ? default : MissingMask.FromWords(words, rows);
        return field.Type switch
        {
            ColumnType.Number => new NumberColumn(field.Name, Values(rows, reader.ReadDouble), missing),
            ColumnType.Integer => new IntegerColumn(field.Name, Values(rows, reader.ReadInt64), missing),
            ColumnType.Timestamp => new TimestampColumn(field.Name, Values(rows, () => Checked(reader.ReadInt64(), DateTime.MaxValue.Ticks)), missing),
            ColumnType.Flag => new FlagColumn(field.Name, Values(rows, reader.ReadBoolean), missing),
            _ => ReadTexts(reader, field.Name, rows, missing),
        };
    }

    private static CategoryColumn ReadCategories(BinaryReader reader, string name, int rows)
    {
        long levels = Checked(reader.ReadInt32(), rows);
        var known = new CategoryLevels([.. Values((int)levels, reader.ReadString)]);
        return new CategoryColumn(name, Values(rows, () => (int)(Checked(reader.ReadInt32() + 1L, levels) - 1)), known);
    }

    private static TextColumn ReadTexts(BinaryReader reader, string name, int rows, MissingMask missing)
    {
        var offsets = new int[rows + 1];
        for (int row = 0; row < rows; row++) offsets[row + 1] = offsets[row] + (int)Checked(reader.ReadUInt16(), MostTextBytes);
        byte[] bytes = new byte[offsets[rows]];
        reader.BaseStream.ReadExactly(bytes);
        return new TextColumn(name, bytes, offsets, missing);
    }

    private static T[] Values<T>(int rows, Func<T> read)
    {
        var values = new T[rows];
        for (int row = 0; row < rows; row++) values[row] = read();
        return values;
    }

    private static long Checked(long value, long most) => value >= 0 && value <= most ? value : throw new InvalidDataException("A value of a stored row is out of range.");

    private static int Words(int rows) => (rows + 63) / 64;
}
