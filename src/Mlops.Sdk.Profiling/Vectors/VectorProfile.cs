using System.Collections.Immutable;

namespace Mlops.Sdk;

/// <summary>Several columns of numbers as one vector.</summary>
public sealed record VectorProfile
{
    internal VectorProfile()
    {
    }

    /// <summary>What it is called.</summary>
    public required string Name { get; init; }

    /// <summary>Its columns in order.</summary>
    public required ImmutableArray<string> Components { get; init; }

    /// <summary>How many components it has: as many in every row, since a table has columns. Vectors of different lengths cannot be read into a table.</summary>
    public int Dimension => Components.Length;

    /// <summary>Vectors of which every component is finite; all that follows is of these.</summary>
    public long Complete { get; init; }

    /// <summary>Vectors of which some component, but not all, is missing, NaN or infinite.</summary>
    public long Incomplete { get; init; }

    /// <summary>Vectors of which every component is missing or NaN.</summary>
    public long Absent { get; init; }

    /// <summary>Vectors of length 0, which have no direction.</summary>
    public long ZeroVectors { get; init; }

    /// <summary>Vectors whose length is 1 within 0.001: normalised ones.</summary>
    public long UnitVectors { get; init; }

    /// <summary>The mean of the lengths (Euclidean norms); NaN without any.</summary>
    public double NormMean { get; init; }

    /// <summary>The standard deviation of the lengths.</summary>
    public double NormDeviation { get; init; }

    /// <summary>The least length; null where <see cref="ProfileOptions.Redaction"/> hides a component.</summary>
    public double? NormLeast { get; init; }

    /// <summary>The median length; null where <see cref="ProfileOptions.Redaction"/> hides a component.</summary>
    public double? NormMedian { get; init; }

    /// <summary>The greatest length; null where <see cref="ProfileOptions.Redaction"/> hides a component.</summary>
    public double? NormGreatest { get; init; }

    /// <summary>The share of the vectors whose length lies beyond <see cref="FindingThresholds.NormFence"/> (3) interquartile ranges from the quartiles.</summary>
    public double OutlierNorms { get; init; }

    /// <summary>How many components have one value only.</summary>
    public int ConstantComponents { get; init; }

    /// <summary>How many of those are 0 in every row.</summary>
    public int ZeroComponents { get; init; }

    /// <summary>The least and the greatest mean of a component.</summary>
    public (double Least, double Greatest) Means { get; init; }

    /// <summary>The least and the greatest standard deviation of a component.</summary>
    public (double Least, double Greatest) Deviations { get; init; }

    /// <summary>Vectors that repeat an earlier one, component by component.</summary>
    public double RepeatedRows { get; init; }

    /// <summary>How far that number may be off by three standard errors; 0 where it is exact.</summary>
    public double RepeatedBound { get; init; }

    /// <summary>On how many rows the rest rests: all up to 2,000 (512 above 256 components), or as many drawn at random.</summary>
    public int SampledRows { get; init; }

    /// <summary>How many directions the vectors really fill (Roy and Vetterli 2007), from 1 to the dimension or the sampled rows less one; NaN where it cannot be told.</summary>
    public double EffectiveRank { get; init; }

    /// <summary>The share of the variance in the first direction, in the first two, and so on.</summary>
    public ImmutableArray<double> Explained { get; init; } = [];

    /// <summary>The share of the sampled vectors that have another one within a cosine of <see cref="FindingThresholds.NearCosine"/> (0.999), repeats included; NaN where it cannot be told.</summary>
    public double NearDuplicates { get; init; }

    /// <summary>How many directions have at least a share of the variance together; null where it cannot be told.</summary>
    /// <param name="share">The share, above 0 to 1.</param>
    public int? DirectionsFor(double share) => Explained.IsEmpty ? null : Explained.TakeWhile(one => one < share - 1e-12).Count() + 1 is var count && count <= Explained.Length ? count : Explained.Length;
}
