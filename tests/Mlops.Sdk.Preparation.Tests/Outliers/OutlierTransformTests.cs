using Mlops.Sdk.Testing;

namespace Mlops.Sdk.Preparation.Tests.Outliers;

public sealed class OutlierTransformTests
{
    private static readonly double[] s_income = [.. Enumerable.Range(0, 60).Select(i => 1000.0 + (37 * (i % 13))), 250_000];

    private static Dataset Incomes() => new(new NumberColumn("income", s_income), new IntegerColumn("count", Enumerable.Range(1, 61).Select(i => (long)i).ToArray()));

    [Fact]
    public void Transform_Log_IsTheLogarithmAndNoValueIsWithoutOne()
    {
        FittedOutlierHandler fitted = new OutlierHandler(new() { Action = OutlierAction.TransformLog }).Fit(Incomes());
        Dataset later = new(new NumberColumn("income", new[] { 250_000, 1000, 3, 0, -7, double.NaN, double.NegativeInfinity, double.PositiveInfinity }), new IntegerColumn("count", Enumerable.Range(-2, 8).Select(i => (long)i).ToArray()));
        Dataset made = fitted.Transform(later);

        double least = Math.Log(1000);
        double[] expected = [Math.Log(250_000), least, least, least, least, double.NaN, least, double.PositiveInfinity];
        Assert.All(expected.Zip(made["income"].ToNumbers().ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
        Assert.Equal(ColumnType.Number, made.Schema["count"].Type);
        Assert.Equal([0, 0, 0, 0, Math.Log(2)], made["count"].ToNumbers().ToArray()[..5]);
        Assert.Equal(made.Schema, fitted.OutputSchema(later.Schema));
    }

    [Fact]
    public void Fit_LogOfZeroOrLess_NamesEveryColumnAndTheRemedy()
    {
        Dataset data = Incomes().With(new NumberColumn("balance", s_income.Select(value => value - 1037).ToArray())).With(new NumberColumn("empty", Enumerable.Repeat(double.NaN, 61).ToArray())).With(new NumberColumn("pit", s_income.Select((value, i) => i == 3 ? double.NegativeInfinity : value).ToArray()));
        MlopsException error = Assert.Throws<MlopsException>(() => new OutlierHandler(new() { Action = OutlierAction.TransformLog }).Fit(data));

        Assert.Equal("MLO1712", error.Code);
        Assert.Contains("'balance' has 10 values of 0 or less, the least -37", error.Message, StringComparison.Ordinal);
        Assert.Contains("'pit' has 1 values", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("income", error.Message, StringComparison.Ordinal);
        Assert.Contains("TransformYeoJohnson", error.Message, StringComparison.Ordinal);
        new OutlierHandler(new() { Action = OutlierAction.TransformLog, Columns = ColumnSet.Numeric.Except("balance", "pit") }).Fit(data);
    }

    [Theory]
    [InlineData(OutlierAction.TransformYeoJohnson)]
    [InlineData(OutlierAction.TransformRobustScale)]
    public void Transform_ScaleOfAKnownMethod_EqualsNumberScalerToTheBitAfterLoading(OutlierAction action)
    {
        ScaleMethod method = action == OutlierAction.TransformYeoJohnson ? ScaleMethod.YeoJohnson() : ScaleMethod.Robust();
        FittedPipeline handler = Pipeline.Empty.HandleOutliers(new() { Action = action, AddFlags = true }).Fit(Incomes());
        using var stream = new MemoryStream();
        handler.Save(stream);
        stream.Position = 0;
        Dataset handled = FittedPipeline.Load(stream).Transform(Incomes()), scaled = new NumberScaler(new() { Method = method }).Fit(Incomes()).Transform(Incomes());

        foreach (string name in (string[])["income", "count"]) Assert.Equal(scaled[name].ToNumbers().ToArray(), handled[name].ToNumbers().ToArray());
        Assert.Equal(Enumerable.Range(0, 61).Select(row => row == 60), ((FlagColumn)handled["income_outlier"]).Values.ToArray());
    }

    [Fact]
    public void Preview_Transform_TellsEveryCellAndWhatFarValuesBecome()
    {
        var handler = new OutlierHandler(new() { Action = OutlierAction.TransformLog, Columns = ColumnSet.Named("income") });
        OutlierPreviewReport preview = handler.Preview(Incomes());

        Assert.Equal((1, 61), (preview.TouchedRows, preview.ChangedCells));
        Assert.Equal(Math.Log(250_000), Assert.Single(preview.Examples).After, 1e-12);
        Assert.Equal(Math.Log(1000), preview.Columns[0].After[0], 1e-12);
        Assert.Contains("log of x, of 1000 where x is less", handler.Fit(Incomes()).Report.ToText().Replace("1,000", "1000", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_ColumnsWithoutFence_AreTransformedToo()
    {
        // Of 40 values 32 are 0: no quartiles apart, no fence; what is far comes nearer all the same.
        Dataset data = new(new NumberColumn("visits", Enumerable.Range(0, 40).Select(i => i < 32 ? 0.0 : i * 100).ToArray()), new NumberColumn("same", Enumerable.Repeat(5.0, 40).ToArray()));
        FittedOutlierHandler fitted = new OutlierHandler(new() { Action = OutlierAction.TransformYeoJohnson }).Fit(data);
        double[] made = fitted.Transform(data)["visits"].ToNumbers().ToArray();

        Assert.InRange(made.Max() - made.Min(), 1, 4);
        Assert.Contains(new OutlierHandler(new() { Action = OutlierAction.TransformRobustScale }).Fit(data).Report.Findings, finding => finding.Code == "PREP205" && finding.Column == "visits");
        Assert.Equal([0.0], fitted.Transform(data)["same"].ToNumbers().ToArray().Distinct());
    }
}
