namespace Mlops.Sdk.Numerics;

/// <summary>Pearson's chi-square test that two samples of counts come from one distribution (a 2 x k contingency table, no continuity correction).</summary>
public static class ChiSquareTest
{
    /// <summary>The test of two rows of counts.</summary>
    /// <param name="first">Counts of one sample by category.</param>
    /// <param name="second">Counts of the other sample, in the same order of categories.</param>
    /// <returns>Categories that are empty in both are left out; fewer than two categories give statistic 0 and p 1, an empty sample NaN.</returns>
    public static TestResult TwoSample(ReadOnlySpan<long> first, ReadOnlySpan<long> second)
    {
        (double n, double m) = Counts.Totals(first, second);
        if (n == 0 || m == 0)
            return TestResult.NotPossible;
        double statistic = 0;
        int categories = 0;
        for (int i = 0; i < first.Length; i++)
        {
            double both = (double)first[i] + second[i];
            if (both == 0)
                continue;
            categories++;
            double expected = both * n / (n + m), off = first[i] - expected;
            statistic += off * off / expected + off * off / (both - expected);
        }

        return categories < 2 ? new(0, 1) : new(statistic, ChiSquared.Survival(statistic, categories - 1));
    }
}
