namespace Mlops.Sdk.Numerics;

/// <summary>How many bins of equal width a histogram gets.</summary>
public enum HistogramRule
{
    /// <summary>The larger of the two other rules.</summary>
    Auto,

    /// <summary>ceil(log2 n) + 1 (Sturges 1926).</summary>
    Sturges,

    /// <summary>Bins of width 2 IQR / n^(1/3) (Freedman and Diaconis 1981); Sturges' number when the interquartile range is zero.</summary>
    FreedmanDiaconis,
}
