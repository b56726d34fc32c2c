namespace Mlops.Sdk.Preparation.Tests.Missing;

public sealed class MissingImputerTests
{
    private static readonly Dataset s_train = new Dataset(
        new NumberColumn("x", new[] { 1, 2, double.NaN, 10, double.PositiveInfinity }),
        new IntegerColumn("n", new long[] { 1, 2, 0, 4, 5 }, MissingMask.Create(5, row => row == 2)),
        CategoryColumn.FromValues("c", ["b", "a", null, "b", "a"]),
        new FlagColumn("f", new[] { true, true, false, false, false }, MissingMask.Create(5, row => row == 2)),
        TextColumn.FromValues("t", ["u", "v", null, "v", "w"]),
        new TimestampColumn("d", new long[] { 100, 200, 0, 300, 400 }, MissingMask.Create(5, row => row == 2)),
        new NumberColumn("full", new double[] { 3, 1, 2, 5, 4 }));

    private static readonly Dataset s_missing = new(
        new NumberColumn("x", new[] { double.NaN }),
        new IntegerColumn("n", new long[1], MissingMask.All(1)),
        CategoryColumn.FromValues("c", ["never seen"]),
        new FlagColumn("f", new bool[1], MissingMask.All(1)),
        TextColumn.FromValues("t", [null]),
        new TimestampColumn("d", new long[1], MissingMask.All(1)),
        new NumberColumn("full", new[] { double.NaN }));

    [Fact]
    public void Transform_Defaults_FillsByHandComputedValues()
    {
        Dataset row = new MissingImputer().Fit(s_train).Transform(s_missing);

        Assert.Equal(2.0, row["x"].GetValue(0));
        Assert.Equal(3L, row["n"].GetValue(0));
        Assert.Equal("a", row["c"].GetValue(0));
        Assert.Equal(false, row["f"].GetValue(0));
        Assert.Equal("v", row["t"].GetValue(0));
        Assert.Equal(new DateTime(200), row["d"].GetValue(0));
        Assert.Equal(3.0, row["full"].GetValue(0));
        Assert.Equal(["x_missing", "n_missing", "c_missing", "f_missing", "t_missing", "d_missing"], row.Schema.Skip(7).Select(field => field.Name));
        Assert.All(row.Columns.Skip(7), flag => Assert.Equal(true, flag.GetValue(0)));
    }

    [Fact]
    public void Fit_Weights_MoveMedianMeanAndMode()
    {
        Dataset weighted = s_train.With(new NumberColumn("w", new double[] { 1, 1, 5, 4, 1 }), ColumnRole.Weight);

        Dataset median = new MissingImputer().Fit(weighted).Transform(s_missing);
        Dataset mean = new MissingImputer(new() { Numeric = ImputeMethod.Mean }).Fit(weighted).Transform(s_missing);

        Assert.Equal(10.0, median["x"].GetValue(0));
        Assert.Equal("b", median["c"].GetValue(0));
        Assert.Equal((1 + 2 + 40) / 6.0, mean["x"].GetValue(0));
        Assert.Equal(3L, mean["n"].GetValue(0));
    }

    [Fact]
    public void Fit_AllMissing_FillsWithDefinedValuesAndSaysSo()
    {
        Dataset nothing = s_missing.With(new CategoryColumn("c", new[] { -1 }, CategoryLevels.None));
        FittedMissingImputer fitted = new MissingImputer().Fit(nothing);
        Dataset filled = fitted.Transform(nothing);

        Assert.Equal(0.0, filled["x"].GetValue(0));
        Assert.Equal(0L, filled["n"].GetValue(0));
        Assert.Equal("missing", filled["c"].GetValue(0));
        Assert.Equal("missing", filled["t"].GetValue(0));
        Assert.Equal(DateTime.UnixEpoch, filled["d"].GetValue(0));
        Assert.Equal(7, fitted.Report.Findings.Count(finding => finding.Code == "PREP002"));
        Assert.DoesNotContain(filled.Schema, field => field.Name.EndsWith("_missing", StringComparison.Ordinal));
    }

    [Fact]
    public void Transform_OwnLevel_AddsItToTheLevels()
    {
        FittedMissingImputer fitted = new MissingImputer(new() { Categorical = ImputeMethod.OwnLevel("none") }).Fit(s_train);
        var filled = (CategoryColumn)fitted.Transform(s_train)["c"];

        Assert.Equal(["a", "b", "none"], filled.Levels.Names);
        Assert.Equal(["b", "a", "none", "b", "a"], Enumerable.Range(0, 5).Select(filled.GetText));
    }

    [Fact]
    public void Fit_NaNAsValue_CountsAsMissing()
    {
        var data = new Dataset(new NumberColumn("x", new[] { 1, double.NaN, 3 }, default(MissingMask)));
        Dataset filled = new MissingImputer().Fit(data).Transform(data);

        Assert.Equal(2.0, filled["x"].GetValue(1));
        Assert.Equal(true, filled["x_missing"].GetValue(1));
    }

    [Fact]
    public void Propagate_LabelNamed_IsRefused()
    {
        var step = new MissingImputer(new() { Columns = ColumnSet.Named("full") });

        var error = Assert.Throws<SchemaMismatchException>(() => step.Fit(s_train.WithRole("full", ColumnRole.Label)));
        Assert.Contains("'full' is the label", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_WrongMethod_NamesTheRemedy()
    {
        var error = Assert.Throws<ArgumentException>(() => new MissingImputer(new() { Numeric = ImputeMethod.OwnLevel(), IndicatorFraction = 2 }));
        Assert.Contains("Numeric", error.Message, StringComparison.Ordinal);
        Assert.Contains("IndicatorFraction is 2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_NegativeWeight_NamesTheRow()
    {
        Dataset weighted = s_train.With(new NumberColumn("w", new double[] { 1, 1, -5, 4, 1 }), ColumnRole.Weight);
        Assert.Contains("row 2", Assert.Throws<MlopsException>(() => new MissingImputer().Fit(weighted)).Message, StringComparison.Ordinal);
    }
}
