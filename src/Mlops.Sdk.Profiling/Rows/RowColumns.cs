using System.Text;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Columns of rows that are kept for long: what they share with large batches is let go.</summary>
internal static class RowColumns
{
    private const int LongestText = 256;
    private const int KeptOfLongText = 200;

    /// <summary>The columns of a schema, in its order.</summary>
    public static Dataset Select(Dataset batch, Schema schema)
    {
        bool same = batch.ColumnCount == schema.Count;
        for (int i = 0; i < schema.Count && same; i++) same = batch.Schema[i].Name == schema[i].Name;
        return same ? batch : batch.Select(schema.Select(field => field.Name));
    }

    /// <summary>The same rows with texts of more than 256 bytes cut, a hash of the whole at the end, so that they stay as different as they were.</summary>
    public static Dataset Shorten(Dataset rows)
    {
        Column[] cut = [.. rows.Columns.OfType<TextColumn>().Where(HasLong).Select(Shorten)];
        return cut.Length == 0 ? rows : rows.With(cut);
    }

    /// <summary>The same rows without levels that do not occur in them, where there are many.</summary>
    public static Dataset DropLevels(Dataset rows)
    {
        Column[] less = [.. rows.Columns.OfType<CategoryColumn>().Where(column => column.Levels.Count > 64 + (2 * column.Length)).Select(Relevel)];
        return less.Length == 0 ? rows : rows.With(less);
    }

    /// <summary>The column with the levels that occur, in ordinal order.</summary>
    public static CategoryColumn Relevel(CategoryColumn column)
    {
        var used = new SortedSet<string>(StringComparer.Ordinal);
        var seen = new HashSet<int>();
        foreach (int code in column.Codes)
            if (code >= 0 && seen.Add(code)) used.Add(column.Levels[code]);
        return column.WithLevels(new CategoryLevels([.. used]));
    }

    private static bool HasLong(TextColumn column)
    {
        ReadOnlySpan<int> offsets = column.Offsets;
        for (int row = 1; row < offsets.Length; row++)
            if (offsets[row] - offsets[row - 1] > LongestText) return true;
        return false;
    }

    private static TextColumn Shorten(TextColumn column)
    {
        var builder = new TextColumnBuilder(column.Length);
        for (int row = 0; row < column.Length; row++)
        {
            ReadOnlySpan<byte> text = column.GetUtf8(row);
            if (column.IsMissing(row)) builder.AppendMissing();
            else if (text.Length <= LongestText) builder.Append(text);
            else builder.Append((ReadOnlySpan<byte>)[.. Head(text), .. Encoding.UTF8.GetBytes(FormattableString.Invariant($"… #{Hashing.OfBytes(text):x16}"))]);
        }

        return builder.Build(column.Name);
    }

    // A code point is not cut in two: bytes that go on have the form 10xxxxxx.
    private static ReadOnlySpan<byte> Head(ReadOnlySpan<byte> text)
    {
        int end = KeptOfLongText;
        while (end > KeptOfLongText - 4 && (text[end] & 0xC0) == 0x80) end--;
        return text[..end];
    }
}
