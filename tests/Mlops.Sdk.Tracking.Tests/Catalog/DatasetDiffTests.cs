namespace Mlops.Sdk.Tracking.Tests.Catalog;

public sealed class DatasetDiffTests : IDisposable
{
    private readonly CatalogWorkspaces _workspaces = new();

    public void Dispose() => _workspaces.Dispose();

    [Theory]
    [InlineData(true, 2_000_000)]
    [InlineData(false, 2_000_000)]
    [InlineData(false, 2)]
    public async Task Compare_RowsByKey_TellsAddedRemovedAndChangedByColumn(bool memory, int rowsInMemory)
    {
        Dataset after = new Dataset(
            new IntegerColumn("LoanId", new long[] { 5, 3, 2, 1 }),
            new NumberColumn("Amount", new double[] { 7, double.NaN, 251, 100 }),
            CategoryColumn.FromValues("Purpose", ["boat", "car", "house", null]),
            TextColumn.FromValues("Mail", [null, null, "b@example.org", "a@example.org"])).WithRole("LoanId", ColumnRole.Id);
        DatasetDiff diff = await CompareAsync(memory, CatalogWorkspaces.Loans, after, new() { RowsInMemory = rowsInMemory });
        Assert.Equal(("LoanId", 1L, 1L, 2L), (diff.KeyColumn, diff.AddedRows, diff.RemovedRows, diff.ChangedRows));
        Assert.Equal(
            [("2", "Amount"), ("1", "Purpose"), ("4", ""), ("5", "")],
            diff.Examples.Select(row => (row.Key!, string.Join(",", row.Columns))).OrderBy(row => row.Item2.Length == 0).ThenBy(row => row.Item2).ThenBy(row => row.Item1));
        Assert.Equal(
            [("LoanId", ColumnDiffState.Changed, 0L), ("Amount", ColumnDiffState.Changed, 1L), ("Purpose", ColumnDiffState.Changed, 1L), ("Mail", ColumnDiffState.Added, null), ("Email", ColumnDiffState.Removed, null)],
            diff.Columns.Select(column => (column.Name, column.State, column.Rows)));
        Assert.Equal(["column 'Mail' (Text) was added", "column 'Email' (Text) was removed"], diff.SchemaChanges);
        Assert.DoesNotContain("example.org", diff.ToHtml());
    }

    [Fact]
    public async Task Compare_NoKey_CountsEqualRowsAsOftenAsTheyAre()
    {
        DatasetDiff diff = await CompareAsync(true, new Dataset(new IntegerColumn("x", new long[] { 1, 1, 2, 3 })), new Dataset(new IntegerColumn("x", new long[] { 3, 1, 2, 2, 4 })), new());
        Assert.Equal((2L, 1L, null), (diff.AddedRows, diff.RemovedRows, diff.KeyColumn));
        Assert.Equal([(0, null), (null, 3), (null, 4)], diff.Examples.Select(row => (row.Before, row.After)));
        Assert.True((await CompareAsync(true, new Dataset(new IntegerColumn("x", new long[] { 1, 2 })), new Dataset(new IntegerColumn("x", new long[] { 2, 1 })), new())).IsSame);
    }

    [Fact]
    public async Task Compare_KeyThatRepeats_FallsBackWithAFinding()
    {
        Dataset before = new Dataset(new IntegerColumn("Id", new long[] { 1, 1, 2 }), new IntegerColumn("x", new long[] { 1, 2, 3 })).WithRole("Id", ColumnRole.Id);
        DatasetDiff diff = await CompareAsync(true, before, before.Take([0, 1]), new());
        Assert.Equal("CAT030", Assert.Single(diff.Findings).Code);
        Assert.Equal((0L, 1L), (diff.AddedRows, diff.RemovedRows));
    }

    [Fact]
    public async Task Compare_RenamedAndRetyped_AreTold()
    {
        var before = new Dataset(new IntegerColumn("a", new long[] { 1, 2 }), CategoryColumn.FromValues("c", ["x", "y"]), new IntegerColumn("n", new long[] { 1, 2 }));
        var after = new Dataset(new IntegerColumn("b", new long[] { 1, 2 }), TextColumn.FromValues("c", ["x", "y"]), new NumberColumn("n", new double[] { 1, 2 }));
        DatasetDiff diff = await CompareAsync(true, before, after, new());
        Assert.Contains("column 'a' is called 'b' now: their values are the same", diff.SchemaChanges);
        Assert.Contains("column 'c' is Text instead of Category", diff.SchemaChanges);
        Assert.Equal((0L, 0L), (diff.AddedRows, diff.RemovedRows));
        Assert.Equal(ColumnDiffState.Retyped, diff.Columns.Single(column => column.Name == "n").State);
    }

    [Fact]
    public async Task Compare_RandomEdits_AgreeWithTheObviousWay()
    {
        var random = new Random(7);
        for (int round = 0; round < 15; round++)
        {
            int[] before = [.. Enumerable.Range(0, 40).Where(_ => random.Next(3) > 0)], after = [.. Enumerable.Range(0, 40).Where(_ => random.Next(3) > 0).OrderBy(_ => random.Next())];
            Dictionary<int, long> edits = after.ToDictionary(id => id, id => random.Next(4) == 0 ? id + 1000L : id);
            DatasetDiff diff = await CompareAsync(true, Table(before, id => id), Table(after, id => edits[id]), new() { RowsInMemory = 5 }, $"d{round}");
            Assert.Equal((after.Except(before).LongCount(), before.Except(after).LongCount(), after.Intersect(before).LongCount(id => edits[id] != id)), (diff.AddedRows, diff.RemovedRows, diff.ChangedRows));
        }
    }

    [Fact]
    public async Task Compare_BlocksThatAreTheSame_AreNotLookedAt()
    {
        long[] values = [.. Enumerable.Range(0, DatasetFingerprint.BlockRows + 10).Select(i => (long)i)];
        long[] edited = [.. values];
        edited[^1] = -1;
        DatasetDiff diff = await CompareAsync(true, new Dataset(new IntegerColumn("x", values)), new Dataset(new IntegerColumn("x", edited)), new());
        Assert.Equal([1], diff.Columns[0].Blocks!.Value);
        Assert.Equal((1L, 1L), (diff.AddedRows, diff.RemovedRows));
        Assert.Equal(values.Length - 1, diff.Examples[0].Before);
    }

    private static Dataset Table(int[] ids, Func<int, long> value) =>
        new Dataset(new IntegerColumn("Id", ids.Select(id => (long)id).ToArray()), new IntegerColumn("x", ids.Select(value).ToArray())).WithRole("Id", ColumnRole.Id);

    private async Task<DatasetDiff> CompareAsync(bool memory, Dataset before, Dataset after, DatasetDiffOptions options, string name = "d")
    {
        await using Workspace workspace = await _workspaces.OpenAsync(memory);
        await workspace.Catalog.RegisterAsync(name, before);
        await workspace.Catalog.RegisterAsync(name, after);
        return await workspace.Catalog.CompareAsync($"{name}/1", $"{name}/2", options);
    }
}
