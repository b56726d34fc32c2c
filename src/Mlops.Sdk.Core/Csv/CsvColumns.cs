using System.Text;

namespace Mlops.Sdk;

/// <summary>A run of rows of a piece.</summary>
internal readonly record struct CsvSlice(CsvPiece Piece, int Start, int Count);

/// <summary>Puts pieces together to columns.</summary>
internal static class CsvColumns
{
    public static Column Build(string name, ColumnType type, CategoryLevels? levels, CsvSlice[] slices)
    {
        int rows = slices.Sum(slice => slice.Count);
        return type switch
        {
            ColumnType.Integer => new IntegerColumn(name, Concat(slices, rows, 0L, piece => piece.Longs), Missing(slices, rows)),
            ColumnType.Timestamp => new TimestampColumn(name, Concat(slices, rows, 0L, piece => piece.Longs), Missing(slices, rows)),
            ColumnType.Number => Numbers(name, slices, rows),
            ColumnType.Flag => new FlagColumn(name, Flags(slices, rows), Missing(slices, rows)),
            ColumnType.Category => new CategoryColumn(name, Codes(slices, rows, levels!), levels!),
            _ => Text(name, slices, rows),
        };
    }

    private static T[] Concat<T>(CsvSlice[] slices, int rows, T whereEmpty, Func<CsvPiece, T[]?> values)
    {
        var all = new T[rows];
        int at = 0;
        foreach ((CsvPiece piece, int start, int count) in slices)
        {
            Span<T> target = all.AsSpan(at, count);
            if (piece.Kind != CsvKind.None && values(piece) is { } part) part.AsSpan(start, count).CopyTo(target);
            else target.Fill(whereEmpty);
            at += count;
        }

        return all;
    }

    private static NumberColumn Numbers(string name, CsvSlice[] slices, int rows)
    {
        double[] values = Concat(slices, rows, double.NaN, piece => piece.Doubles);
        int at = 0;
        foreach ((CsvPiece piece, int start, int count) in slices)
        {
            // Whole numbers of a block in which no fraction occurred: converting is the same as parsing them as numbers.
            for (int i = 0; piece.Kind == CsvKind.Integer && i < count; i++)
                values[at + i] = piece.IsMissing(start + i) ? double.NaN : piece.Longs![start + i];
            at += count;
        }

        return Array.Exists(slices, slice => slice.Piece.HasNaN) ? new NumberColumn(name, values, Missing(slices, rows)) : new NumberColumn(name, values);
    }

    private static bool[] Flags(CsvSlice[] slices, int rows)
    {
        bool[] values = Concat(slices, rows, false, piece => piece.Flags);
        int at = 0;
        foreach ((CsvPiece piece, int start, int count) in slices)
        {
            if (piece.Kind == CsvKind.Category)
            {
                bool[] map = Array.ConvertAll(piece.Levels!, CsvFlags.IsTrue);
                for (int i = 0; i < count; i++) values[at + i] = piece.Codes![start + i] is var code and >= 0 && map[code];
            }

            at += count;
        }

        return values;
    }

    private static int[] Codes(CsvSlice[] slices, int rows, CategoryLevels levels)
    {
        int[] codes = Concat(slices, rows, -1, piece => piece.Codes);
        int at = 0;
        foreach ((CsvPiece piece, _, int count) in slices)
        {
            if (piece.Kind == CsvKind.Category)
            {
                int[] map = Array.ConvertAll(piece.Levels!, levels.IndexOf);
                foreach (ref int code in codes.AsSpan(at, count)) code = code < 0 ? -1 : map[code];
            }

            at += count;
        }

        return codes;
    }

    private static TextColumn Text(string name, CsvSlice[] slices, int rows)
    {
        byte[][]?[] levels = Array.ConvertAll(slices, slice => slice.Piece.Levels is { } names ? Array.ConvertAll(names, Encoding.UTF8.GetBytes) : null);
        long total = 0;
        for (int s = 0; s < slices.Length; s++) total += ByteCount(slices[s], levels[s]);
        if (total > Array.MaxLength)
            throw new MlopsException("MLO1010", $"Column '{name}' has {total} bytes of text and a text column can hold 2 GiB. Read the file in batches with CsvSource.Open, or leave the column out.");

        var bytes = new byte[total];
        var offsets = new int[rows + 1];
        int at = 0, end = 0;
        for (int s = 0; s < slices.Length; s++)
        {
            (CsvPiece piece, int start, int count) = slices[s];
            if (piece.Kind == CsvKind.Text)
            {
                int first = start == 0 ? 0 : piece.Ends![start - 1];
                for (int i = 0; i < count; i++) offsets[at + i + 1] = end + piece.Ends![start + i] - first;
                int length = count == 0 ? 0 : piece.Ends![start + count - 1] - first;
                piece.Text.AsSpan(first, length).CopyTo(bytes.AsSpan(end));
                end += length;
            }
            else
            {
                for (int i = 0; i < count; i++)
                {
                    byte[] value = levels[s] is { } names && piece.Codes![start + i] is var code and >= 0 ? names[code] : [];
                    value.CopyTo(bytes, end);
                    offsets[at + i + 1] = end += value.Length;
                }
            }

            at += count;
        }

        return new TextColumn(name, bytes, offsets, Missing(slices, rows));
    }

    private static long ByteCount(CsvSlice slice, byte[][]? levels)
    {
        (CsvPiece piece, int start, int count) = slice;
        if (piece.Kind == CsvKind.Text) return count == 0 ? 0 : piece.Ends![start + count - 1] - (start == 0 ? 0 : piece.Ends[start - 1]);
        long total = 0;
        for (int i = 0; levels is not null && i < count; i++) total += piece.Codes![start + i] is var code and >= 0 ? levels[code].Length : 0;
        return total;
    }

    private static MissingMask Missing(CsvSlice[] slices, int rows)
    {
        ulong[]? words = null;
        int at = 0;
        foreach ((CsvPiece piece, int start, int count) in slices)
        {
            for (int i = 0; piece.Missing is not null && i < count; i++)
            {
                if (!piece.IsMissing(start + i)) continue;
                words ??= new ulong[(rows + 63) / 64];
                int row = at + i;
                words[row >> 6] |= 1UL << row;
            }

            at += count;
        }

        return words is null ? default : MissingMask.FromWords(words, rows);
    }
}
