namespace Mlops.Sdk.Numerics;

/// <summary>Limits beyond which a value of a sample is called an outlier. NaN limits where the sample has no spread to measure by, or where a limit is not finite.</summary>
public static class Fences
{
    /// <summary>The constant that makes a modified z-score of a normal sample a z-score: Phi^-1(3/4), to the four digits of Iglewicz and Hoaglin (1993).</summary>
    public const double ModifiedZConstant = 0.6745;

    /// <summary>Tukey's fences: the quartiles, extended by a multiple of their distance.</summary>
    /// <param name="lowerQuartile">The first quartile.</param>
    /// <param name="upperQuartile">The third quartile.</param>
    /// <param name="multiple">The multiple: 1.5 for outside, 3 for far out (Tukey 1977).</param>
    public static (double Low, double High) Iqr(double lowerQuartile, double upperQuartile, double multiple)
    {
        double reach = multiple * (upperQuartile - lowerQuartile);
        return upperQuartile > lowerQuartile ? Checked(lowerQuartile - reach, upperQuartile + reach) : (double.NaN, double.NaN);
    }

    /// <summary>The mean, and a number of population standard deviations to each side.</summary>
    /// <param name="values">The sample; NaN is skipped.</param>
    /// <param name="threshold">How many standard deviations.</param>
    public static (double Low, double High) ZScore(ReadOnlySpan<double> values, double threshold)
    {
        Moments moments = Moments.Of(values);
        double reach = threshold * Math.Sqrt(moments.PopulationVariance);
        return moments.PopulationVariance > 0 ? Checked(moments.Mean - reach, moments.Mean + reach) : (double.NaN, double.NaN);
    }

    /// <summary>The median, and as far to each side as the modified z-score 0.6745 |x - median| / MAD stays within a threshold (Iglewicz and Hoaglin 1993).</summary>
    /// <param name="values">The sample, free of NaN; it is overwritten.</param>
    /// <param name="median">Its median.</param>
    /// <param name="threshold">The modified z-score beyond which a value is an outlier.</param>
    public static (double Low, double High) ModifiedZInPlace(Span<double> values, double median, double threshold)
    {
        foreach (ref double value in values) value = Math.Abs(value - median);
        double deviation = 0;
        if (!values.IsEmpty) Quantiles.OfInPlace(values, [0.5], new Span<double>(ref deviation));
        double reach = threshold * deviation / ModifiedZConstant;
        return deviation > 0 ? Checked(median - reach, median + reach) : (double.NaN, double.NaN);
    }

    /// <summary>Tukey's fences bent by the skewness of the sample, so that a long tail is not all outliers (Hubert and Vandervieren 2008).</summary>
    /// <param name="lowerQuartile">The first quartile.</param>
    /// <param name="upperQuartile">The third quartile.</param>
    /// <param name="medcouple">The <see cref="Medcouple"/>, -1 to 1.</param>
    /// <param name="multiple">The multiple: 1.5 by the authors.</param>
    public static (double Low, double High) Adjusted(double lowerQuartile, double upperQuartile, double medcouple, double multiple)
    {
        double reach = multiple * (upperQuartile - lowerQuartile);
        (double down, double up) = medcouple >= 0 ? (-4 * medcouple, 3 * medcouple) : (-3 * medcouple, 4 * medcouple);
        return upperQuartile > lowerQuartile ? Checked(lowerQuartile - (Math.Exp(down) * reach), upperQuartile + (Math.Exp(up) * reach)) : (double.NaN, double.NaN);
    }

    /// <summary>How far from the mean the farthest value of a normal sample may lie (Grubbs 1969).</summary>
    /// <param name="values">The sample; NaN is skipped. Below 3 values there is no fence.</param>
    /// <param name="significance">The level, above 0 and below 1.</param>
    public static (double Low, double High) Grubbs(ReadOnlySpan<double> values, double significance)
    {
        Moments moments = Moments.Of(values);
        if (moments.Count < 3) return (double.NaN, double.NaN);
        double reach = ExtremeDeviates.Critical((int)moments.Count, significance) * moments.StandardDeviation;
        return reach > 0 ? Checked(moments.Mean - reach, moments.Mean + reach) : (double.NaN, double.NaN);
    }

    /// <summary>Grubbs' fence of what the generalized extreme Studentized deviate test leaves of a sample (Rosner 1983), so that outliers do not widen their own fence.</summary>
    /// <param name="values">The sample, finite; it is sorted. Below 3 values there is no fence.</param>
    /// <param name="most">How many outliers to look for at most.</param>
    /// <param name="significance">The level, above 0 and below 1.</param>
    public static (double Low, double High) ExtremeDeviateInPlace(Span<double> values, int most, double significance)
    {
        Sorting.Ascending(values);
        DeviateResult found = ExtremeDeviates.Test(values, most, significance);
        return Grubbs(values[found.Below..^found.Above], significance);
    }

    /// <summary>The least and the greatest value that are left when so many at each end are replaced by them (SciPy's <c>mstats.winsorize</c>).</summary>
    /// <param name="sorted">The sample in ascending order.</param>
    /// <param name="lowerFraction">The share to replace at the lower end, 0 to 1; rounded down to whole values.</param>
    /// <param name="upperFraction">The share to replace at the upper end.</param>
    public static (double Low, double High) Winsorized(ReadOnlySpan<double> sorted, double lowerFraction, double upperFraction)
    {
        int below = (int)(lowerFraction * sorted.Length), above = (int)(upperFraction * sorted.Length);
        return below + above < sorted.Length ? (sorted[below], sorted[^(above + 1)]) : (double.NaN, double.NaN);
    }

    /// <summary>How many values lie below and above limits; NaN lies nowhere.</summary>
    /// <param name="values">The values.</param>
    /// <param name="low">The lower limit.</param>
    /// <param name="high">The upper limit.</param>
    public static (int Below, int Above) Count(ReadOnlySpan<double> values, double low, double high)
    {
        int below = 0, above = 0;
        foreach (double value in values)
        {
            below += value < low ? 1 : 0;
            above += value > high ? 1 : 0;
        }

        return (below, above);
    }

    private static (double Low, double High) Checked(double low, double high) =>
        double.IsFinite(low) && double.IsFinite(high) ? (low, high) : (double.NaN, double.NaN);
}
