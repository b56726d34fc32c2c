using System.Collections.Immutable;

namespace Mlops.Sdk;

/// <summary>What a comparison says of one column.</summary>
public sealed record ColumnDrift
{
    /// <summary>The column.</summary>
    public required string Column { get; init; }

    /// <summary>How its values were compared.</summary>
    public required DriftMethod Method { get; init; }

    /// <summary>The test statistic; NaN when the values were not compared.</summary>
    public double Statistic { get; init; } = double.NaN;

    /// <summary>The p-value of the test of the values alone; NaN when they were not compared.</summary>
    public double PValue { get; init; } = double.NaN;

    /// <summary>The p-value after Holm's correction for all tests of the comparison; where a chi-square test has levels too rare for its approximation, that of the test with those levels joined is corrected.</summary>
    public double PAdjusted { get; init; } = double.NaN;

    /// <summary>The population stability index of the values that are there.</summary>
    public double Effect { get; init; } = double.NaN;

    /// <summary>The share of missing rows in the reference.</summary>
    public double ReferenceMissing { get; init; }

    /// <summary>The share of missing rows in the current data.</summary>
    public double CurrentMissing { get; init; }

    /// <summary>The p-value of the change of the share of missing rows, after Holm's correction; NaN when no row is missing on either side.</summary>
    public double MissingPAdjusted { get; init; } = double.NaN;

    /// <summary>Levels that the reference does not have, the most frequent first, at most ten.</summary>
    /// <value>None.</value>
    public ImmutableArray<string> NewLevels { get; init; } = [];

    /// <summary>Whether the values, or the share of missing rows, have changed significantly and by enough to matter.</summary>
    public bool Drifted { get; init; }

    /// <summary>The verdict in words, with the numbers that it rests on.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The stable name of the method: <c>kolmogorov_smirnov</c>, <c>chi_square</c> or <c>not_assessed</c>.</summary>
    public string MethodName => Method switch
    {
        DriftMethod.KolmogorovSmirnov => "kolmogorov_smirnov",
        DriftMethod.ChiSquare => "chi_square",
        _ => "not_assessed",
    };
}
