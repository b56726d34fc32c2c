namespace Mlops.Sdk.Numerics;

/// <summary>The rank test of Mann (1945) and Kendall that a series has no monotone trend.</summary>
/// <remarks>NaN is skipped, and so are the steps that it stands for. Ties are corrected for. O(n log n).</remarks>
public static class MannKendall
{
    /// <summary>The test for values that do not depend on one another.</summary>
    /// <param name="values">The series, in order.</param>
    /// <returns>NaN for a constant and below 4 numbers.</returns>
    public static TrendResult Test(ReadOnlySpan<double> values)
    {
        double[] kept = Descriptive.WithoutMissing(values);
        return Test(kept, 1);
    }

    /// <summary>The test for values that depend on their neighbours: the variance is inflated as a first-order autoregression of the ranks would inflate it (Hamed 2009), whose coefficient is estimated around the trend line and corrected for bias.</summary>
    /// <remarks>
    /// At a level of 5 % it rejects in 3 to 8 % of autoregressions of the first order with a coefficient of 0 to 0.7 and 40 to 300 values, where the plain test rejects in up to 43 %; in about 12 % for 0.9 and 40 to 100 values. A series with a unit root has no level that a test of trend could hold.
    /// </remarks>
    /// <param name="values">The series, in order, at equal steps.</param>
    public static TrendResult TestCorrelated(ReadOnlySpan<double> values)
    {
        double[] kept = Descriptive.WithoutMissing(values);
        int n = kept.Length;
        if (n < 8 || SeriesShape.IsConstant(kept)) return Test(kept, 1);
        double inflation = 1, size = n;
        foreach ((Autoregression model, double[] correlation) in SeriesMemory.Fit(SeriesShape.Detrended(kept), 2))
        {
            double[] implied = SeriesMemory.Implied(model, correlation, n - 1);
            double sum = 0;
            for (int lag = 1; lag < n; lag++) sum += (size - lag) * (size - lag - 1) * (size - lag - 2) * (6 / Math.PI * Math.Asin(implied[lag] / 2));
            inflation = Math.Max(inflation, 1 + (2 / (size * (size - 1) * (size - 2)) * sum));
        }

        return Test(kept, inflation);
    }

    private static TrendResult Test(double[] values, double inflation)
    {
        double n = values.Length;
        if (n < 4 || SeriesShape.IsConstant(values)) return TrendResult.NotPossible;
        (long discordant, _) = PairOrder.Count(values);
        double[] sorted = [.. values];
        Array.Sort(sorted);
        double tied = 0, correction = 0;
        for (int start = 0, end = 0; start < sorted.Length; start = end)
        {
            while (end < sorted.Length && sorted[end] == sorted[start]) end++;
            double t = end - start;
            tied += t * (t - 1) / 2;
            correction += t * (t - 1) * ((2 * t) + 5);
        }

        double pairs = n * (n - 1) / 2, score = pairs - tied - (2.0 * discordant);
        double variance = ((n * (n - 1) * ((2 * n) + 5)) - correction) / 18 * inflation;
        double z = variance > 0 ? (score - Math.Sign(score)) / Math.Sqrt(variance) : double.NaN;
        return new(score, score / Math.Sqrt(pairs * (pairs - tied)), z, Math.Min(1, 2 * Normal.Survival(Math.Abs(z))));
    }
}
