using CsCheck;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Learning.Tests.Metrics;

public sealed class ConformalKernelTests
{
    [Theory]
    [InlineData(0.9, 9)]
    [InlineData(0.95, 19)]
    [InlineData(0.8, 4)]
    [InlineData(0.5, 1)]
    [InlineData(0.99, 99)]
    public void LeastCount_Coverage_IsTheFirstWithAFiniteBound(double coverage, int least)
    {
        Assert.Equal(least, ConformalQuantile.LeastCount(coverage));
        double[] scores = [.. Enumerable.Range(1, least).Select(value => (double)value)];
        Assert.Equal(least, ConformalQuantile.Of(scores, coverage));
        Assert.Equal(double.PositiveInfinity, ConformalQuantile.Of(scores.AsSpan(1), coverage));
    }

    [Fact]
    public void Of_AnyScores_ExchangeableCoverageIsExact() =>
        // Of n + 1 scores each may be the new one: the share of those that lie within the bound of the others is at least the coverage, and without ties at most 1 / (n + 1) more.
        Gen.Select(Gen.Double[0, 1].Array[10, 40], Gen.Double[0.3, 0.85]).Sample((scores, coverage) =>
        {
            int held = Enumerable.Range(0, scores.Length).Count(i => scores[i] <= ConformalQuantile.Of(scores.Where((_, other) => other != i).ToArray(), coverage));
            double share = (double)held / scores.Length;
            Assert.InRange(share, coverage - 1e-9, scores.Distinct().Count() < scores.Length ? 1 : coverage + 1.0 / scores.Length + 1e-9);
        }, iter: 200);
}
