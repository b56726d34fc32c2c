namespace Mlops.Sdk.Numerics;

/// <summary>The nine sample quantiles of Hyndman and Fan (1996), by NumPy's names; the value is their number, as in R's <c>type</c>.</summary>
public enum QuantileMethod
{
    /// <summary>Type 1: the inverse of the empirical distribution function; always a value of the sample.</summary>
    InvertedCdf = 1,

    /// <summary>Type 2: as type 1, the mean of two neighbours at a discontinuity.</summary>
    AveragedInvertedCdf = 2,

    /// <summary>Type 3: the nearest value, ties to the even rank (SAS).</summary>
    ClosestObservation = 3,

    /// <summary>Type 4: linear interpolation of the empirical distribution function.</summary>
    InterpolatedInvertedCdf = 4,

    /// <summary>Type 5: knots at the middles of the steps.</summary>
    Hazen = 5,

    /// <summary>Type 6: knots at the expected ranks of uniform order statistics (Minitab, SPSS).</summary>
    Weibull = 6,

    /// <summary>Type 7: position p (n - 1) counted from zero; the default of NumPy, pandas, R and Excel.</summary>
    Linear = 7,

    /// <summary>Type 8: approximately median unbiased for any distribution.</summary>
    MedianUnbiased = 8,

    /// <summary>Type 9: approximately unbiased for the normal distribution.</summary>
    NormalUnbiased = 9,
}
