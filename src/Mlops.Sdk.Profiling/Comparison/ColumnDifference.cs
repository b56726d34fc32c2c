using System.Collections.Immutable;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>One column in two profiles.</summary>
public sealed class ColumnDifference
{
    internal ColumnDifference(string name, ColumnProfile? before, ColumnProfile? after, DistributionDistance? distance, ImmutableArray<ValueDifference> values, double difference)
    {
        Name = name;
        Before = before;
        After = after;
        Distance = distance;
        Values = values;
        Difference = difference;
    }

    /// <summary>The name of the column.</summary>
    public string Name { get; }

    /// <summary>The column in the first profile; null where it is not there.</summary>
    public ColumnProfile? Before { get; }

    /// <summary>The column in the second profile; null where it is not there.</summary>
    public ColumnProfile? After { get; }

    /// <summary>How far the values lie apart; null where they cannot be compared: another type, no values, timestamps, keys, texts with too many values to count.</summary>
    public DistributionDistance? Distance { get; }

    /// <summary>The most frequent values of either profile with their counts in both, the greatest change of share first; empty for numbers with many values.</summary>
    public ImmutableArray<ValueDifference> Values { get; }

    /// <summary>How different the column is, 0 to 1, what chance makes of it taken off: 1 where it is gone, new or of another type, else the greater of the change of the missing share and the distance of the values. Columns are ranked by it.</summary>
    public double Difference { get; }

    /// <summary>How much larger the share of missing rows became; null where the column is in one profile only.</summary>
    public double? MissingChange => Before is not null && After is not null ? After.MissingShare - Before.MissingShare : null;

    /// <summary>By how many standard deviations of the first profile the mean moved; null where either has none, infinite where the first does not vary and the mean moved.</summary>
    public double? MeanShift => Before?.Mean is { } before && After?.Mean is { } after && Before.StandardDeviation is { } spread
        ? after == before ? 0 : spread > 0 ? (after - before) / spread : after > before ? double.PositiveInfinity : double.NegativeInfinity
        : null;

    /// <summary>The p-value of Welch's test that the means are the same; null where either has no mean, NaN where it cannot be told.</summary>
    public double? MeanPValue => Before?.Mean is not null && After?.Mean is not null
        ? WelchTest.Of(Before.Summary.Numbers, After.Summary.Numbers).PValue
        : null;

    /// <summary>How many times as large the standard deviation became; null where either has none or the first is 0.</summary>
    public double? SpreadRatio => Before?.StandardDeviation is > 0 and var before && After?.StandardDeviation is { } after && !double.IsNaN(after) ? after / before : null;
}
