namespace Mlops.Sdk.Numerics;

/// <summary>Grubbs' test (1969) and the generalized extreme Studentized deviate test (Rosner 1983): whether the values farthest from the mean are too far for a normal sample.</summary>
public static class ExtremeDeviates
{
    /// <summary>How far, in sample standard deviations, the farthest of so many values may lie from their mean: two-sided at a level.</summary>
    /// <param name="count">How many values, at least 3.</param>
    /// <param name="significance">The level, above 0 and below 1.</param>
    public static double Critical(int count, double significance)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 3);
        if (!(significance > 0 && significance < 1)) throw new ArgumentOutOfRangeException(nameof(significance), significance, "A level lies between 0 and 1.");
        double t = StudentT.Quantile(1 - (significance / (2.0 * count)), count - 2);
        return (count - 1) * t / Math.Sqrt(count * (count - 2 + (t * t)));
    }

    /// <summary>The test for up to a number of outliers: each time the farthest value leaves, and as many are outliers as left up to the last that was too far. Time n log n, and n for each.</summary>
    /// <param name="sorted">The sample in ascending order, finite.</param>
    /// <param name="most">How many outliers to look for at most; no more than leave 2 values.</param>
    /// <param name="significance">The level, above 0 and below 1.</param>
    public static DeviateResult Test(ReadOnlySpan<double> sorted, int most, double significance)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(most);
        int low = 0, high = sorted.Length, outliers = 0, keptLow = 0, keptHigh = sorted.Length;
        most = Math.Min(most, Math.Max(0, sorted.Length - 2));
        double[] deviates = new double[most], limits = new double[most];
        for (int i = 0; i < most; i++)
        {
            Moments moments = Moments.Of(sorted[low..high]);
            double spread = moments.StandardDeviation, below = moments.Mean - sorted[low], above = sorted[high - 1] - moments.Mean;
            deviates[i] = spread > 0 ? Math.Max(below, above) / spread : 0;
            limits[i] = Critical(high - low, significance);
            if (below > above) low++;
            else high--;
            if (deviates[i] > limits[i]) (outliers, keptLow, keptHigh) = (i + 1, low, high);
        }

        return new DeviateResult(outliers, keptLow, sorted.Length - keptHigh, deviates, limits);
    }
}
