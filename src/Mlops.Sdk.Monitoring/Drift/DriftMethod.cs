namespace Mlops.Sdk;

/// <summary>How the values of a column were compared.</summary>
public enum DriftMethod
{
    /// <summary>Not at all; the reason says why.</summary>
    NotAssessed,

    /// <summary>Two-sample Kolmogorov-Smirnov test, for numbers, integers with many values and timestamps.</summary>
    KolmogorovSmirnov,

    /// <summary>Two-sample chi-square test, for categories, flags, texts with few values and integers with few values.</summary>
    ChiSquare,
}
