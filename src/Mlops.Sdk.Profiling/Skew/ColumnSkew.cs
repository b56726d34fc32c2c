using System.Collections.Immutable;

namespace Mlops.Sdk;

/// <summary>How a column differs between training and serving rows of the same key.</summary>
public sealed record ColumnSkew
{
    internal ColumnSkew()
    {
    }

    /// <summary>The column.</summary>
    public required string Column { get; init; }

    /// <summary>The joined rows.</summary>
    public required long Rows { get; init; }

    /// <summary>Rows with the same value in both, or with none in both.</summary>
    public required long Same { get; init; }

    /// <summary>Rows with a value in both that differs.</summary>
    public required long Different { get; init; }

    /// <summary>Rows with a value in training that is missing while serving.</summary>
    public required long TrainingOnly { get; init; }

    /// <summary>Rows with a value while serving that is missing in training.</summary>
    public required long ServingOnly { get; init; }

    /// <summary>The share of the joined rows that differ, 0 to 1; NaN without any.</summary>
    public double Share => Rows == 0 ? double.NaN : (double)(Rows - Same) / Rows;

    /// <summary>Where <see cref="Share"/> may lie for all rows, with 95 % confidence (Wilson 1927), when the joined rows are a random part of them.</summary>
    public (double Low, double High) Interval => WilsonInterval.Of(Rows - Same, Rows);

    /// <summary>By how much serving lies above training on average over the rows in which finite numbers differ; null for other columns, and where none does.</summary>
    public required double? MeanDifference { get; init; }

    /// <summary>The pairs of values that differ, the most frequent first: at most 10, of the first 1,000 that came.</summary>
    public required ImmutableArray<SkewPair> Pairs { get; init; }
}
