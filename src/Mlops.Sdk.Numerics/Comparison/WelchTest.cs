namespace Mlops.Sdk.Numerics;

/// <summary>Whether two samples, whose spreads may differ, have the same mean (Welch 1947).</summary>
public static class WelchTest
{
    /// <summary>The test from the moments of the samples, equal to SciPy's <c>ttest_ind(equal_var=False)</c>.</summary>
    /// <param name="first">The moments of the first sample.</param>
    /// <param name="second">The moments of the second sample.</param>
    /// <returns>The t statistic (first less second) and the two-sided p-value; NaN below two numbers in a sample and when neither has a spread.</returns>
    public static TestResult Of(Moments first, Moments second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        if (first.Count < 2 || second.Count < 2) return TestResult.NotPossible;
        double a = first.Variance / first.Count, b = second.Variance / second.Count, t = (first.Mean - second.Mean) / Math.Sqrt(a + b);
        double degrees = (a + b) * (a + b) / ((a * a / (first.Count - 1)) + (b * b / (second.Count - 1)));
        return double.IsFinite(t) && degrees > 0 && double.IsFinite(degrees) ? new(t, Math.Min(1, 2 * StudentT.Survival(Math.Abs(t), degrees))) : TestResult.NotPossible;
    }
}
