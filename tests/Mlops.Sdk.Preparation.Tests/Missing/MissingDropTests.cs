namespace Mlops.Sdk.Preparation.Tests.Missing;

public sealed class MissingDropTests
{
    private static readonly Dataset s_data = new Dataset(
        new NumberColumn("half", new[] { 1, double.NaN, double.NaN, 4 }),
        new NumberColumn("most", new[] { double.NaN, double.NaN, double.NaN, 4 }),
        new NumberColumn("nothing", new[] { double.NaN, double.NaN, double.NaN, double.NaN }),
        CategoryColumn.FromValues("full", ["a", "b", "a", "b"]),
        new IntegerColumn("id", new long[] { 0, 1, 2, 3 })).WithRole("id", ColumnRole.Id);

    [Fact]
    public void Fit_Columns_DropsWhatLacksMoreThanTheShare()
    {
        FittedMissingColumnDropper fitted = new MissingColumnDropper().Fit(s_data);

        Assert.Equal(["most", "nothing"], fitted.Dropped);
        Assert.Equal(["half", "full", "id"], fitted.Transform(s_data).Schema.Select(field => field.Name));
        Assert.Equal(["full"], fitted.Transform(s_data.Select("full", "most")).Schema.Select(field => field.Name));
        Assert.Contains("'most' is missing in 3 of 4 rows (75%)", fitted.Report.Findings[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_ColumnWeights_CountRows()
    {
        Dataset weighted = s_data.With(new NumberColumn("w", new double[] { 1, 1, 1, 9 }), ColumnRole.Weight);
        Assert.Equal(["nothing"], new MissingColumnDropper().Fit(weighted).Dropped);
        Assert.Equal(["nothing"], new MissingColumnDropper(new() { MaximumMissingFraction = 1 }).Fit(s_data).Dropped);
    }

    [Theory]
    [InlineData(MissingRowRule.Any, new long[] { 3 })]
    [InlineData(MissingRowRule.All, new long[] { 0, 3 })]
    [InlineData(MissingRowRule.Share, new long[] { 0, 3 })]
    public void Resample_Rule_KeepsRows(MissingRowRule rule, long[] kept)
    {
        Resampled result = new MissingRowRemover(new() { Rule = rule, Columns = ColumnSet.Numeric }).Resample(s_data);

        Assert.Equal(kept, ((IntegerColumn)result.Data["id"]).Values.ToArray());
        Assert.Contains(result.Report.Findings, finding => finding.Code == "PREP025" && finding.Column == "nothing");
    }

    [Fact]
    public void Resample_MissingLabel_IsDroppedAndClassesAreSpared()
    {
        Dataset data = s_data.With(CategoryColumn.FromValues("y", ["no", "yes", null, "no"]), ColumnRole.Label);
        Resampled result = new MissingRowRemover(new() { Rule = MissingRowRule.Any }).Resample(data);
        var report = (MissingRowReport)result.Report;

        // Row 1 is the only one of its class, row 2 has no label, row 0 lacks 'most'.
        Assert.Equal([1, 3], ((IntegerColumn)result.Data["id"]).Values.ToArray());
        Assert.Equal((2, 1), (report.RemovedRows, report.UnlabelledRows));
        Assert.Contains(report.Findings, finding => finding.Code == "PREP023" && finding.Message.Contains("'yes'", StringComparison.Ordinal));
    }

    [Fact]
    public void Resample_NothingWouldBeLeft_KeepsAll()
    {
        Resampled result = new MissingRowRemover(new() { Rule = MissingRowRule.Any, Columns = ColumnSet.Named("half", "most") }).Resample(s_data.Slice(1, 2).With(new NumberColumn("most", new[] { double.NaN, 1 })));
        Assert.Equal(1, result.Data.RowCount);
        result = new MissingRowRemover(new() { Rule = MissingRowRule.Any, Columns = ColumnSet.Named("half", "most") }).Resample(s_data.Slice(0, 3));
        Assert.Equal(1, result.Data.RowCount);
        result = new MissingRowRemover(new() { Rule = MissingRowRule.Any, Columns = ColumnSet.Named("half", "full") }).Resample(s_data.Slice(0, 2).With(CategoryColumn.FromValues("full", [null, "b"])));
        Assert.Equal(2, result.Data.RowCount);
        Assert.Contains(result.Report.Findings, finding => finding.Code == "PREP023");
    }

    [Fact]
    public void Fit_PipelineWithDroppedColumn_NeedsItNoMore()
    {
        Dataset train = s_data.With(CategoryColumn.FromValues("y", ["no", "yes", "no", "yes"]), ColumnRole.Label);
        FittedPipeline model = Pipeline.Empty.DropMissingRows().DropMissingColumns().TrainPrior().Fit(train);
        Assert.Equal(1, model.Score(s_data.Slice(0, 1).Drop("nothing", "most")).RowCount);
    }
}
