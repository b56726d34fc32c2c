namespace Mlops.Sdk.Numerics.Tests.Comparison;

/// <summary>Numbers of SciPy's <c>fisher_exact</c>, <c>ttest_ind(equal_var=False)</c> and <c>mannwhitneyu(method="asymptotic")</c>.</summary>
public sealed class TwoSampleTests
{
    [Theory]
    [InlineData(8, 10, 1, 6, 0.034965034965034975)]
    [InlineData(0, 30, 12, 200, 0.37371994367191097)]
    [InlineData(3, 40, 3, 400, 0.01151628782261414)]
    [InlineData(55, 100, 5000, 10000, 0.36583677919359386)]
    [InlineData(1, 1000, 0, 1000000, 0.0009990009990389903)]
    [InlineData(0, 5, 0, 7, 1)]
    [InlineData(5, 5, 7, 7, 1)]
    public void Share_EqualsScipy(long firstCases, long first, long secondCases, long second, double expected)
    {
        Reference.Close(expected, ShareTest.PValue(firstCases, first, secondCases, second), 1e-7);
        Reference.Close(expected, ShareTest.PValue(secondCases, second, firstCases, first), 1e-7);
    }

    [Fact]
    public void Share_OfLargeSamples_GoesOnWithoutAJump()
    {
        double exact = ShareTest.PValue(1030, 2060, 5200, 10_000), normal = ShareTest.PValue(1040, 2080, 5200, 10_000);
        Assert.InRange(normal / exact, 0.93, 1.03);
        Assert.True(double.IsNaN(ShareTest.PValue(0, 0, 3, 5)));
        Assert.Throws<ArgumentOutOfRangeException>(() => ShareTest.PValue(6, 5, 0, 5));
    }

    [Fact]
    public void Welch_EqualsScipy()
    {
        TestResult test = WelchTest.Of(Moments.Of([1.5, 2, 7, 4.25]), Moments.Of([9, 11, 3, 8, 12.5, 6]));
        Reference.Close(-2.4251733290251396, test.Statistic);
        Reference.Close(0.04213654691906204, test.PValue);
        Assert.True(double.IsNaN(WelchTest.Of(Moments.Of([1, 1]), Moments.Of([1, 1])).PValue));
    }

    [Fact]
    public void RankSum_EqualsScipy()
    {
        TestResult test = RankSumTest.Of([1.5, 2, double.NaN, 7, 4.25], [9, 11, 3, 8, 12.5, 6]), tied = RankSumTest.Of([1, 2, 2, 5, 3, 3], [2, 4, 4, 4, 9, 3, 3, 1]);
        Reference.Close(3, test.Statistic);
        Reference.Close(0.0699543585800103, test.PValue);
        Reference.Close(16.5, tied.Statistic);
        Reference.Close(0.35591509175357505, tied.PValue);
        Assert.True(double.IsNaN(RankSumTest.Of([1, 1], [1, 1]).PValue) && double.IsNaN(RankSumTest.Of([], [1, 2]).PValue));
    }
}
