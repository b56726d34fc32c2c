namespace Mlops.Sdk.Numerics;

/// <summary>Looks for one lasting change of the level of a series, by the greatest cumulative sum of distances from the mean.</summary>
public static class LevelShift
{
    /// <summary>Finds where the level changes most, and how likely so great a change is in a stationary series without one (the distribution of Kolmogorov, the greatest distance of a Brownian bridge).</summary>
    /// <remarks>The variance that lasts is that of a first-order autoregression, estimated around the two levels and corrected for bias, so that a series that remembers its past is not taken for one that shifts. NaN is skipped. O(n).</remarks>
    /// <param name="values">The series, in order, at equal steps.</param>
    public static LevelShiftResult Find(ReadOnlySpan<double> values)
    {
        var places = new List<int>();
        for (int i = 0; i < values.Length; i++)
            if (!double.IsNaN(values[i])) places.Add(i);
        double[] kept = Descriptive.WithoutMissing(values);
        int n = kept.Length;
        if (n < 8 || !SeriesShape.IsFinite(kept) || SeriesShape.IsConstant(kept)) return LevelShiftResult.NotPossible;
        double[] centered = SeriesShape.Centered(kept);
        double sum = 0, most = 0;
        int split = 1;
        for (int i = 0; i < n - 1; i++)
        {
            sum += centered[i];
            if (!(Math.Abs(sum) > most * (1 + 1e-9))) continue;
            (most, split) = (Math.Abs(sum), i + 1);
        }

        double before = SeriesShape.MeanOf(kept.AsSpan(0, split)), after = SeriesShape.MeanOf(kept.AsSpan(split));
        for (int i = 0; i < n; i++) centered[i] = kept[i] - (i < split ? before : after);
        double squares = OrderedSums.SumOfSquares(centered);
        if (!(squares > 0)) return new(places[split], before, after, double.PositiveInfinity, 0);
        double variance = squares / (n - 2) * SeriesMemory.Fit(centered, 3).Select(fit => SeriesMemory.LongRunRatio(fit.Model, n)).DefaultIfEmpty(1).Max();
        double statistic = most / Math.Sqrt(n * variance);
        return new(places[split], before, after, statistic, Survival(statistic));
    }

    // Kolmogorov's series converges fast above 0.3 and is 1 below.
    private static double Survival(double x)
    {
        if (x < 0.3) return 1;
        double sum = 0;
        for (int k = 1; k <= 20; k++) sum += ((k & 1) == 1 ? 2 : -2) * Math.Exp(-2.0 * k * k * x * x);
        return Math.Clamp(sum, 0, 1);
    }
}
