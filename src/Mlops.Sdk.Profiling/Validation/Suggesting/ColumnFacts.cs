using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>What suggestions look at of one column.</summary>
internal sealed class ColumnFacts
{
    private const int MostLevels = 10_000;

    public ColumnFacts(Field field, Column column, SuggestionOptions options)
    {
        Field = field;
        Column = column;
        Present = column.Length - column.MissingCount;
        switch (column)
        {
            case NumberColumn or IntegerColumn or FlagColumn:
                Read(column.ToNumbers().Span);
                Infinite = Moments.Count - Sorted.Length;
                NotANumber = Present - Moments.Count;
                break;
            case TimestampColumn moments:
                Ticks = [.. Enumerable.Range(0, moments.Length).Where(row => !moments.IsMissing(row)).Select(row => moments.Ticks[row])];
                Array.Sort(Ticks);
                break;
        }

        if (column is CategoryColumn or TextColumn) Levels = CountLevels(column, Math.Max(MostLevels, options.MaxLevels));
        Distinct = DistinctOf();
        IsIncreasing = Increases();
    }

    public Field Field { get; }

    public Column Column { get; }

    public string Name => Field.Name;

    public long Present { get; }

    public long Missing => Column.Length - Present;

    /// <summary>The finite numbers, ascending.</summary>
    public double[] Sorted { get; private set; } = [];

    public Moments Moments { get; private set; } = new();

    public long NotANumber { get; }

    public long Infinite { get; }

    /// <summary>The moments, ascending.</summary>
    public long[] Ticks { get; } = [];

    /// <summary>The texts and how often each came, most frequent first; default when there are too many.</summary>
    public ImmutableArray<(string Text, int Count)> Levels { get; }

    /// <summary>How many different values there are; null when they were not counted.</summary>
    public int? Distinct { get; }

    /// <summary>Whether the values rise, or stay, from row to row, and rise often.</summary>
    public bool IsIncreasing { get; }

    /// <summary>Whether the column numbers rows or moments as they come, so that other tables go on where this one ends.</summary>
    public bool IsSequence => IsIncreasing || Field.Role == ColumnRole.Id;

    private void Read(ReadOnlySpan<double> numbers)
    {
        Moments = Moments.Of(numbers);
        var finite = new double[numbers.Length];
        int count = 0;
        foreach (double value in numbers)
            if (double.IsFinite(value)) finite[count++] = value;
        Array.Resize(ref finite, count);
        Sorting.Ascending(finite);
        Sorted = finite;
    }

    private static ImmutableArray<(string, int)> CountLevels(Column column, int most)
    {
        if (column is CategoryColumn category)
        {
            var counts = new int[category.Levels.Count];
            foreach (int code in category.Codes)
                if (code >= 0) counts[code]++;
            return [.. counts.Select((count, code) => (category.Levels[code], count)).Where(level => level.count > 0).OrderByDescending(level => level.count).ThenBy(level => level.Item1, StringComparer.Ordinal)];
        }

        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int row = 0; row < column.Length; row++)
        {
            if (column.IsMissing(row)) continue;
            CollectionsMarshal.GetValueRefOrAddDefault(known, column.GetText(row), out _)++;
            if (known.Count > most) return default;
        }

        return [.. known.Select(pair => (pair.Key, pair.Value)).OrderByDescending(level => level.Value).ThenBy(level => level.Key, StringComparer.Ordinal)];
    }

    private int? DistinctOf()
    {
        if (!Levels.IsDefault && Column is CategoryColumn or TextColumn) return Levels.Length;
        if (Column is TextColumn texts)
        {
            var keys = new HashSet<(ulong, ulong)>();
            for (int row = 0; row < texts.Length; row++)
                if (!texts.IsMissing(row)) keys.Add(Hashing.OfBytes128(texts.GetUtf8(row)));
            return keys.Count;
        }

        if (Column is IntegerColumn integers) return Enumerable.Range(0, integers.Length).Where(row => !integers.IsMissing(row)).Select(row => integers.Values[row]).Distinct().Count();
        return Ticks.Length > 0 ? Runs<long>(Ticks) : Runs<double>(Sorted);
    }

    private static int Runs<T>(ReadOnlySpan<T> sorted)
        where T : IEquatable<T>
    {
        int runs = sorted.Length > 0 ? 1 : 0;
        for (int i = 1; i < sorted.Length; i++) runs += sorted[i].Equals(sorted[i - 1]) ? 0 : 1;
        return runs;
    }

    private bool Increases()
    {
        if (Column is CategoryColumn or TextColumn or FlagColumn || Present < 50 || NotANumber > 0) return false;
        // Half of the steps at least go up: a column of a few values that happens to be sorted is no sequence.
        if (Distinct < Present / 2 && Distinct < 1000) return false;
        double before = double.NegativeInfinity;
        long beforeTicks = long.MinValue;
        if (Column is TimestampColumn moments)
        {
            for (int row = 0; row < moments.Length; row++)
            {
                if (moments.IsMissing(row)) continue;
                if (moments.Ticks[row] < beforeTicks) return false;
                beforeTicks = moments.Ticks[row];
            }

            return true;
        }

        foreach (double value in Column.ToNumbers().Span)
        {
            if (double.IsNaN(value)) continue;
            if (value < before) return false;
            before = value;
        }

        return true;
    }

}
