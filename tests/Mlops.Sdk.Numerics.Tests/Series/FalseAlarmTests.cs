namespace Mlops.Sdk.Numerics.Tests.Series;

/// <summary>What the documentation says of false alarms, on a few hundred series of each kind with fixed seeds.</summary>
public sealed class FalseAlarmTests
{
    private const int Repeats = 250;

    public static TheoryData<string> Noises => ["white", "remembering", "walk"];

    [Theory]
    [MemberData(nameof(Noises))]
    public void Seasonality_OfNoise_IsRarelyFound(string kind)
    {
        int found = Enumerable.Range(0, Repeats).Count(seed => Seasonality.Find(Noise(kind, 200, (ulong)seed), [7, 30], 0.01).Count > 0);
        Assert.InRange(found, 0, 8);
    }

    [Theory]
    [InlineData(7, 0.9, "sine")]
    [InlineData(12, 0.9, "spike")]
    [InlineData(24, 1.2, "sine")]
    public void Seasonality_KnownPeriod_IsFoundAndNothingElse(int period, double size, string shape)
    {
        int right = 0, other = 0;
        for (int seed = 0; seed < 40; seed++)
        {
            double[] x = Noise("remembering", 300, (ulong)seed);
            for (int t = 0; t < x.Length; t++) x[t] += size * (shape == "sine" ? 1.5 * Math.Sin(2 * Math.PI * t / period) : t % period == 0 ? 3.5 : 0);
            IReadOnlyList<SeasonalPeriod> found = Seasonality.Find(x, [7, 12, 24, 30]);
            right += found.Any(one => one.Period == period) ? 1 : 0;
            other += found.Count(one => one.Period != period);
        }

        Assert.InRange(right, 36, 40);
        Assert.InRange(other, 0, 4);
    }

    [Theory]
    [InlineData("white")]
    [InlineData("remembering")]
    public void TrendAndShift_OfNoise_HoldTheirLevel(string kind)
    {
        int trends = 0, shifts = 0;
        for (int seed = 0; seed < Repeats; seed++)
        {
            double[] x = Noise(kind, 200, (ulong)seed);
            trends += MannKendall.TestCorrelated(x).PValue < 0.05 ? 1 : 0;
            shifts += LevelShift.Find(x).PValue < 0.05 ? 1 : 0;
        }

        Assert.InRange(trends, 2, 25);
        Assert.InRange(shifts, 2, 25);
    }

    [Theory]
    [InlineData(8, 0.01)]
    [InlineData(15, 0.01)]
    [InlineData(30, 0.01)]
    [InlineData(70, 0.001)]
    public void RobustPrediction_OfNormalValues_HoldsItsRate(int count, double rate)
    {
        var random = new RandomStream(9);
        double limit = RobustPrediction.Limit(count, rate);
        int beyond = 0, repeats = (int)(400 / rate);
        var window = new double[count];
        for (int i = 0; i < repeats; i++)
        {
            for (int k = 0; k < count; k++) window[k] = random.NextGaussian();
            double median = Quantiles.Median(window);
            beyond += Math.Abs(random.NextGaussian() - median) > limit * Quantiles.MedianAbsoluteDeviation(window) ? 1 : 0;
        }

        Assert.InRange(beyond, 300, 500);
        Assert.Equal(rate, RobustPrediction.PValue(count, limit), 9);
    }

    private static double[] Noise(string kind, int n, ulong seed)
    {
        var random = RandomStream.For(seed, kind);
        var x = new double[n];
        double before = 0;
        for (int burn = 0; burn < 100; burn++) before = Next(before);
        for (int t = 0; t < n; t++) x[t] = before = Next(before);
        return x;

        double Next(double last) => random.NextGaussian() + (kind switch { "white" => 0, "walk" => last, _ => 0.6 * last });
    }
}
