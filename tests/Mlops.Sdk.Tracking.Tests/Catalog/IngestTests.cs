namespace Mlops.Sdk.Tracking.Tests.Catalog;

public sealed class IngestTests : IDisposable
{
    private readonly CatalogWorkspaces _workspaces = new();

    public void Dispose() => _workspaces.Dispose();

    public static TheoryData<bool> Both => CatalogWorkspaces.Both;

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Ingest_RowsBeyondTheWatermark_AreAppendedOnce(bool memory)
    {
        await using Workspace workspace = await SourceAsync(memory, "warehouse");
        IngestResult first = await workspace.Catalog.IngestAsync("core", "loans", Rows(1, 2, 3));
        Assert.Equal(("loans/1", 3L), (first.Version!.ToString(), first.NewRows));
        Assert.Equal(new SourceWatermark("At", ColumnType.Timestamp, "2026-01-04T00:00:00.0000000Z") { Rows = 1 }, first.Watermark);
        _workspaces.Time.Advance(TimeSpan.FromHours(5));
        IngestResult nothing = await workspace.Catalog.IngestAsync("core", "loans", Rows(1, 2, 3));
        Assert.Equal((first.Version, 0L), (nothing.Version, nothing.NewRows));
        IngestResult more = await workspace.Catalog.IngestAsync("core", "loans", Rows(2, 3, 5, 4, null));
        Assert.Equal(("loans/2", 2L), (more.Version!.ToString(), more.NewRows));
        Assert.Equal("CAT002", Assert.Single(more.Findings).Code);
        long[] days = Days(await workspace.Catalog.OpenAsync("loans@latest"));
        Assert.Equal([1, 2, 3, 5, 4], days);
        Assert.Equal(("core", "loans/1"), (more.Version.Source, Assert.Single(more.Version.Parents).ToString()));
        CatalogSource source = await workspace.Catalog.GetSourceAsync("core");
        Assert.Equal((_workspaces.Time.GetUtcNow(), "2026-01-06T00:00:00.0000000Z"), (source.LastArrival, source.Watermark!.Value));
        ArgumentException other = await Assert.ThrowsAsync<ArgumentException>(() => workspace.Catalog.IngestAsync("core", "loans", Rows(9), new() { WatermarkColumn = "Day" }));
        Assert.Contains("'At' (Timestamp)", other.Message);
    }

