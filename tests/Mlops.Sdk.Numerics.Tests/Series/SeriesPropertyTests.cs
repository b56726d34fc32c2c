using CsCheck;

namespace Mlops.Sdk.Numerics.Tests.Series;

public sealed class SeriesPropertyTests
{
    private static readonly Gen<double[]> s_series = Gen.Int[-320, 320].Select(value => value / 64.0).Array[3, 60];
    private static readonly Gen<double[]> s_tied = Gen.Int[0, 4].Select(value => (double)value).Array[2, 60];

    [Fact]
    public void Autocorrelation_DirectAndByTransform_Agree()
    {
        var random = new RandomStream(4);
        double[] x = [.. Enumerable.Range(0, 3000).Select(_ => random.NextGaussian())];
        x[17] = x[900] = double.NaN;
        double[] direct = Autocorrelation.Of(x, 40), all = Autocorrelation.Of(x, 2999);
        for (int lag = 0; lag <= 40; lag++) Assert.Equal(direct[lag], all[lag], 12);
    }

    [Fact]
    public void Transform_AnyLength_EqualsTheSum() => Gen.Int[1, 40].Sample(n =>
    {
        double[] real = [.. Enumerable.Range(0, n).Select(t => Math.Sin(t * 1.7) + (t % 3))], imaginary = [.. Enumerable.Range(0, n).Select(t => Math.Cos(t * 0.3))];
        double[] re = [.. real], im = [.. imaginary];
        FourierTransform.Forward(re, im);
        for (int k = 0; k < n; k++)
        {
            double sumRe = 0, sumIm = 0;
            for (int t = 0; t < n; t++)
            {
                (double s, double c) = Math.SinCos(-2 * Math.PI * k * t / n);
                sumRe += (real[t] * c) - (imaginary[t] * s);
                sumIm += (real[t] * s) + (imaginary[t] * c);
            }

            Assert.Equal(sumRe, re[k], 9);
            Assert.Equal(sumIm, im[k], 9);
        }
    });

    [Fact]
    public void Inversions_Merge_EqualsThePairs() => s_tied.Sample(x =>
    {
        long greater = 0, notLess = 0;
        for (int i = 0; i < x.Length; i++)
        {
            for (int j = i + 1; j < x.Length; j++)
            {
                greater += x[i] > x[j] ? 1 : 0;
                notLess += x[i] >= x[j] ? 1 : 0;
            }
        }

        Assert.Equal((greater, notLess), PairOrder.Count(x));
    });

    [Theory]
    [InlineData(401)]
    [InlineData(402)]
    [InlineData(700)]
    public void TheilSen_ByHalving_EqualsTheMedianOfAllPairs(int n)
    {
        var random = new RandomStream((ulong)n);
        double[] x = [.. Enumerable.Range(0, n).Select(t => (0.01 * t) + random.NextGaussian())];
        x[5] = double.NaN;
        x[9] = 1e6;
        var slopes = new List<double>();
        for (int j = 0; j < n; j++)
            for (int i = 0; i < j; i++)
                if (!double.IsNaN(x[i]) && !double.IsNaN(x[j])) slopes.Add((x[j] - x[i]) / (j - i));
        Assert.Equal(Quantiles.Median(slopes.ToArray()), TheilSen.Slope(x), 11);
    }

    [Fact]
    public void TheilSen_Seasonal_TakesTheSeasonOut()
    {
        double[] season = [5, -3, 40, 0, 7, 1e3, -12], x = [.. Enumerable.Range(0, 70).Select(t => (0.25 * t) + season[t % 7])];
        (x[3], x[44], x[50]) = (double.NaN, 9e9, -9e9);
        Assert.Equal(0.25, TheilSen.SeasonalSlope(x, 7), 10);
        Assert.Equal(TheilSen.Slope(x), TheilSen.SeasonalSlope(x, 1), 10);
        Assert.True(double.IsNaN(TheilSen.SeasonalSlope([1, 2, 3], 3)));
        Assert.True(double.IsNaN(TheilSen.SeasonalSlope([1, double.PositiveInfinity], 1)));
    }

