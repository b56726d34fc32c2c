namespace Mlops.Sdk.Numerics.Tests;

public sealed class BinomialBoundsTests
{
    // scipy 1.10.1: binomtest(x, n).proportion_ci(1 - 2 (1 - c), method='wilson').
    [Theory]
    [InlineData(0, 100, 0.95, 0.0, 0.02634272078317432)]
    [InlineData(3, 50, 0.99, 0.017211411843668145, 0.18873524542598122)]
    [InlineData(50, 50, 0.9, 0.9681971552673609, 1.0)]
    [InlineData(7, 1000, 0.9999, 0.0018908649903509166, 0.025560536006097333)]
    public void Wilson_IsThatOfSciPy(int successes, int trials, double confidence, double low, double high)
    {
        Assert.Equal(low, BinomialBounds.WilsonLower(successes, trials, confidence), 1e-12);
        Assert.Equal(high, BinomialBounds.WilsonUpper(successes, trials, confidence), 1e-12);
    }

    // scipy 1.10.1: binom.sf(k, n, p) and binom.isf(t, n, p).
    [Fact]
    public void SurvivalAndUpperCount_AreThoseOfSciPy()
    {
        Assert.Equal(0.1329533234343351, BinomialBounds.Survival(3, 20, 0.1), 1e-12);
        Assert.Equal(0.6323045752290359, BinomialBounds.Survival(0, 1000, 0.001), 1e-12);
        Assert.Equal(1.9603138166865294e-07, BinomialBounds.Survival(12, 1000, 0.002), 1e-15);
        Assert.Equal(0.7357619789229561, BinomialBounds.Survival(98, 100, 0.99), 1e-12);
        Assert.Equal([5, 20, 0], new[] { BinomialBounds.UpperCount(1000, 5.8e-4, 1e-4), BinomialBounds.UpperCount(172, 0.05, 1.7e-4), BinomialBounds.UpperCount(10, 0, 1e-3) });
    }

    [Fact]
    public void NoTrials_KnowNothing() => Assert.Equal((0, 1), (BinomialBounds.WilsonLower(0, 0, 0.9), BinomialBounds.WilsonUpper(0, 0, 0.9)));

    [Fact]
    public void PredictedUpper_AnyShare_IsPassedByNoMoreThanTheAlarm()
    {
        const int trials = 60, next = 25;
        foreach (double alarm in (double[])[0.2, 0.01, 1e-4])
        {
            long[] most = [.. Enumerable.Range(0, trials + 1).Select(seen => BinomialBounds.PredictedUpper(seen, trials, next, alarm))];
            Assert.Equal(most.Order(), most);
            for (double p = 0.005; p < 1; p += 0.02)
            {
                double passed = Enumerable.Range(0, trials + 1).Sum(seen => (BinomialBounds.Survival(seen - 1, trials, p) - BinomialBounds.Survival(seen, trials, p)) * BinomialBounds.Survival(most[seen], next, p));
                Assert.True(passed <= alarm, $"share {p}: {passed}");
            }
        }

        Assert.InRange(BinomialBounds.PredictedUpper(0, 7000, 1000, 1e-4), 4, 7);
    }
}
