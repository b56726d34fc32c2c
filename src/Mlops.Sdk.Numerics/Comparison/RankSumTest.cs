namespace Mlops.Sdk.Numerics;

/// <summary>Whether numbers of one sample tend to be greater than those of another, whatever they are distributed like (Mann and Whitney 1947).</summary>
public static class RankSumTest
{
    /// <summary>The two-sided test by the normal approximation, corrected for ties and for continuity: SciPy's <c>mannwhitneyu(method="asymptotic")</c>. Takes n log n.</summary>
    /// <remarks>Unlike a test of means it keeps its false alarm rate for skewed numbers and samples of very different sizes; below five numbers in a sample it says little.</remarks>
    /// <param name="first">One sample; NaN is left out.</param>
    /// <param name="second">The other sample; NaN is left out.</param>
    /// <returns>U of the first sample, how many pairs have the greater number in it (ties count one half), and the p-value; NaN when a sample is empty or all numbers are equal.</returns>
    public static TestResult Of(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        double[] ranks = Ranks.Average([.. first, .. second]);
        (double own, double n) = SumOf(ranks.AsSpan(0, first.Length));
        (double other, double m) = SumOf(ranks.AsSpan(first.Length));

        // Of whole and half ranks sums are exact; the variance of the ranks has the correction for ties in it.
        double all = n + m, mean = (own + other) / all, squares = 0;
        foreach (double rank in ranks)
            if (!double.IsNaN(rank)) squares += (rank - mean) * (rank - mean);
        if (n == 0 || m == 0 || squares == 0) return TestResult.NotPossible;
        double u = own - (n * (n + 1) / 2), deviation = Math.Sqrt(n * m / all * squares / (all - 1));
        return new(u, Math.Min(1, 2 * Normal.Survival(Math.Max(0, Math.Abs(u - (n * m / 2)) - 0.5) / deviation)));
    }

    private static (double Sum, double Count) SumOf(ReadOnlySpan<double> ranks)
    {
        double sum = 0, count = 0;
        foreach (double rank in ranks)
            if (!double.IsNaN(rank)) (sum, count) = (sum + rank, count + 1);
        return (sum, count);
    }
}
