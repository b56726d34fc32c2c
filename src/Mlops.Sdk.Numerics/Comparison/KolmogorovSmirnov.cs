namespace Mlops.Sdk.Numerics;

/// <summary>The two-sided two-sample Kolmogorov-Smirnov test: the greatest distance of the empirical distribution functions.</summary>
/// <remarks>
/// NaN is skipped; infinite values are ordinary extremes; an empty side gives NaN. The statistic counts ties rightly; the p-value is that of continuous data, hence conservative with ties.
/// p-values agree with SciPy's <c>ks_2samp</c>. Takes (n + m) log(n + m), and for an exact p-value up to n m more.
/// </remarks>
public static class KolmogorovSmirnov
{
    private const int ExactUpTo = 10_000;

    /// <summary>The test of two samples.</summary>
    /// <param name="first">One sample.</param>
    /// <param name="second">The other sample.</param>
    /// <param name="method">How the p-value is computed.</param>
    public static TestResult Test(ReadOnlySpan<double> first, ReadOnlySpan<double> second, KolmogorovSmirnovMethod method = KolmogorovSmirnovMethod.Auto)
    {
        double[] a = Descriptive.WithoutMissing(first), b = Descriptive.WithoutMissing(second);
        Sorting.Ascending(a);
        Sorting.Ascending(b);
        return TestSorted(a, b, method);
    }

    /// <summary>The test of two samples in ascending order and free of NaN: a reference sorted once serves many comparisons.</summary>
    /// <param name="first">One sample.</param>
    /// <param name="second">The other sample.</param>
    /// <param name="method">How the p-value is computed.</param>
    public static TestResult TestSorted(ReadOnlySpan<double> first, ReadOnlySpan<double> second, KolmogorovSmirnovMethod method = KolmogorovSmirnovMethod.Auto)
    {
        if (first.IsEmpty || second.IsEmpty)
            return TestResult.NotPossible;
        long distance = Distance(first, second), n = first.Length, m = second.Length;
        double statistic = distance / ((double)n * m);
        bool exact = method == KolmogorovSmirnovMethod.Exact || (method == KolmogorovSmirnovMethod.Auto && Math.Max(n, m) <= ExactUpTo);
        return new(statistic, exact ? LatticePaths.Outside((int)n, (int)m, distance) : Asymptotic(statistic, n, m));
    }

    /// <summary>The test of two sketched samples: the statistic is off by at most the sum of their rank error bounds, the p-value is asymptotic.</summary>
    /// <param name="first">One sample.</param>
    /// <param name="second">The other sample.</param>
    public static TestResult Test(KllSketch first, KllSketch second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        if (first.Count == 0 || second.Count == 0)
            return TestResult.NotPossible;
        (double[] a, long[] weightA) = first.ToCumulative();
        (double[] b, long[] weightB) = second.ToCumulative();
        double statistic = 0;
        for (int i = 0, j = 0; i < a.Length && j < b.Length;)
        {
            double value = Math.Min(a[i], b[j]);
            while (i < a.Length && a[i] == value)
                i++;
            while (j < b.Length && b[j] == value)
                j++;
            double atA = i == 0 ? 0 : weightA[i - 1] / (double)first.Count, atB = j == 0 ? 0 : weightB[j - 1] / (double)second.Count;
            statistic = Math.Max(statistic, Math.Abs(atA - atB));
        }

        return new(statistic, Asymptotic(statistic, first.Count, second.Count));
    }

    private static double Asymptotic(double statistic, long n, long m) =>
        KolmogorovDistribution.Survival(statistic, Math.Max(1, Math.Round((double)n * m / (n + m), MidpointRounding.ToEven)));

    // The greatest |i m - j n| over the points where a run of ties ends: whole numbers, so the statistic is exact.
    private static long Distance(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        long n = a.Length, m = b.Length, greatest = 0;
        int i = 0, j = 0;
        while (i < a.Length && j < b.Length)
        {
            double value = Math.Min(a[i], b[j]);
            while (i < a.Length && a[i] == value)
                i++;
            while (j < b.Length && b[j] == value)
                j++;
            greatest = Math.Max(greatest, Math.Abs(i * m - j * n));
        }

        return greatest;
    }
}
