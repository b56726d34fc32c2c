using CsCheck;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Preparation.Tests.Outliers;

/// <summary>What fences keep to; <see cref="FenceReferenceTests"/> has their reference numbers.</summary>
public sealed class OutlierMethodTests
{
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
}