    [Theory]
    [InlineData(ColumnType.Number, "2.5")]
    [InlineData(ColumnType.Integer, "2")]
    [InlineData(ColumnType.Text, "b")]
    [InlineData(ColumnType.Category, "b")]
    public void NewRows_AnyOrderedType_AreThoseBeyond(ColumnType type, string mark)
    {
        Column column = type switch
        {
            ColumnType.Number => new NumberColumn("k", new[] { 1, 2.5, double.NaN, 2.6, -0.0 }),
            ColumnType.Integer => new IntegerColumn("k", new long[] { 1, 2, 2, 3, 0 }),
            ColumnType.Text => TextColumn.FromValues("k", ["a", "b", null, "c", "B"]),
            _ => CategoryColumn.FromValues("k", ["a", "b", null, "c", "B"]),
        };
        ColumnType kept = type == ColumnType.Category ? ColumnType.Text : type;
        Assert.Equal([3], NewRows.Of(column, new SourceWatermark("k", kept, mark)).Rows);
        Assert.Equal(kept == ColumnType.Integer ? 5 : 4, NewRows.Of(column, null).Rows.Length);
        string beyond = kept == ColumnType.Text ? "z" : "9";
        Assert.Equal(beyond, NewRows.Of(column, new SourceWatermark("k", kept, beyond)).Watermark!.Value);
        if (kept != ColumnType.Text) Assert.Throws<ArgumentException>(() => NewRows.Of(column, new SourceWatermark("k", kept, "x")));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Ingest_NoWatermark_TakesThePlaceOfWhatWas(bool memory)
    {
        await using Workspace workspace = await SourceAsync(memory, "warehouse");
        await workspace.Catalog.IngestAsync("core", "loans", Rows(1, 2).Select("Day"));
        Assert.Equal(0, (await workspace.Catalog.IngestAsync("core", "loans", Rows(1, 2).Select("Day"))).NewRows);
        IngestResult second = await workspace.Catalog.IngestAsync("core", "loans", Rows(7).Select("Day"));
        Assert.Equal((2, 1L), (second.Version!.Version, second.Version.Rows));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task IngestFiles_NewFiles_AreAppendedAndChangedOnesTold(bool memory)
    {
        Directory.CreateDirectory(_workspaces.File("in"));
        await using Workspace workspace = await SourceAsync(memory, _workspaces.File("in/loans-*.csv"));
        Write("loans-2.csv", "Day\n3\n");
        Write("loans-1.csv", "Day\n1\n2\n");
        Write("other.csv", "x\n1\n");
        IngestResult first = await workspace.Catalog.IngestFilesAsync("core", "loans");
        Assert.Equal(["loans-1.csv", "loans-2.csv"], first.NewFiles.Select(path => Path.GetFileName(path)));
        Assert.Equal(3, first.NewRows);
        Write("loans-3.csv", "Day\n4\n");
        Write("loans-1.csv", "Day\n1\n2\n99\n");
        IngestResult second = await workspace.Catalog.IngestFilesAsync("core", "loans");
        Assert.Equal((1L, "CAT003"), (second.NewRows, Assert.Single(second.Findings).Code));
        long[] days = Days(await workspace.Catalog.OpenAsync("loans@latest"));
        Assert.Equal([1, 2, 3, 4], days);
        Assert.Equal(0, (await workspace.Catalog.IngestFilesAsync("core", "loans")).NewRows);
        _workspaces.Time.Advance(TimeSpan.FromDays(5));
        Assert.Equal(1, (await workspace.CollectGarbageAsync()).Removed);
        Assert.True((await workspace.VerifyAsync()).IsSound);
        Write("loans-4.csv", "Day\n\"5\n");
        await Assert.ThrowsAsync<MlopsException>(() => workspace.Catalog.IngestFilesAsync("core", "loans"));
        Assert.Equal(2, (await workspace.Catalog.ResolveAsync("loans@latest")).Version);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Ingest_NewestVersionErased_FailsByNameUntilItIsSetAside(bool memory)
    {
        await using Workspace workspace = await SourceAsync(memory, "warehouse");
        DataCatalog catalog = workspace.Catalog;
        await catalog.IngestAsync("core", "loans", Rows(1, 2));
        await catalog.IngestAsync("core", "loans", Rows(3));
        await catalog.EraseAsync("loans@latest", "request 17");
        Assert.Equal(2, (await catalog.EraseAsync("loans@latest", "again")).Version.Version);
        SourceWatermark? watermark = (await catalog.GetSourceAsync("core")).Watermark;
        foreach (Func<Task> call in (Func<Task>[])[() => catalog.OpenAsync("loans@latest"), () => catalog.IngestAsync("core", "loans", Rows(4))])
        {
            MlopsException erased = await Assert.ThrowsAsync<MlopsException>(call);
            Assert.Equal("MLO6108", erased.Code);
            Assert.Contains("DeleteAsync(\"loans/2\")", erased.Message);
        }

        Assert.Equal(watermark, (await catalog.GetSourceAsync("core")).Watermark);
        await catalog.DeleteAsync("loans/2");
        long[] before = Days(await catalog.OpenAsync("loans@latest"));
        Assert.Equal([1, 2], before);
        IngestResult next = await catalog.IngestAsync("core", "loans", Rows(3, 4));
        Assert.Equal(("loans/3", 1L, "loans/1"), (next.Version!.ToString(), next.NewRows, Assert.Single(next.Version.Parents).ToString()));
        long[] after = Days(await catalog.OpenAsync("loans@latest"));
        Assert.Equal([1, 2, 4], after);

        // The record is what keeps the rows from coming back.
        _workspaces.Time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(["loans/2"], (await catalog.PurgeAsync(TimeSpan.Zero)).Kept);
        Assert.Equal("MLO6108", (await Assert.ThrowsAsync<MlopsException>(() => catalog.RegisterAsync("loans", Rows(1, 2, 3)))).Code);
        Assert.Equal(["loans/2"], (await catalog.PurgeAsync(TimeSpan.Zero, force: true)).Versions);
    }

    // A day that is taken in twice, as by a job that runs at noon and at night.
    [Theory]
    [MemberData(nameof(Both))]
    public async Task Ingest_MoreRowsOfTheSameDay_AreToldAsLeftOut(bool memory)
    {
        await using Workspace workspace = await SourceAsync(memory, "warehouse");
        Assert.Empty((await workspace.Catalog.IngestAsync("core", "loans", Rows(1, 2, 2))).Findings);
        Assert.Empty((await workspace.Catalog.IngestAsync("core", "loans", Rows(1, 2, 2))).Findings);
        IngestResult night = await workspace.Catalog.IngestAsync("core", "loans", Rows(2, 1, 2, 2, 2, 2));
        Assert.Equal((0L, 2L), (night.NewRows, night.Watermark!.Rows));
        Finding told = Assert.Single(night.Findings);
        Assert.Equal(("CAT004", "At", 3.0), (told.Code, told.Column, told.Value));
        IngestResult next = await workspace.Catalog.IngestAsync("core", "loans", Rows(2, 2, 2, 3));
        Assert.Equal((1L, 1L, 1.0), (next.NewRows, next.Watermark!.Rows, Assert.Single(next.Findings).Value));
        long[] days = Days(await workspace.Catalog.OpenAsync("loans@latest"));
        Assert.Equal([1, 2, 2, 3], days);
    }

    [Fact]
    public async Task Ingest_ManyAtOnce_TakeEveryRowOnce()
    {
        await using Workspace one = await SourceAsync(memory: false, "warehouse"), two = await _workspaces.OpenAsync(memory: false, "bob");
        await one.Catalog.SaveSourceAsync(new() { Name = "other", Location = "elsewhere" });
        await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(() =>
            (writer % 2 == 0 ? one : two).Catalog.IngestAsync(writer < 4 ? "core" : "other", "loans", writer < 4 ? Rows(1, 2, 3) : Rows(11, 12)))));
        long[] days = Days(await one.Catalog.OpenAsync("loans@latest"));
        Assert.Equal([1, 2, 3, 11, 12], days.Order());
        Assert.Equal(2, (await two.Catalog.ListVersionsAsync("loans")).Count);
    }

    private async Task<Workspace> SourceAsync(bool memory, string location)
    {
        Workspace workspace = await _workspaces.OpenAsync(memory);
        await workspace.Catalog.SaveSourceAsync(new() { Name = "core", Location = location });
        return workspace;
    }

    private static long[] Days(Dataset data) => ((IntegerColumn)data["Day"]).Values.ToArray();

    private void Write(string file, string text) => File.WriteAllText(_workspaces.File($"in/{file}"), text);

    private static Dataset Rows(params int?[] days) => new Dataset(
        new IntegerColumn("Day", days.Select(day => (long)(day ?? 0)).ToArray()),
        new TimestampColumn("At", days.Select(day => new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddDays(day ?? 0).Ticks).ToArray(), MissingMask.Create(days.Length, row => days[row] is null))).WithRole("At", ColumnRole.Time);
}
