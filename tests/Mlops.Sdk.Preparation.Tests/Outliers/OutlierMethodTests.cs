using System.Text.Json;
using CsCheck;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Preparation.Tests.Outliers;

/// <summary>Fences of every method against reference numbers.</summary>
public sealed class OutlierMethodTests
{
    private static readonly JsonElement s_cases = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "ReferenceData", "fences.json"))).RootElement.GetProperty("cases");

    private static JsonElement Case(string id, string dataset) => s_cases.EnumerateArray().Single(one => one.GetProperty("id").GetString() == id && one.GetProperty("dataset").GetString() == dataset);

    [Theory]
    [InlineData("breast_cancer")]
    [InlineData("wine")]
    [InlineData("iris")]
    [InlineData("diabetes")]
    public void Fit_QuantilesAndCounts_EqualNumPyAndSciPy(string name)
    {
        (double[][] columns, _) = Reference.Read(name);
        foreach (double low in new[] { 0.01, 0.05 })
        {
            JsonElement expected = Case(FormattableString.Invariant($"winsor_quantile_{low}"), name).GetProperty("expected");
            Compare(columns, OutlierMethod.Percentile(low, 1 - low), expected.Numbers("lower"), expected.Numbers("upper"));
            AssertNear(expected.Numbers("col_means_after"), Capped(columns, OutlierMethod.Percentile(low, 1 - low), values => Descriptive.Mean(values)), 1e-9);
        }

        JsonElement counted = Case("mstats_winsorize_5pct", name).GetProperty("expected");
        AssertNear(counted.Numbers("col_means"), Capped(columns, OutlierMethod.Winsor(0.05), values => Descriptive.Mean(values)), 1e-9);
        AssertNear(counted.Numbers("col_min"), Capped(columns, OutlierMethod.Winsor(0.05), values => Descriptive.Range(values).Min), 1e-12);
    }

    [Theory]
    [InlineData("breast_cancer")]
    [InlineData("wine")]
    [InlineData("iris")]
    [InlineData("diabetes")]
    public void Fit_AdjustedBoxplot_EqualsStatsmodels(string name)
    {
        double[][] columns = Reference.Read(name).Columns[..4];
        JsonElement expected = Case("adjusted_boxplot_first4cols", name).GetProperty("expected");
        AssertNear(expected.Numbers("medcouple"), [.. columns.Select(values => Medcouple.OfInPlace((double[])values.Clone()))], 1e-9);
        Compare(columns, OutlierMethod.AdjustedBoxplot(), expected.Numbers("lower"), expected.Numbers("upper"));
        Assert.Equal(expected.Integers("n_out"), Learn(columns, OutlierMethod.AdjustedBoxplot()).Select(column => column.Below + column.Above));
    }

    [Fact]
    public void Fit_GrubbsAndEsd_EqualTheHandbook()
    {
        JsonElement esd = Case("generalized_esd", "inline"), grubbs = Case("grubbs", "inline");
        double[] x = esd.Numbers("x");
        DeviateResult result = ExtremeDeviates.Test(x, 10, 0.05);
        AssertNear(esd.GetProperty("expected").Numbers("R"), [.. result.Deviates], 1e-9);
        AssertNear(esd.GetProperty("expected").Numbers("lam"), [.. result.Limits], 1e-9);
        Assert.Equal(3, result.Outliers);

        FencedColumn several = Learn([x], OutlierMethod.Esd())[0], one = Learn([x], OutlierMethod.Grubbs())[0];
        Assert.Equal((0, 3), (several.Below, several.Above));
        Assert.Equal(0, one.Below + one.Above);
        double reach = grubbs.GetProperty("expected").GetProperty("Gcrit").GetDouble() * Descriptive.StandardDeviation(x);
        Assert.Equal(Descriptive.Mean(x) + reach, one.High!.Value, 1e-9);
    }

    [Fact]
    public void Fit_Esd_LeavesOutsideWhatTheTestTookOut() => Gen.Select(Gen.Int[3, 60], Gen.Int[1, 8], Gen.ULong).Sample((count, outliers, seed) =>
    {
        var random = new RandomStream(seed);
        double[] x = [.. Enumerable.Range(0, count).Select(i => random.NextGaussian() * (i < outliers ? 20 : 1))];
        double[] sorted = [.. x.Order()];
        FencedColumn column = Learn([x], OutlierMethod.Esd(8))[0];
        DeviateResult result = ExtremeDeviates.Test(sorted, 8, 0.05);
        if (column.Low is null) return;
        Assert.True(column.Below >= result.Below && column.Above >= result.Above, $"{column.Below} and {column.Above} outside of {result.Below} and {result.Above}");
        Assert.True(column.Low <= Quantiles.Of(x, 0.5) && column.High >= Quantiles.Of(x, 0.5));
    });

    [Fact]
    public void Fit_Bounds_HoldWithoutValuesToLearnFrom()
    {
        FittedOutlierHandler fitted = new OutlierHandler(new() { Method = OutlierMethod.Bounds(0, 120) }).Fit(new Dataset(new NumberColumn("age", new[] { double.NaN })));
        Assert.Equal([120, 0, 50, double.NaN], fitted.Transform(new Dataset(new NumberColumn("age", new[] { 211, -1, 50, double.NaN })))["age"].ToNumbers().ToArray());
        FittedOutlierHandler open = new OutlierHandler(new() { Method = OutlierMethod.Bounds(low: 0), Columns = ColumnSet.Named("n") }).Fit(new Dataset(new IntegerColumn("n", new long[] { 4 })));
        Assert.Equal([0, long.MaxValue], ((IntegerColumn)open.Transform(new Dataset(new IntegerColumn("n", new[] { long.MinValue, long.MaxValue })))["n"]).Values.ToArray());
        Assert.Equal([0], open.ScoreRows(new Dataset(new IntegerColumn("n", new long[] { -9 }))));
    }

    [Fact]
    public void Fit_CustomRule_LearnsAndIsSavedAsAnyFence()
    {
        var handler = new OutlierHandler(new() { Method = OutlierMethod.Custom("ends", sorted => (sorted[1], sorted[^2])) });
        var data = new Dataset(new NumberColumn("x", new double[] { 9, 3, 5, 1, 7 }));
        FittedPipeline model = Pipeline.Empty.Add(handler).Fit(data);
        using var bundle = new MemoryStream();
        model.Save(bundle);

        Assert.Equal([7, 3, 5, 3, 7], FittedPipeline.Load(bundle).Transform(data)["x"].ToNumbers().ToArray());
        string message = Assert.Throws<ArgumentException>(() => new OutlierHandler((OutlierOptions)handler.ReadOptions(handler.ToOptionsJson()))).Message;
        Assert.Contains("give it again", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Method_WrongNumbers_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => OutlierMethod.Percentile(0.9, 0.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => OutlierMethod.Winsor(0.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => OutlierMethod.Esd(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => OutlierMethod.Grubbs(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => OutlierMethod.Bounds());
        Assert.Throws<ArgumentOutOfRangeException>(() => OutlierMethod.Bounds(2, 1));
    }

    private static FencedColumn[] Learn(double[][] columns, OutlierMethod method) => new OutlierHandler(new() { Method = method }).Fit(Reference.ToDataset(columns)).State.Columns;

    private static void Compare(double[][] columns, OutlierMethod method, double[] low, double[] high)
    {
        FencedColumn[] fences = Learn(columns, method);
        AssertNear(low, [.. fences.Select(column => column.Low!.Value)], 1e-9);
        AssertNear(high, [.. fences.Select(column => column.High!.Value)], 1e-9);
    }

    private static double[] Capped(double[][] columns, OutlierMethod method, Func<double[], double> of)
    {
        Dataset data = Reference.ToDataset(columns);
        Dataset capped = new OutlierHandler(new() { Method = method }).Fit(data).Transform(data);
        return [.. capped.Columns.Select(column => of(column.ToNumbers().ToArray()))];
    }

    private static void AssertNear(double[] expected, double[] actual, double relative)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-12 + (relative * Math.Abs(pair.First))));
    }
}
