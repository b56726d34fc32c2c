using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Mlops.Sdk;

/// <summary>Counts how often each level of a column occurs, batch by batch, until there are more levels than the limit; then it counts no more.</summary>
internal sealed class LevelTally(int limit)
{
    private readonly Dictionary<string, long> _counts = new(StringComparer.Ordinal);

    /// <summary>Whether there are more levels than the limit. Depends on the values alone, not on their order.</summary>
    public bool IsOver { get; private set; }

    public void Add(Column column)
    {
        if (IsOver) return;
        switch (column)
        {
            case CategoryColumn categories: AddCodes(categories); break;
            case IntegerColumn integers: AddValues(integers, integers.Values, Spell); break;
            case FlagColumn flags: AddValues(flags, flags.Values, Spell); break;
            case NumberColumn numbers: AddValues(numbers, numbers.Values, Spell); break;
            case TextColumn texts: AddTexts(texts); break;
        }

        IsOver = _counts.Count > limit;
        if (IsOver) _counts.Clear();
    }

    public SortedDictionary<string, long> ToCounts() => new(_counts, StringComparer.Ordinal);

    /// <summary>The level of a row, null where it is missing. A NaN is no level.</summary>
    public static string? LevelOf(Column column, int row) => column switch
    {
        _ when column.IsMissing(row) => null,
        CategoryColumn categories => categories.GetLevel(row),
        NumberColumn numbers => double.IsNaN(numbers.Values[row]) ? null : Spell(numbers.Values[row]),
        _ => column.GetText(row),
    };

    private static string Spell(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Spell(bool value) => value ? "true" : "false";

    // Zero has one spelling.
    private static string Spell(double value) => (value + 0.0).ToString("R", CultureInfo.InvariantCulture);

    private void AddCodes(CategoryColumn column)
    {
        var counts = new long[column.Levels.Count];
        foreach (int code in column.Codes)
            if (code >= 0) counts[code]++;
        for (int code = 0; code < counts.Length; code++)
            if (counts[code] > 0) Count(column.Levels[code], counts[code]);
    }

    private void AddValues<T>(Column column, ReadOnlySpan<T> values, Func<T, string> spell)
        where T : notnull
    {
        var counts = new Dictionary<T, long>();
        bool number = typeof(T) == typeof(double);
        for (int row = 0; row < values.Length; row++)
        {
            if (column.IsMissing(row) || (number && double.IsNaN((double)(object)values[row]))) continue;
            CollectionsMarshal.GetValueRefOrAddDefault(counts, values[row], out _)++;
            if (counts.Count > limit) break;
        }

        foreach ((T value, long count) in counts) Count(spell(value), count);
    }

    private void AddTexts(TextColumn column)
    {
        Dictionary<string, long>.AlternateLookup<ReadOnlySpan<char>> known = _counts.GetAlternateLookup<ReadOnlySpan<char>>();
        char[] buffer = [];
        for (int row = 0; row < column.Length && _counts.Count <= limit; row++)
        {
            if (column.IsMissing(row)) continue;
            ReadOnlySpan<byte> text = column.GetUtf8(row);
            if (buffer.Length < text.Length)
            {
                ArrayPool<char>.Shared.Return(buffer);
                buffer = ArrayPool<char>.Shared.Rent(text.Length);
            }

            CollectionsMarshal.GetValueRefOrAddDefault(known, buffer.AsSpan(0, Encoding.UTF8.GetChars(text, buffer)), out _)++;
        }

        ArrayPool<char>.Shared.Return(buffer);
    }

    private void Count(string level, long rows) => CollectionsMarshal.GetValueRefOrAddDefault(_counts, level, out _) += rows;
}
