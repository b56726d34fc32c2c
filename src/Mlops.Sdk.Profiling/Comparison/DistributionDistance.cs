namespace Mlops.Sdk;

/// <summary>How far the values of a column lie apart in two profiles, from their summaries alone. Missing rows do not count.</summary>
/// <remarks>Numbers are put into ten bins by the quantiles of the first profile; values of texts, categories and flags with fewer than five rows to expect in either are put together.</remarks>
public sealed record DistributionDistance
{
    /// <summary>The Kolmogorov-Smirnov distance, 0 to 1, of numbers; null for values without an order.</summary>
    public double? KolmogorovSmirnov { get; init; }

    /// <summary>The greatest difference of the shares of one value or bin, 0 to 1 (L-infinity).</summary>
    public required double LInfinity { get; init; }

    /// <summary>The population stability index, 0 or more.</summary>
    public required double StabilityIndex { get; init; }

    /// <summary>How far <see cref="StabilityIndex"/> may be off by the sketches of both profiles, with 99 % confidence; 0 where both are exact.</summary>
    public double StabilityIndexBound { get; init; }

    /// <summary>The p-value of <see cref="KolmogorovSmirnov"/>, asymptotic, what the sketches may make of it taken off the distance before; null for values without an order. Small differences of many rows have small ones: see the distance too.</summary>
    public double? KolmogorovSmirnovPValue { get; init; }

    /// <summary>Pearson's chi-square statistic of the two samples over the bins or values.</summary>
    public double ChiSquare { get; init; } = double.NaN;

    /// <summary>How far <see cref="ChiSquare"/> may be off by the sketches of both profiles, with 99 % confidence; 0 where both are exact.</summary>
    public double ChiSquareBound { get; init; }

    /// <summary>Its degrees of freedom: one less than the bins or values that either has.</summary>
    public int ChiSquareDegreesOfFreedom { get; init; }

    /// <summary>The p-value of <see cref="ChiSquare"/>, of the least statistic that the sketches allow for.</summary>
    public double ChiSquarePValue { get; init; } = double.NaN;

    /// <summary>The Jensen-Shannon distance to base 2, 0 to 1.</summary>
    public required double JensenShannon { get; init; }

    /// <summary>The Hellinger distance, 0 to 1.</summary>
    public required double Hellinger { get; init; }

    /// <summary>The number of bins or values that the last three are of.</summary>
    public required int Bins { get; init; }

    /// <summary>How far a share of the rows may be off by the sketches of both profiles together, with 99 % confidence over the whole distribution; 0 where both are exact.</summary>
    public required double SketchBound { get; init; }

    /// <summary>The distance that columns are ranked by: Kolmogorov-Smirnov for numbers, half the sum of the differences of shares (total variation) for values without an order; 0 to 1.</summary>
    public required double Distance { get; init; }

    /// <summary>What <see cref="Distance"/> passes by chance and sketches with no more than the probability of one measure (<see cref="ProfileComparisonOptions.FalseAlarmRate"/>).</summary>
    public required double Noise { get; init; }
}
