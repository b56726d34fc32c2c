using System.Text;

namespace Mlops.Sdk;

/// <summary>A category, or a text taken as one: codes into levels, -1 where missing or unknown.</summary>
internal sealed record LevelColumn(string Name, ColumnType Type, ReadOnlyMemory<int> Codes, CategoryLevels Levels)
{
    /// <summary>Reads a column against levels that are known.</summary>
    public static LevelColumn Read(Column column, CategoryLevels levels)
    {
        if (column is CategoryColumn category) return new LevelColumn(column.Name, column.Type, category.WithLevels(levels).ToCodes(), levels);
        var texts = (TextColumn)column;
        var codes = new int[texts.Length];
        Span<char> small = stackalloc char[256];
        for (int row = 0; row < codes.Length; row++)
        {
            ReadOnlySpan<byte> utf8 = texts.GetUtf8(row);
            if (texts.IsMissing(row)) codes[row] = -1;
            else if (utf8.Length <= small.Length) codes[row] = levels.IndexOf(small[..Encoding.UTF8.GetChars(utf8, small)]);
            else codes[row] = levels.IndexOf(Encoding.UTF8.GetString(utf8));
        }

        return new LevelColumn(column.Name, column.Type, codes, levels);
    }

    /// <summary>The distinct values of a text in ordinal order, or null when there are more than allowed.</summary>
    public static CategoryLevels? LevelsOf(TextColumn texts, int most)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var lookup = seen.GetAlternateLookup<ReadOnlySpan<char>>();
        char[] buffer = new char[256];
        for (int row = 0; row < texts.Length; row++)
        {
            if (texts.IsMissing(row)) continue;
            ReadOnlySpan<byte> utf8 = texts.GetUtf8(row);
            if (buffer.Length < utf8.Length) buffer = new char[utf8.Length];
            lookup.Add(buffer.AsSpan(0, Encoding.UTF8.GetChars(utf8, buffer)));
            if (seen.Count > most) return null;
        }

        return new CategoryLevels([.. seen.Order(StringComparer.Ordinal)]);
    }

    /// <summary>Rows of every level; the last entry counts the missing ones.</summary>
    public int[] Count()
    {
        var counts = new int[Levels.Count + 1];
        foreach (int code in Codes.Span) counts[code < 0 ? Levels.Count : code]++;
        return counts;
    }
}
