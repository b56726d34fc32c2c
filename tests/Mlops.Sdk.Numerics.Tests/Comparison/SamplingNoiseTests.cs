using Xunit;

namespace Mlops.Sdk.Numerics.Tests;

public sealed class SamplingNoiseTests
{
    [Theory]
    [InlineData(40, 60, 0.05)]
    [InlineData(60, 40, 0.01)]
    [InlineData(90, 10, 0.01)]
    [InlineData(10, 90, 0.001)]
    public void ShareDifference_IsPassedNoMoreOftenThanTheRate(int first, int second, double rate)
    {
        foreach (double share in (double[])[0.005, 0.02, 0.1, 0.3, 0.5, 0.8, 0.97])
        {
            double passed = 0;
            for (int a = 0; a <= first; a++)
            {
                for (int b = 0; b <= second; b++)
                {
                    if (Math.Abs(((double)b / second) - ((double)a / first)) > SamplingNoise.ShareDifference(a, first, b, second, rate) + 1e-12) passed += Probability(a, first, share) * Probability(b, second, share);
                }
            }

            Assert.InRange(passed, 0, rate);
        }
    }

    [Fact]
    public void ShareDifference_OfManyCases_IsTheNormalOne()
    {
        double expected = Normal.Quantile(0.995) * Math.Sqrt(0.3 * 0.7 * 2 / 10_000);
        Assert.Equal(expected, SamplingNoise.ShareDifference(3000, 10_000, 3000, 10_000, 0.01), 1e-12);
        Assert.InRange(SamplingNoise.ShareDifference(199, 10_000, 199, 10_000, 0.01) / SamplingNoise.ShareDifference(201, 10_000, 201, 10_000, 0.01), 0.9, 1.1);
    }

    [Fact]
    public void KolmogorovSmirnov_HasTheTabulatedValues()
    {
        Assert.Equal(1.3581 * Math.Sqrt(2 / 100.0), SamplingNoise.KolmogorovSmirnov(100, 100, 0.05), 1e-4);
        Assert.Equal(1.6276 * Math.Sqrt((1 / 50.0) + (1 / 80.0)), SamplingNoise.KolmogorovSmirnov(50, 80, 0.01), 1e-4);
        Assert.Equal(1, SamplingNoise.KolmogorovSmirnov(1, 1, 0.01));
    }

    [Fact]
    public void Exceedances_HaveTheProbabilityOfTheGreatestBeingAllInOneSample()
    {
        foreach ((int n, int m, double rate) in ((int, int, double)[])[(100, 100, 0.01), (50, 200, 0.001), (500, 20, 1e-4)])
        {
            int count = (int)SamplingNoise.Exceedances(n, m, rate);
            double probability = 1;
            for (int i = 0; i < count; i++) probability *= (m - i) / (double)(n + m - i);
            Assert.InRange(probability, 0, rate);
        }
    }

    [Fact]
    public void OthersOfEqualPopulations_AreRarelyPassed()
    {
        const int size = 200, repeats = 2000;
        const double rate = 0.02;
        var random = new RandomStream(8);
        double[] first = new double[size], second = new double[size];
        int means = 0, spreads = 0, indexes = 0, variations = 0;
        for (int i = 0; i < repeats; i++)
        {
            var (a, b) = (new Moments(), new Moments());
            long[] before = new long[8], after = new long[8];
            for (int j = 0; j < size; j++)
            {
                (first[j], second[j]) = (random.NextGaussian(), random.NextGaussian());
                before[random.NextInt32(8)]++;
                after[random.NextInt32(8)]++;
            }

            a.Add(first);
            b.Add(second);
            double ratio = a.StandardDeviation / b.StandardDeviation;
            means += Math.Abs(a.Mean - b.Mean) > SamplingNoise.MeanDifference(a.Variance, size, b.Variance, size, rate) ? 1 : 0;
            spreads += Math.Max(ratio, 1 / ratio) > SamplingNoise.SpreadRatio(Math.Max(a.Kurtosis, b.Kurtosis), size, size, rate) ? 1 : 0;
            indexes += CountDistance.PopulationStabilityIndex(before, after) > SamplingNoise.StabilityIndex(8, size, size, rate) ? 1 : 0;
            variations += CountDistance.TotalVariation(before, after) > SamplingNoise.TotalVariation(before, after, rate) ? 1 : 0;
        }

        // Five standard deviations above the rate.
        int most = (int)(repeats * (rate + (5 * Math.Sqrt(rate / repeats))));
        Assert.InRange(means, repeats * rate / 4, most);
        Assert.InRange(spreads, repeats * rate / 8, most);
        Assert.InRange(indexes, repeats * rate / 4, most + (repeats * rate / 2));
        Assert.InRange(variations, 0, most);
    }

    [Fact]
    public void EmptySamples_GiveNaN_AndRatesOutOfRangeAreErrors()
    {
        Assert.True(double.IsNaN(SamplingNoise.ShareDifference(0, 0, 1, 2, 0.1)) && double.IsNaN(SamplingNoise.KolmogorovSmirnov(0, 5, 0.1)) && double.IsNaN(SamplingNoise.MeanDifference(1, 1, 1, 9, 0.1)) && double.IsNaN(SamplingNoise.SpreadRatio(double.NaN, 9, 9, 0.1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => SamplingNoise.KolmogorovSmirnov(5, 5, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => SamplingNoise.ShareDifference(6, 5, 0, 5, 0.1));
    }

    private static double Probability(int k, int n, double p)
    {
        double log = 0;
        for (int i = 0; i < k; i++) log += Math.Log((n - i) / (double)(i + 1));
        return Math.Exp(log + (k * Math.Log(p)) + ((n - k) * Math.Log(1 - p)));
    }
}
