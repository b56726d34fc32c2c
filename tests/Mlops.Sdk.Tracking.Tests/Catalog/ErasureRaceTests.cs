using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Testing;
using Mlops.Sdk.Tracking.Tests.Support;
using static Mlops.Sdk.Tracking.Tests.Support.SharedWorkspace;

namespace Mlops.Sdk.Tracking.Tests.Catalog;

/// <summary>What is erased while somebody else takes it in, after they looked for what was erased and before they write.</summary>
public sealed class ErasureRaceTests : IDisposable
{
    private static readonly Dataset s_loans = CatalogWorkspaces.Loans;
    private readonly CatalogWorkspaces _workspaces = new();
    private readonly InMemoryArtifactStore _contents = new();
    private IWorkspaceStore? _store;

    public void Dispose() => _workspaces.Dispose();

    public static TheoryData<bool> Both => CatalogWorkspaces.Both;

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Register_ErasedAfterTheCheck_IsRefusedAndNothingIsWritten(bool memory)
    {
        await using Workspace owner = await OpenAsync(memory);
        await owner.Catalog.RegisterAsync("loans", s_loans);
        Workspace values = Paused(() => owner.Catalog.EraseAsync("loans/1", "request 17"));
        await RefusedAsync("MLO6108", () => values.Catalog.RegisterAsync("innocent", s_loans));

        Workspace rows = Paused(() => owner.Catalog.EraseAsync("loans/1", "request 17", new() { Ids = ["4"] }));
        await RefusedAsync("MLO6121", () => rows.Catalog.RegisterAsync("innocent", s_loans.Take([1, 3])));
        Assert.Equal(["loans"], (await owner.Catalog.ListAsync()).Select(entry => entry.Name));
        Assert.Empty(await _contents.ListAsync().ToListAsync());
        Assert.True((await owner.VerifyAsync()).IsSound);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Register_ErasedAfterTheCheckAndTakenAllTheSame_SaysSoAndHasItsBytes(bool memory)
    {
        await using Workspace owner = await OpenAsync(memory);
        await owner.Catalog.RegisterAsync("loans", s_loans);
        Workspace paused = Paused(() => owner.Catalog.EraseAsync("loans/1", "request 17"));
        DatasetVersion version = await paused.Catalog.RegisterAsync("innocent", s_loans, new() { ErasedValues = ErasedValues.Flag });
        Assert.Equal("it holds the values that were erased before", version.HoldsErased);
        Assert.Equal(4, (await owner.Catalog.OpenAsync("innocent/1")).RowCount);
    }

    [Fact]
    public async Task Register_OtherDataErasedMeanwhile_IsWrittenAtTheSecondAttempt()
    {
        await using Workspace owner = await OpenAsync(memory: true);
        await owner.Catalog.RegisterAsync("loans", s_loans);
        Workspace paused = Paused(() => owner.Catalog.EraseAsync("loans/1", "request 17"), out PausedStore store);
        DatasetVersion version = await paused.Catalog.RegisterAsync("rest", s_loans.Take([0, 1]));
        Assert.Equal((1, null, 2), (version.Version, version.HoldsErased, store.Writes));
        Assert.Equal(2, (await owner.Catalog.OpenAsync("rest/1")).RowCount);
    }

    [Fact]
    public async Task Restore_VersionSetAsideAndErasedMeanwhile_IsRefused()
    {
        await using Workspace owner = await OpenAsync(memory: true);
        await owner.Catalog.RegisterAsync("loans", s_loans);
        await owner.Catalog.RegisterAsync("copy", s_loans);
        await owner.Catalog.DeleteAsync("copy/1");
        Workspace paused = Paused(() => owner.Catalog.EraseAsync("loans/1", "request 17"));
        await RefusedAsync("MLO6108", () => paused.Catalog.RegisterAsync("copy", s_loans));
        Assert.NotNull((await owner.Catalog.ResolveAsync("copy/1")).DeletedAt);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Import_ErasedAfterThePlan_IsRefusedAndNothingIsWritten(bool memory)
    {
        await using Workspace from = InMemoryWorkspace.Create();
        await from.Catalog.RegisterAsync("part", s_loans.Take([1, 3]));
        await from.Catalog.RegisterAsync("whole", s_loans);
        await using Workspace owner = await OpenAsync(memory);
        await owner.Catalog.RegisterAsync("loans", s_loans);
        Workspace rows = Paused(() => owner.Catalog.EraseAsync("loans/1", "request 17", new() { Ids = ["4"] }));
        await RefusedAsync("MLO6121", () => ImportAsync(from, rows, "part"));
        Workspace values = Paused(() => owner.Catalog.EraseAsync("loans/1", "request 17"));
        await RefusedAsync("MLO6108", () => ImportAsync(from, values, "whole"));
        Assert.Empty(await _contents.ListAsync().ToListAsync());
        Assert.Equal(["loans"], (await owner.Catalog.ListAsync()).Select(entry => entry.Name));
    }

    private static async Task ImportAsync(Workspace from, Workspace to, string dataset)
    {
        using var archive = new MemoryStream();
        await from.ExportAsync(archive, new ExportOptions { Datasets = [dataset] });
        archive.Position = 0;
        await to.ImportAsync(archive);
    }

    private async Task<Workspace> OpenAsync(bool memory)
    {
        _store = memory ? new InMemoryWorkspaceStore() : await SqliteWorkspaceStore.OpenAsync(_workspaces.File("workspace.db"));
        return Workspace.FromStores(_store, _contents, Samples.Options);
    }

    private Workspace Paused(Func<Task> meanwhile) => Paused(meanwhile, out _);

    // It shares the store of the owner, who closes it.
    private Workspace Paused(Func<Task> meanwhile, out PausedStore store) => Workspace.FromStores(store = new PausedStore(_store!, "catalog.version", meanwhile), _contents, Samples.Options);
}