    [Fact]
    public void DickeyFuller_Selection_EqualsSeparateRegressions() => s_series.Where(x => x.Length > 20 && x.Distinct().Count() > 10).Sample(x =>
    {
        // The residual squares of the nested factor against those of each regression for itself, on the same observations.
        var all = new DickeyFullerRegression(x, DeterministicTerms.Linear, 4);
        for (int lags = 0; lags <= all.Lags; lags++)
        {
            var one = new DickeyFullerRegression(x.AsSpan(4 - lags), DeterministicTerms.Linear, lags);
            Assert.Equal(one.ResidualSquares(lags), all.ResidualSquares(lags), 1e-7 * (1 + one.ResidualSquares(lags)));
        }
    });

    [Fact]
    public void Tests_DoNotDependOnScaleAndPlace() => s_series.Where(x => x.Length > 12 && x.Distinct().Count() > 8).Sample(x =>
    {
        double[] moved = [.. x.Select(value => (4 * value) + 16)];
        Assert.Equal(DickeyFuller.Test(x).Statistic, DickeyFuller.Test(moved).Statistic, 5);
        Assert.Equal(Kpss.Test(x).Statistic, Kpss.Test(moved).Statistic, 8);
        Assert.Equal(LjungBox.Test(x, 5).Statistic, LjungBox.Test(moved, 5).Statistic, 6);
        Assert.Equal(LevelShift.Find(x).PValue, LevelShift.Find(moved).PValue, 8);
        Assert.Equal(MannKendall.TestCorrelated(x).PValue, MannKendall.TestCorrelated(moved).PValue, 8);
    });

    public static TheoryData<string, double[]> Odd => new()
    {
        { "empty", [] },
        { "one", [3] },
        { "two", [3, 4] },
        { "constant", [.. Enumerable.Repeat(0.1, 60)] },
        { "missing", [.. Enumerable.Repeat(double.NaN, 60)] },
        { "infinite", [.. Enumerable.Range(0, 60).Select(i => i == 7 ? double.PositiveInfinity : i % 5)] },
        { "huge", [.. Enumerable.Range(0, 60).Select(i => i % 2 == 0 ? double.MaxValue : -double.MaxValue)] },
        { "line", [.. Enumerable.Range(0, 60).Select(i => 3.0 * i)] },
        { "sine", [.. Enumerable.Range(0, 120).Select(i => Math.Sin(i * Math.PI / 6))] },
        { "alternating", [.. Enumerable.Range(0, 60).Select(i => i % 2 == 0 ? 1.0 : -1)] },
        { "step", [.. Enumerable.Range(0, 60).Select(i => i < 30 ? 0.0 : 1)] },
        { "gaps", [.. Enumerable.Range(0, 60).Select(i => i % 3 == 0 ? double.NaN : i % 7)] },
    };

    [Theory]
    [MemberData(nameof(Odd))]
    public void Kernels_OddSeries_DoNotThrow(string name, double[] x)
    {
        Assert.NotNull(name);
        int lags = Math.Max(0, Math.Min(10, x.Length - 1));
        Autocorrelation.Of(x, lags);
        Autocorrelation.Partial(x, lags);
        Periodogram.Of(x);
        LjungBox.Test(x, 5);
        DickeyFuller.Test(x);
        DickeyFuller.Test(x, DeterministicTerms.Quadratic);
        Kpss.Test(x, DeterministicTerms.Linear);
        MannKendall.TestCorrelated(x);
        TheilSen.Slope(x);
        LevelShift.Find(x);
        Seasonality.Find(x, [7, 12]);
        HoltWinters.Fit(x, 7, withTrend: true);
        SeriesShape.Interpolate([.. x]);
    }

    [Fact]
    public void Interpolate_Gaps_LieOnLines()
    {
        double[] x = [double.NaN, 1, double.NaN, double.NaN, 4, double.NaN];
        SeriesShape.Interpolate(x);
        Assert.Equal([1, 1, 2, 3, 4, 4], x);
    }

    [Fact]
    public void LevelShift_Step_IsFoundWhereItIs()
    {
        var random = new RandomStream(3);
        double[] x = [.. Enumerable.Range(0, 200).Select(t => random.NextGaussian() + (t >= 120 ? 2 : 0))];
        LevelShiftResult shift = LevelShift.Find(x);
        Assert.InRange(shift.Index, 115, 125);
        Assert.True(shift.PValue < 1e-6);
        Assert.Equal(2, shift.After - shift.Before, 0.5);
    }
}
