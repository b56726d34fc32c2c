using System.Globalization;
using System.Runtime.InteropServices;

namespace Mlops.Sdk;

/// <summary>How often each level of a column occurs.</summary>
internal static class LevelCounts
{
    /// <summary>The counts by the text of the level, or null when there are more levels than the limit.</summary>
    public static SortedDictionary<string, long>? Of(Column column, int limit = int.MaxValue) => column switch
    {
        CategoryColumn categories => OfCodes(categories),
        IntegerColumn integers => OfValues(integers, integers.Values, limit, value => value.ToString(CultureInfo.InvariantCulture)),
        FlagColumn flags => OfValues(flags, flags.Values, limit, value => value ? "true" : "false"),
        NumberColumn numbers => OfValues(numbers, numbers.Values, limit, value => value.ToString("R", CultureInfo.InvariantCulture)),
        _ => OfTexts(column, limit),
    };

    private static SortedDictionary<string, long> OfCodes(CategoryColumn column)
    {
        var counts = new long[column.Levels.Count];
        foreach (int code in column.Codes)
            if (code >= 0) counts[code]++;
        var result = new SortedDictionary<string, long>(StringComparer.Ordinal);
        for (int code = 0; code < counts.Length; code++)
            if (counts[code] > 0) result.Add(column.Levels[code], counts[code]);
        return result;
    }

    private static SortedDictionary<string, long>? OfValues<T>(Column column, ReadOnlySpan<T> values, int limit, Func<T, string> spell)
        where T : notnull
    {
        var counts = new Dictionary<T, long>();
        for (int row = 0; row < values.Length; row++)
        {
            if (column.IsMissing(row)) continue;
            CollectionsMarshal.GetValueRefOrAddDefault(counts, values[row], out _)++;
            if (counts.Count > limit) return null;
        }

        var result = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach ((T value, long count) in counts)
        {
            string level = spell(value);
            result[level] = result.GetValueOrDefault(level) + count;
        }

        return result;
    }

    private static SortedDictionary<string, long>? OfTexts(Column column, int limit)
    {
        var result = new SortedDictionary<string, long>(StringComparer.Ordinal);
        for (int row = 0; row < column.Length; row++)
        {
            if (column.IsMissing(row)) continue;
            string level = column.GetText(row);
            result[level] = result.GetValueOrDefault(level) + 1;
            if (result.Count > limit) return null;
        }

        return result;
    }
}
