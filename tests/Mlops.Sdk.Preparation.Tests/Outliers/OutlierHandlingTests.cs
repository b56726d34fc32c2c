using Mlops.Sdk.Testing;

namespace Mlops.Sdk.Preparation.Tests.Outliers;

/// <summary>Groups, reasons, previews, weights and replacements.</summary>
public sealed class OutlierHandlingTests
{
    private static readonly double[] s_ages = [.. Enumerable.Range(0, 41).Select(i => 40.0 + (i % 21)), 211];

    private static Dataset Grouped() => new(
        CategoryColumn.FromValues("kind", Enumerable.Range(0, 60).Select(i => i < 30 ? "cheap" : i < 55 ? "dear" : "rare")),
        new NumberColumn("price", Enumerable.Range(0, 60).Select(i => i < 30 ? 10.0 + (i % 7) : 1000.0 + (i % 7)).ToArray()));

    [Fact]
    public void Transform_GroupBy_CapsWithinTheGroupAndElseByAll()
    {
        FittedOutlierHandler fitted = new OutlierHandler(new() { GroupBy = "kind", Method = OutlierMethod.Iqr(1.5) }).Fit(Grouped());
        Dataset later = new(CategoryColumn.FromValues("kind", ["cheap", "dear", "rare", "never seen", null]), new NumberColumn("price", new double[] { 500, 500, 500, 1e6, 500 }));
        double[] capped = fitted.Transform(later)["price"].ToNumbers().ToArray();

        // Quartiles of both groups are 3 apart: 11 to 14.75 and 1001 to 1004 or 1005; of all rows 13 to 1003.
        Assert.Equal(20.375, capped[0], 1e-12);
        Assert.InRange(capped[1], 985, 1000);
        Assert.Equal([500, 500], [capped[2], capped[4]]);
        Assert.InRange(capped[3], 2000, 3000);
        Assert.Contains("price 500 is", fitted.Explain(later)[0].Text, StringComparison.Ordinal);
        Assert.Contains("of kind 'cheap'", fitted.Explain(later)[0].Text, StringComparison.Ordinal);
        Assert.Contains("Fences by kind", fitted.Report.ToText(), StringComparison.Ordinal);
        for (int row = 0; row < later.RowCount; row++) Assert.Equal(capped[row], fitted.Transform(later.Slice(row, 1))["price"].GetValue(0));
    }

