namespace Mlops.Sdk.Numerics;

/// <summary>How the p-value of the two-sample Kolmogorov-Smirnov test is computed.</summary>
public enum KolmogorovSmirnovMethod
{
    /// <summary>Exact while both samples have at most 10,000 numbers, else asymptotic (SciPy's rule).</summary>
    Auto,

    /// <summary>Counting lattice paths; time grows with the product of the sizes times the statistic.</summary>
    Exact,

    /// <summary>The one-sample distribution for the effective size n m / (n + m), rounded.</summary>
    Asymptotic,
}
