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