    [Fact]
    public void Propagate_GroupByWrong_IsRefused()
    {
        Assert.Contains("'kid'", Assert.Throws<SchemaMismatchException>(() => new OutlierHandler(new() { GroupBy = "kid" }).Fit(Grouped())).Message, StringComparison.Ordinal);
        Assert.Contains("the label", Assert.Throws<SchemaMismatchException>(() => new OutlierRemover(new() { GroupBy = "kind" }).Resample(Grouped().WithRole("kind", ColumnRole.Label))).Message, StringComparison.Ordinal);
        Assert.Contains("is Number", Assert.Throws<SchemaMismatchException>(() => new OutlierWeigher(new() { GroupBy = "price" }).Resample(Grouped())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Explain_FarValue_SaysHowFarInWords()
    {
        Dataset data = new(new NumberColumn("Age", s_ages));
        FenceReason reason = Assert.Single(new OutlierHandler().Fit(data).Explain(data));

        // The median is 50; half of the distances from it are at most 5: a robust deviation of 7.413.
        Assert.Equal("Age 211 is 21.7 robust deviations above the median", reason.Text);
        Assert.Equal((41, 211.0, 21.7), (reason.Row, reason.Value, Math.Round(reason.Deviations, 1)));
        FenceReason given = new OutlierHandler(new() { Method = OutlierMethod.Bounds(0, 120) }).Fit(data).Explain(data)[0];
        Assert.Equal("Age 211 is above the limit 120", given.Text);
        Dataset infinite = new(new NumberColumn("Age", new[] { double.NegativeInfinity }));
        Assert.StartsWith("Age -∞ is below the fence", new OutlierHandler().Fit(data).Explain(infinite)[0].Text.Replace("-Infinity", "-∞", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void Explain_NarrowColumnFarFromZero_HasTheDigitsThatTellApart()
    {
        double[] values = [.. Enumerable.Range(0, 41).Select(i => 3000 + (1e-4 * (i % 21))), 3000.02];
        Dataset data = new(new NumberColumn("depth", values));
        var handler = new OutlierHandler();

        Assert.Equal("depth 3,000.02 is 25.6 robust deviations above the median", Assert.Single(handler.Fit(data).Explain(data)).Text);
        string preview = handler.Preview(data).ToText();
        Assert.Contains("3,000.0005", preview, StringComparison.Ordinal);
        Assert.Contains("3,000.0015", preview, StringComparison.Ordinal);
        Assert.StartsWith("depth 3,000.02 is ", new OutlierDetector(new() { Method = DetectionMethod.KNearest(3) }).Fit(data).Explain(data, 41).Reasons[0].Words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(OutlierAction.Cap, 1)]
    [InlineData(OutlierAction.MarkMissing, 1)]
    [InlineData(OutlierAction.Keep, 0)]
    public void Preview_Action_TellsWhatTransformDoes(OutlierAction action, int changed)
    {
        Dataset data = new Dataset(new NumberColumn("Age", s_ages), new NumberColumn("other", s_ages.Select(age => age % 5).ToArray()));
        var handler = new OutlierHandler(new() { Action = action, AddFlags = true });
        OutlierPreviewReport preview = handler.Preview(data);
        Dataset after = handler.Fit(data).Transform(data);

        Assert.Equal((1, changed), (preview.TouchedRows, preview.ChangedCells));
        OutlierColumnChange column = preview.Columns[0];
        Assert.Equal(("Age", 0, 1, changed), (column.Column, column.Below, column.Above, column.ChangedCells));
        double[] finite = [.. after["Age"].ToNumbers().ToArray().Where(double.IsFinite)];
        Assert.Equal((211.0, finite.Max()), (column.Before[6], column.After[6]));
        Assert.Equal(after["Age"].ToNumbers().Span[41], preview.Examples[0].After);
        Assert.Contains("Age 211 is 21.7 robust deviations above the median", preview.ToText(), StringComparison.Ordinal);
        Assert.Equal(s_ages, data["Age"].ToNumbers().ToArray());
        Assert.Contains("</html>", preview.ToHtml(), StringComparison.Ordinal);
    }

    [Fact]
    public void Preview_NothingOutsideOrNoRows_SaysSo()
    {
        Dataset data = new(new NumberColumn("x", new double[] { 1, 2, 3, 4 }));
        Assert.Contains("nothing would change", new OutlierHandler().Preview(data).ToText(), StringComparison.Ordinal);
        Assert.Equal(0, new OutlierHandler().Fit(data).Preview(data.Slice(0, 0)).TouchedRows);
    }

    [Fact]
    public void Transform_Replacement_IsAppliedAndCannotBeSaved()
    {
        Dataset data = new(new NumberColumn("x", new[] { 1, 2, 3, 4, 5, 100, double.NaN }), new IntegerColumn("n", new long[] { 1, 2, 3, 4, 5, 100, 0 }, MissingMask.Create(7, row => row == 6)));
        FittedPipeline model = Pipeline.Empty.HandleOutliers(new() { Action = OutlierAction.Custom, Replacement = (value, low, high) => high + Math.Log(value - high) }).Fit(data);
        Dataset after = model.Transform(data);

        // Quartiles 2.25 and 4.75 of both: the upper end is 12.25, and 12 for integers.
        Assert.Equal(12.25 + Math.Log(87.75), (double)after["x"].GetValue(5)!, 1e-12);
        Assert.Equal((long)Math.Round(12 + Math.Log(88)), after["n"].GetValue(5));
        Assert.True(after["n"].IsMissing(6) && after["x"].IsMissing(6));
        Assert.Contains("Step of your own", Assert.Throws<MlopsException>(() => model.Save(new MemoryStream())).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new OutlierHandler(new() { Action = OutlierAction.Custom }));
    }

    [Fact]
    public void Resample_Weights_FallWithTheDistance()
    {
        Dataset data = new(new NumberColumn("x", new double[] { 0, 1, 2, 3, 4, 5, 6, 7, 8, 20, 1e9, double.PositiveInfinity, double.NaN }));
        var weigher = new OutlierWeigher(new() { Method = OutlierMethod.Bounds(0, 10), MinimumFactor = 0.2 });
        double[] weights = weigher.Resample(data).Data.Weight!.ToNumbers().ToArray();

        Assert.Equal([1, 1, 1, 1, 1, 1, 1, 1, 1, 5.0 / 15, 0.2, 0.2, 1], weights);
        Dataset weighted = data.With(new IntegerColumn("w", Enumerable.Repeat(3L, 13).ToArray()), ColumnRole.Weight);
        Resampled again = weigher.Resample(weighted);
        Assert.Equal(3 * 5.0 / 15, again.Data["w"].ToNumbers().Span[9], 1e-12);
        Assert.Equal(3, ((OutlierWeightReport)again.Report).DownWeightedRows);
    }

    [Fact]
    public void Resample_RemoveByGroup_LooksAtTheGroup()
    {
        Dataset data = Grouped();
        data = data.Append(new Dataset(CategoryColumn.FromValues("kind", ["cheap"]), new NumberColumn("price", new double[] { 1000 })));
        Assert.Equal(61, new OutlierRemover().Resample(data).Data.RowCount);
        Assert.Equal(60, new OutlierRemover(new() { GroupBy = "kind" }).Resample(data).Data.RowCount);
    }

    [Fact]
    public void Contract_GroupBy_Holds() =>
        StepContract.Verify(new OutlierHandler(new() { GroupBy = "city", MinimumGroupRows = 10, AddFlags = true, Method = OutlierMethod.AdjustedBoxplot(1) }), ContractData.Mixed());
}
