using System.Collections.Immutable;

namespace Mlops.Sdk;

public sealed partial class ColumnProfile
{
    internal const int MostExtremes = 5;

    /// <summary>How many different values occur once and how many more often, with bounds, and whether all differ: claimed as certain only where it is.</summary>
    public ValueRepeats Repeats => _summary.Repeats;

    /// <summary>Different values per row with a value, 0 to 1; 1 where all differ.</summary>
    public double DistinctShare => Present == 0 ? 0 : Math.Min(1, Distinct / Present);

    /// <summary>In what order the numbers or timestamps come, row after row; null for other columns and below two values.</summary>
    public ColumnOrder? Order => _summary.Order;

    /// <summary>The entropy of the values in bits; null where the counts of values are not all known.</summary>
    public double? Entropy => _summary.Entropy;

    /// <summary>How uneven the values are: 0 is all equally often, near 1 nearly all the same; null as <see cref="Entropy"/>, and for one value.</summary>
    public double? Imbalance => _summary.Imbalance;

    /// <summary>The share of the finite numbers that are whole; null for other columns.</summary>
    public double? WholeShare => HasNumbers && Type != ColumnType.Flag ? (double)_summary.WholeCount / _summary.Numbers.Count : null;

    /// <summary>How many whole numbers of two digits or more end in each digit from 0 to 9; empty where there are none.</summary>
    public ImmutableArray<long> LastDigits => _summary.LastDigits;

    /// <summary>The share of the numbers of <see cref="LastDigits"/> that end in 0 or 5: a fifth by chance, more where they were rounded; null without such numbers.</summary>
    public double? RoundedShare => LastDigits is { IsEmpty: false } digits && digits.Sum() is > 0 and var all ? (double)(digits[0] + digits[5]) / all : null;

    /// <summary>How many texts or categories are empty.</summary>
    public long EmptyTexts => Type is ColumnType.Text or ColumnType.Category ? _summary.ZeroCount : 0;

    /// <summary>How many texts or categories are nothing but white space, empty ones not counted.</summary>
    public long BlankTexts => _summary.BlankCount;

    /// <summary>The five lowest different numbers or timestamps with their exact counts, shown as <see cref="Top"/> is; empty for other columns.</summary>
    public ImmutableArray<(string Value, long Count)> Lowest => [.. _content.Shown(_summary.LowestValues(MostExtremes))];

    /// <summary>The five highest different numbers or timestamps with their exact counts, highest first, shown as <see cref="Top"/> is; empty for other columns.</summary>
    public ImmutableArray<(string Value, long Count)> Highest => [.. _content.Shown(_summary.HighestValues(MostExtremes))];

    /// <summary>The coarsest unit that all timestamps are whole in; null for other columns.</summary>
    public TimeGranularity? Granularity => _summary.Granularity;

    /// <summary>The largest span of time between two timestamps without another; null for other columns, where none was found, and where <see cref="ProfileOptions.Redaction"/> hides it.</summary>
    public TimeGap? LargestGap => _summary.LargestGap is { } gap && _content.Extreme<DateTime>(gap.From) is not null ? gap : null;

    /// <summary>Rows of each day of the week, Monday first; empty for other columns than timestamps.</summary>
    public ImmutableArray<long> Weekdays => _summary.Weekdays;

    /// <summary>Rows of each hour of the day from 0 to 23; empty for other columns than timestamps.</summary>
    public ImmutableArray<long> Hours => _summary.Hours;
}
