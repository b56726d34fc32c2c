using System.Text.Json;

namespace Mlops.Sdk.Numerics.Tests.Series;

/// <summary>Numbers of statsmodels and SciPy for the same series; their origin stands in the file.</summary>
public sealed class SeriesReferenceTests
{
    private static readonly JsonElement s_reference = Reference.Json("series.json");

    public static TheoryData<string> Names => [.. s_reference.GetProperty("series").EnumerateObject().Select(one => one.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Autocorrelation_OfSeries_EqualsStatsmodels(string name)
    {
        (double[] x, JsonElement expected) = Series(name);
        Close(expected.GetProperty("acf").Numbers(), Autocorrelation.Of(x, 30));
        Close(expected.GetProperty("acov_adjusted").Numbers(), Autocorrelation.Covariance(x, 30, adjusted: true));
        Close(expected.GetProperty("pacf_ldb").Numbers(), Autocorrelation.Partial(x, 20));
        Close(expected.GetProperty("pacf_ld").Numbers(), Autocorrelation.Partial(x, 20, adjusted: true), 1e-7);
        double[] gaps = [.. x];
        for (int i = 5; i < gaps.Length; i += 17) gaps[i] = double.NaN;
        Close(expected.GetProperty("acf_gaps").Numbers(), Autocorrelation.Of(gaps, 20));
        foreach (JsonElement row in expected.GetProperty("ljung_box").EnumerateArray())
        {
            TestResult box = LjungBox.Test(x, row[0].GetInt32());
            Reference.Close(row[1].GetDouble(), box.Statistic);
            Reference.Close(row[2].GetDouble(), box.PValue, 1e-6);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void DickeyFuller_OfSeries_EqualsStatsmodels(string name)
    {
        (double[] x, JsonElement expected) = Series(name);
        foreach (JsonElement row in expected.GetProperty("adf").EnumerateArray())
        {
            DeterministicTerms terms = row[0].GetString() switch { "n" => DeterministicTerms.None, "c" => DeterministicTerms.Constant, "ct" => DeterministicTerms.Linear, _ => DeterministicTerms.Quadratic };
            bool isFixed = row[1].GetString() == "fixed";
            UnitRootResult adf = DickeyFuller.Test(x, terms, isFixed ? 4 : null, isFixed ? LagSelection.Fixed : row[1].GetString() == "AIC" ? LagSelection.Akaike : LagSelection.Schwarz);
            Assert.Equal((row[4].GetInt32(), row[5].GetInt32()), (adf.Lags, adf.Observations));
            Reference.Close(row[2].GetDouble(), adf.Statistic, 1e-6, 1e-6);
            Reference.Close(row[3].GetDouble(), adf.PValue, 1e-5, 1e-9);
            for (int i = 0; i < 3; i++) Reference.Close(row[6 + i].GetDouble(), adf.CriticalValue(new[] { 0.01, 0.05, 0.1 }[i]));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Kpss_OfSeries_EqualsStatsmodels(string name)
    {
        (double[] x, JsonElement expected) = Series(name);
        foreach (JsonElement row in expected.GetProperty("kpss").EnumerateArray())
        {
            KpssResult kpss = Kpss.Test(x, row[0].GetString() == "c" ? DeterministicTerms.Constant : DeterministicTerms.Linear, row[1].GetString() == "auto" ? null : 5);
            Assert.Equal(row[4].GetInt32(), kpss.Lags);
            Reference.Close(row[2].GetDouble(), kpss.Statistic, 1e-6);
            Reference.Close(row[3].GetDouble(), kpss.PValue, 1e-6);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Trend_OfSeries_EqualsScipy(string name)
    {
        (double[] x, JsonElement expected) = Series(name);
        double[] kendall = expected.GetProperty("mann_kendall").Numbers();
        TrendResult trend = MannKendall.Test(x);
        Reference.Close(kendall[0], trend.Score);
        Reference.Close(kendall[1], trend.Z);
        Reference.Close(kendall[2], trend.PValue, 1e-6, 1e-14);
        Reference.Close(expected.Number("tau"), trend.Tau);
        Reference.Close(expected.Number("sen"), TheilSen.Slope(x), 1e-9);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Periodogram_OfSeries_EqualsScipy(string name)
    {
        (double[] x, JsonElement expected) = Series(name);
        double[] power = expected.GetProperty("periodogram").Numbers(), actual = Periodogram.Of(x);
        double scale = power.Max();
        Assert.Equal(power.Length, actual.Length);
        for (int i = 0; i < power.Length; i++) Reference.Close(power[i], actual[i], 1e-8, 1e-10 * scale);
        double[] centered = SeriesShape.Centered(x);
        for (int k = 1; k <= power.Length; k += 7) Reference.Close(power[k - 1], Periodogram.At(centered, (double)k / x.Length), 1e-8, 1e-10 * scale);
    }

    [Fact]
    public void HoltWinters_WithGivenStart_EqualsStatsmodels()
    {
        JsonElement expected = s_reference.GetProperty("holt_winters");
        double[] x = s_reference.GetProperty("series").GetProperty("seasonal").GetProperty("values").Numbers();
        JsonElement start = expected.GetProperty("start");
        HoltWinters smooth = HoltWinters.Run(x, new HoltWintersState(start[0].GetDouble(), start[1].GetDouble(), start[2].Numbers()), expected.Number("level"), expected.Number("trend"), expected.Number("season"));
        Close(expected.GetProperty("errors").Numbers(), [.. smooth.Errors], 1e-9);
        Close(expected.GetProperty("ahead").Numbers(), [.. Enumerable.Range(1, 11).Select(smooth.State.Forecast)], 1e-9);

        // The weights that are found here explain the series about as well as those of an optimizer.
        HoltWinters fitted = HoltWinters.Fit(x, 12)!;
        double[] errors = [.. fitted.Errors.Skip(12)];
        Assert.InRange(Math.Sqrt(errors.Sum(error => error * error) / errors.Length) / expected.Number("best_rmse"), 0.8, 1.1);
    }

    private static (double[] Values, JsonElement Expected) Series(string name)
    {
        JsonElement one = s_reference.GetProperty("series").GetProperty(name);
        return (one.GetProperty("values").Numbers(), one);
    }

    private static void Close(double[] expected, double[] actual, double relative = 1e-9)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++) Reference.Close(expected[i], actual[i], relative, 1e-10);
    }
}
