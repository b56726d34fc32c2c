using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk.Tracking.Tests.Catalog;

public sealed class DatasetVersionTests : IDisposable
{
    private readonly CatalogWorkspaces _workspaces = new();

    public void Dispose() => _workspaces.Dispose();

    public static TheoryData<bool> Both => CatalogWorkspaces.Both;

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Register_SameValuesAgain_IsTheSameVersion(bool memory)
    {
        await using Workspace workspace = await _workspaces.OpenAsync(memory);
        DatasetVersion first = await workspace.Catalog.RegisterAsync("loans", CatalogWorkspaces.Loans);
        DatasetVersion again = await workspace.Catalog.RegisterAsync("loans", CatalogWorkspaces.Loans.Take([0, 1, 2, 3]));
        DatasetVersion second = await workspace.Catalog.RegisterAsync("loans", CatalogWorkspaces.Loans.Head(3), new() { Note = "without the last", Parents = ["loans/1"] });
        Assert.Equal(("loans/1", "loans/1", "loans/2"), (first.ToString(), again.ToString(), second.ToString()));
        Assert.Equal(first, again);
        Assert.Equal((CatalogWorkspaces.Loans.Fingerprint().Root, 4L, "ann", _workspaces.Time.GetUtcNow()), (first.Fingerprint, first.Rows, first.CreatedBy, first.CreatedAt));
        Assert.Equal(ColumnRole.Id, first.Schema["LoanId"].Role);
        Assert.Equal([new DatasetParent(first.Fingerprint, "loans", 1)], second.Parents);
        Assert.Equal([first, second], await workspace.Catalog.ListVersionsAsync("loans"));
        Assert.Equal(second, await workspace.Catalog.ResolveAsync("loans@latest"));
        Assert.Equal([first], await workspace.Catalog.FindByFingerprintAsync(first.Fingerprint));
        Assert.Equal(["loans"], (await workspace.Catalog.ListAsync()).Select(entry => entry.Name));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Open_StoredContent_ComesBackToTheBitWithRoles(bool memory)
    {
        await using Workspace workspace = await _workspaces.OpenAsync(memory);
        await workspace.Catalog.RegisterAsync("loans", CatalogWorkspaces.Loans);
        Dataset opened = await workspace.Catalog.OpenAsync("loans/1");
        Assert.Equal(CatalogWorkspaces.Loans.Fingerprint(), opened.Fingerprint());
        Assert.Equal(CatalogWorkspaces.Loans.Schema, opened.Schema);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task CollectGarbage_ContentOfAVersion_IsKeptAndVerified(bool memory)
    {
        await using Workspace workspace = await _workspaces.OpenAsync(memory);
        DatasetVersion version = await workspace.Catalog.RegisterAsync("loans", CatalogWorkspaces.Loans);
        _workspaces.Time.Advance(TimeSpan.FromDays(30));
        Assert.Equal(0, (await workspace.CollectGarbageAsync()).Removed);
        Assert.True((await workspace.VerifyAsync()).IsSound);
        await workspace.Artifacts.RemoveAsync(version.ContentSha256!, _workspaces.Time.GetUtcNow());
        WorkspaceProblem problem = Assert.Single((await workspace.VerifyAsync()).Problems);
        Assert.Equal((WorkspaceProblemKind.MissingArtifact, version.ContentSha256), (problem.Kind, problem.Place));
        Assert.Contains("dataset/loans/1/content", problem.Message);
        Assert.Equal("MLO6021", (await Assert.ThrowsAsync<MlopsException>(() => workspace.Catalog.OpenAsync("loans/1"))).Code);
    }

    [Fact]
    public async Task Backup_CatalogWithContent_OpensFromTheCopy()
    {
        await using (Workspace workspace = await _workspaces.OpenAsync(memory: false))
        {
            await workspace.Catalog.RegisterAsync("loans", CatalogWorkspaces.Loans);
            await workspace.BackupAsync(_workspaces.File("copy"));
        }

        await using Workspace copy = await _workspaces.OpenAsync(memory: false, folder: "copy");
        Assert.True((await copy.VerifyAsync()).IsSound);
        Assert.Equal(4, (await copy.Catalog.OpenAsync("loans@latest")).RowCount);
    }

    [Theory]
    [InlineData("loans.csv")]
    [InlineData("loans.csv.gz")]
    [InlineData("loans.mldata")]
    public async Task Open_Referenced_ReadsTheFileAndRefusesAChangedOne(string file)
    {
        string path = _workspaces.File(file);
        Save(CatalogWorkspaces.Loans, path);
        await using Workspace workspace = await _workspaces.OpenAsync(memory: true);
        DatasetVersion version = await workspace.Catalog.RegisterAsync("loans", CatalogWorkspaces.Loans, new() { Storage = DatasetStorage.Reference, Location = path });
        Assert.Null(version.ContentSha256);
        Assert.Equal(version.Fingerprint, (await workspace.Catalog.OpenAsync("loans/1")).Fingerprint().Root);
        Save(CatalogWorkspaces.Loans.Take([1, 0, 2, 3]), path);
        MlopsException changed = await Assert.ThrowsAsync<MlopsException>(() => workspace.Catalog.OpenAsync("loans/1"));
        Assert.Equal("MLO6107", changed.Code);
        Assert.Contains(path, changed.Message);
        File.Delete(path);
        Assert.Equal("MLO6116", (await Assert.ThrowsAsync<MlopsException>(() => workspace.Catalog.OpenAsync("loans/1"))).Code);
    }

    [Fact]
    public async Task Open_NeitherStoredNorReferenced_SaysWhatToDo()
    {
        await using Workspace workspace = await _workspaces.OpenAsync(memory: true);
        await workspace.Catalog.RegisterAsync("loans", CatalogWorkspaces.Loans, new() { StoreUpTo = 10 });
        Assert.Equal("MLO6106", (await Assert.ThrowsAsync<MlopsException>(() => workspace.Catalog.OpenAsync("loans/1"))).Code);
        await workspace.Catalog.RegisterAsync("loans", CatalogWorkspaces.Loans.Head(2), new() { StoreUpTo = 10, Location = "loans.parquet" });
        MlopsException unknown = await Assert.ThrowsAsync<MlopsException>(() => workspace.Catalog.OpenAsync("loans/2"));
        Assert.Contains("DatasetOpenOptions.Read", unknown.Message);
        Assert.Equal(2, (await workspace.Catalog.OpenAsync("loans/2", new() { Read = _ => CatalogWorkspaces.Loans.Head(2) })).RowCount);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task RegisterAndOpen_WithinARun_AreNotedInIt(bool memory)
    {
        await using Workspace workspace = await _workspaces.OpenAsync(memory);
        await workspace.Catalog.RegisterAsync("loans", CatalogWorkspaces.Loans);
        string id = await workspace.RunAsync("clean", async run =>
        {
            Dataset loans = await workspace.Catalog.OpenAsync("loans@latest");
            var pipeline = Pipeline.Empty.Add(new Support.Center(new() { Column = "Amount" }));
            await workspace.Catalog.RegisterAsync("loans clean", pipeline.Prepare(loans, run.Context), new() { Parents = ["loans/1"], Pipeline = pipeline });
            return run.Id;
        });
        DatasetVersion clean = await workspace.Catalog.ResolveAsync("loans clean@latest");
        Assert.Equal((id, "loans/1"), (clean.RunId, Assert.Single(clean.Parents).ToString()));
        Assert.Contains("test_center", clean.Pipeline);
        RunInfo run = await workspace.Runs.GetAsync(id);
        Assert.Equal([(DatasetRole.Input, "loans/1"), (DatasetRole.Output, "loans clean/1")], run.Datasets.OrderBy(data => data.Role).Select(data => (data.Role, data.Name)));
    }

    [Theory]
    [InlineData("../loans")]
    [InlineData("a/b")]
    [InlineData("NUL")]
    [InlineData("COM1.csv")]
    [InlineData("<script>")]
    [InlineData("loans\u0000")]
    [InlineData("")]
    public async Task Register_BadName_IsRefused(string name)
    {
        await using Workspace workspace = await _workspaces.OpenAsync(memory: true);
        await Assert.ThrowsAsync<ArgumentException>(() => workspace.Catalog.RegisterAsync(name, CatalogWorkspaces.Loans));
        Assert.Empty(await workspace.Catalog.ListAsync());
    }

    [Fact]
    public async Task Resolve_NothingThere_TellsTheNearestName()
    {
        await using Workspace workspace = await _workspaces.OpenAsync(memory: true);
        await workspace.Catalog.RegisterAsync("loans", CatalogWorkspaces.Loans);
        MlopsException dataset = await Assert.ThrowsAsync<MlopsException>(() => workspace.Catalog.OpenAsync("loan/1"));
        Assert.Equal("MLO6101", dataset.Code);
        Assert.Contains("Did you mean \"loans\"?", dataset.Message);
        Assert.Equal("MLO6102", (await Assert.ThrowsAsync<MlopsException>(() => workspace.Catalog.OpenAsync("loans/7"))).Code);
        Assert.Equal("MLO6102", (await Assert.ThrowsAsync<MlopsException>(() => workspace.Catalog.OpenAsync("loans@approved"))).Code);
        await Assert.ThrowsAsync<ArgumentException>(() => workspace.Catalog.OpenAsync("loans"));
        await Assert.ThrowsAsync<ArgumentException>(() => workspace.Catalog.OpenAsync("loans@newest"));
    }

    private static void Save(Dataset data, string path)
    {
        if (path.EndsWith(".mldata", StringComparison.Ordinal)) data.Save(path);
        else data.SaveCsv(path);
    }
}
