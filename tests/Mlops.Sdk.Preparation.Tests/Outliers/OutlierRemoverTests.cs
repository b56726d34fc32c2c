namespace Mlops.Sdk.Preparation.Tests.Outliers;

public sealed class OutlierRemoverTests
{
    [Fact]
    public void Resample_RowsOutside_AreRemovedInOrder()
    {
        var data = new Dataset(
            new NumberColumn("x", new[] { 1, 2, 300, 3, double.NaN, 4, 5 }),
            new IntegerColumn("id", new long[] { 0, 1, 2, 3, 4, 5, 6 })).WithRole("id", ColumnRole.Id);
        Resampled result = new OutlierRemover().Resample(data);

        Assert.Equal([0, 1, 3, 4, 5, 6], ((IntegerColumn)result.Data["id"]).Values.ToArray());
        Assert.Equal(1, ((OutlierRemovalReport)result.Report).RemovedRows);
    }

    [Fact]
    public void Resample_ClassAllOutside_IsKept()
    {
        double[] values = [.. Enumerable.Range(0, 30).Select(row => (double)row), 1000, 2000, 500];
        string[] label = [.. Enumerable.Range(0, 30).Select(_ => "usual"), "rare", "rare", "usual"];
        Dataset data = new Dataset(new NumberColumn("x", values), CategoryColumn.FromValues("y", label)).WithRole("y", ColumnRole.Label);
        Resampled result = new OutlierRemover().Resample(data);

        Assert.Equal(32, result.Data.RowCount);
        Assert.Contains(result.Report.Findings, finding => finding.Code == "PREP203" && finding.Message.Contains("'rare'", StringComparison.Ordinal));
    }

    [Fact]
    public void Resample_EveryRowOutside_KeepsAll()
    {
        var columns = Enumerable.Range(0, 8).Select(column => new NumberColumn($"x{column}", Enumerable.Range(0, 8).Select(row => row == column ? 1e6 : row).ToArray()));
        Resampled result = new OutlierRemover().Resample(new Dataset(columns));

        Assert.Equal(8, result.Data.RowCount);
        Assert.Contains(result.Report.Findings, finding => finding.Code == "PREP203");
    }
}
