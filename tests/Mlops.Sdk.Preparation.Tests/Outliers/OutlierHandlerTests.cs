namespace Mlops.Sdk.Preparation.Tests.Outliers;

public sealed class OutlierHandlerTests
{
    private static readonly double[] s_values = [1, 2, 3, 4, 5, 6, 7, 8, 100, double.NaN];

    private static Dataset Data(params double[] values) => new(new NumberColumn("x", values));

    [Fact]
    public void Transform_Cap_IsTheFenceAndKeepsMissing()
    {
        Dataset capped = new OutlierHandler(new() { Method = OutlierMethod.Iqr(1.5), AddFlags = true }).Fit(Data(s_values)).Transform(Data(s_values));

        // Quartiles 3 and 7: the fence is -3 to 13.
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8, 13, double.NaN], capped["x"].ToNumbers().ToArray());
        Assert.Equal([8], Enumerable.Range(0, 10).Where(row => (bool)capped["x_outlier"].GetValue(row)!));
    }

    [Fact]
    public void Transform_MarkMissing_TellsMissingFromNaN()
    {
        var masked = new Dataset(new NumberColumn("x", s_values, default(MissingMask)));
        Dataset marked = new OutlierHandler(new() { Action = OutlierAction.MarkMissing }).Fit(masked).Transform(masked);

        Assert.True(marked["x"].IsMissing(8));
        Assert.False(marked["x"].IsMissing(9));
        Assert.Equal(1, marked["x"].MissingCount);
    }

    [Fact]
    public void Transform_Integers_StayIntegersWithinTheFence()
    {
        var data = new Dataset(new IntegerColumn("n", new long[] { 10, 11, 12, 13, 14, 15, 90, 0 }, MissingMask.Create(8, row => row == 7)));
        Dataset capped = new OutlierHandler(new() { Method = OutlierMethod.Iqr(0.25) }).Fit(data).Transform(data);
        var column = (IntegerColumn)capped["n"];

        // Quartiles 11.5 and 14.5: the fence 10.75 to 15.25 is rounded inwards to 11 to 15.
        Assert.Equal([11, 11, 12, 13, 14, 15, 15, 0], column.Values.ToArray());
        Assert.True(column.IsMissing(7));
    }

    [Fact]
    public void Fit_NoSpread_LearnsNoFenceAndSaysSo()
    {
        var data = new Dataset(new NumberColumn("constant", new double[] { 5, 5, 5, 5 }), new NumberColumn("mostly", new double[] { 0, 0, 0, 0 }), new NumberColumn("empty", new[] { double.NaN, double.NaN, double.NaN, double.NaN }));
        data = data.Append(data).With(new NumberColumn("mostly", new double[] { 0, 0, 0, 0, 0, 0, 0, 999 }));
        FittedOutlierHandler fitted = new OutlierHandler().Fit(data);

        Assert.Empty(fitted.Inputs);
        Assert.Equal(999.0, fitted.Transform(data)["mostly"].GetValue(7));
        Assert.Equal(["constant", "mostly"], fitted.Report.Findings.Where(finding => finding.Code == "PREP201").Select(finding => finding.Column));
    }

    [Fact]
    public void Transform_Infinity_IsCapped()
    {
        FittedOutlierHandler fitted = new OutlierHandler(new() { Method = OutlierMethod.ZScore(1) }).Fit(Data(-1, 1, double.PositiveInfinity));
        Assert.Equal([-1, 1], fitted.Transform(Data(double.NegativeInfinity, double.PositiveInfinity))["x"].ToNumbers().ToArray());
    }

    [Fact]
    public void Fit_TextNamed_IsRefused()
    {
        var data = new Dataset(TextColumn.FromValues("note", ["a"]));
        var step = new OutlierHandler(new() { Columns = ColumnSet.Named("note") });
        Assert.Contains("'note' is Text", Assert.Throws<SchemaMismatchException>(() => step.Fit(data)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_ThatDoNothing_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => new OutlierHandler(new() { Action = OutlierAction.Keep }));
        Assert.Throws<ArgumentOutOfRangeException>(() => OutlierMethod.Iqr(-1));
    }
}
