namespace Mlops.Sdk;

/// <summary>How a covariance is drawn towards a multiple of the identity.</summary>
public enum CovarianceShrinkage
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>By the least expected squared error (Ledoit and Wolf 2004).</summary>
    LedoitWolf,

    /// <summary>As is best for a normal sample (Chen et al. 2010).</summary>
    Oas,
}
