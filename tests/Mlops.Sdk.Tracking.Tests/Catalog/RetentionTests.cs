using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Tracking.Tests.Support;

namespace Mlops.Sdk.Tracking.Tests.Catalog;

public sealed class RetentionTests : IDisposable
{
    private readonly CatalogWorkspaces _workspaces = new();

    public void Dispose() => _workspaces.Dispose();

    public static TheoryData<bool> Both => CatalogWorkspaces.Both;

    [Theory]
    [MemberData(nameof(Both))]
    public async Task DeleteRestorePurge_Version_ComesBackOrGoesForEver(bool memory)
    {
        await using Workspace workspace = await _workspaces.OpenAsync(memory);
        await workspace.Catalog.RegisterAsync("loans", CatalogWorkspaces.Loans);
        await workspace.Catalog.RegisterAsync("loans", CatalogWorkspaces.Loans.Head(2));
        await workspace.Catalog.DeleteAsync("loans/2");
        Assert.Equal(1, (await workspace.Catalog.ResolveAsync("loans@latest")).Version);
        MlopsException aside = await Assert.ThrowsAsync<MlopsException>(() => workspace.Catalog.OpenAsync("loans/2"));
        Assert.Equal("MLO6109", aside.Code);
        Assert.Contains("by ann", aside.Message);
        await workspace.Catalog.RestoreAsync("loans/2");
        Assert.Equal(2, (await workspace.Catalog.OpenAsync("loans/2")).RowCount);
        await workspace.Catalog.DeleteAsync("loans/2");
        Assert.Empty((await workspace.Catalog.PurgeAsync(TimeSpan.FromDays(1))).Versions);
        _workspaces.Time.Advance(TimeSpan.FromDays(2));
        Assert.Equal("1 version and 0 datasets removed", (await workspace.Catalog.PurgeAsync(TimeSpan.FromDays(1))).ToString());
        Assert.Equal("MLO6103", (await Assert.ThrowsAsync<MlopsException>(() => workspace.Catalog.OpenAsync("loans/2"))).Code);
        Assert.Equal(1, (await workspace.CollectGarbageAsync()).Removed);
        Assert.True((await workspace.VerifyAsync()).IsSound);
        Assert.Equal(3, (await workspace.Catalog.RegisterAsync("loans", CatalogWorkspaces.Loans.Head(2))).Version);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task DeletePurge_Dataset_LeavesNothingButTheNumbers(bool memory)
    {
        await using Workspace workspace = await _workspaces.OpenAsync(memory);
        await workspace.Catalog.RegisterAsync("loans", CatalogWorkspaces.Loans);
        await workspace.Catalog.CommentAsync("loans", "hello");
        await workspace.Catalog.OpenAsync("loans/1");
        Assert.Equal(1, (await workspace.Catalog.InsightAsync("loans")).Reads);
        await workspace.Catalog.DeleteAsync("loans");
        Assert.Empty(await workspace.Catalog.ListAsync());
        await workspace.Catalog.RestoreAsync("loans");
        Assert.Single(await workspace.Catalog.ListVersionsAsync("loans"));
        await workspace.Catalog.DeleteAsync("loans");
        _workspaces.Time.Advance(TimeSpan.FromDays(2));
        Assert.Equal(["loans"], (await workspace.Catalog.PurgeAsync(TimeSpan.FromDays(1))).Datasets);
        Assert.Equal("MLO6101", (await Assert.ThrowsAsync<MlopsException>(() => workspace.Catalog.GetAsync("loans"))).Code);
        Assert.Equal((0L, 0), ((await workspace.Catalog.InsightAsync("loans")).Reads, (await workspace.Catalog.CommentsAsync("loans")).Count));
        Assert.Equal(2, (await workspace.Catalog.RegisterAsync("loans", CatalogWorkspaces.Loans)).Version);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Purge_VersionThatAModelCameOf_StaysWithoutForce(bool memory)
    {
        await using Workspace workspace = await _workspaces.OpenAsync(memory);
        await workspace.Catalog.RegisterAsync("data", Samples.Data);
        await workspace.Catalog.RegisterAsync("derived", Samples.Data.Head(3), new() { Parents = ["data/1"] });
        await workspace.RunAsync("train", async run =>
        {
            await using Run nested = await run.StartChildAsync();
            await nested.LogDatasetAsync("train", await workspace.Catalog.OpenAsync("derived/1"));
            await workspace.Models.RegisterAsync("m", Samples.Model(), run);
        });
        DatasetUseReport uses = await workspace.Catalog.UsesOfAsync("data/1");
        Assert.Equal(["data/1", "derived/1"], uses.Versions.Select(use => use.Version.ToString()));
        Assert.Equal(2, uses.Runs.Length);
        Assert.Equal(["m/1"], uses.Models.Select(model => model.ToString()));
        Assert.Contains("m/1", uses.ToString());
        await workspace.Catalog.DeleteAsync("data");
        _workspaces.Time.Advance(TimeSpan.FromDays(2));
        CatalogPurge kept = await workspace.Catalog.PurgeAsync(TimeSpan.FromDays(1));
        Assert.Equal(["data/1"], kept.Kept);
        Assert.Empty(kept.Versions);
        CatalogPurge forced = await workspace.Catalog.PurgeAsync(TimeSpan.FromDays(1), force: true);
        Assert.Equal((["data/1"], ["data"]), (forced.Versions, forced.Datasets));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task UsesOf_ModelRegisteredWithoutARun_IsFoundByItsBundle(bool memory)
    {
        await using Workspace workspace = await _workspaces.OpenAsync(memory);
        await workspace.Catalog.RegisterAsync("data", Samples.Data);
        await workspace.Catalog.RegisterAsync("other", CatalogWorkspaces.Loans);
        await workspace.Models.RegisterAsync("m", Samples.Model());
        Assert.Equal(["m/1"], (await workspace.Catalog.UsesOfAsync("data/1")).Models.Select(model => model.ToString()));
        Assert.Empty((await workspace.Catalog.UsesOfAsync("other/1")).Models);
        await workspace.Catalog.DeleteAsync("data/1");
        Assert.Equal(["data/1"], (await workspace.Catalog.PurgeAsync(TimeSpan.Zero)).Kept);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Erase_Version_LeavesTheRecordAndNoValue(bool memory)
    {
        await using Workspace workspace = await _workspaces.OpenAsync(memory);
        DatasetVersion version = await workspace.Catalog.RegisterAsync("loans", CatalogWorkspaces.Loans);
        var report = new GeneralReport(new ReportBuilder("Values").Section("One").Text("a@example.org").Build());
        await workspace.Catalog.LogAsync("loans/1", report);
        DatasetErasure erasure = await workspace.Catalog.EraseAsync("loans/1", "request 17");
        Assert.True(erasure.Bytes > version.ContentSize);
        Assert.Empty(erasure.StillHeldBy);
        Assert.Empty(await workspace.Artifacts.ListAsync().ToListAsync());
        Assert.Null(await workspace.Store.Documents.FindAsync("catalog.detail", version.Fingerprint));
        Assert.Empty(await workspace.Catalog.ListReportsAsync("loans/1"));
        Assert.Equal(("request 17", "ann", version.Fingerprint), (erasure.Version.EraseReason, erasure.Version.ErasedBy, erasure.Version.Fingerprint));
        foreach (Func<Task> again in (Func<Task>[])[() => workspace.Catalog.OpenAsync("loans/1"), () => workspace.Catalog.RegisterAsync("loans", CatalogWorkspaces.Loans), () => workspace.Catalog.LogAsync("loans/1", report)])
            Assert.Equal("MLO6108", (await Assert.ThrowsAsync<MlopsException>(again)).Code);
        Assert.Equal(0, (await workspace.Catalog.EraseAsync("loans/1", "again")).Bytes);
        Assert.True((await workspace.VerifyAsync()).IsSound);
        IReadOnlyList<AuditEntry> audit = await workspace.Store.Audit.ReadAsync(new AuditQuery { Action = "catalog.version.erase" });
        Assert.Equal([("dataset/loans/1", "ann", "request 17"), ("dataset/loans/1", "ann", "again")], audit.Select(entry => (entry.Record.Subject, entry.Record.Actor, entry.Record.Detail)));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Erase_BytesThatOthersHold_AreToldAndStay(bool memory)
    {
        await using Workspace workspace = await _workspaces.OpenAsync(memory);
        await workspace.Catalog.RegisterAsync("loans", CatalogWorkspaces.Loans);
        await workspace.Catalog.RegisterAsync("copy", CatalogWorkspaces.Loans);
        DatasetErasure erasure = await workspace.Catalog.EraseAsync("loans/1", "request 17");
        Assert.Equal((0L, ["dataset/copy/1/content"]), (erasure.Bytes, erasure.StillHeldBy));
        Assert.Equal(["loans/1", "copy/1"], erasure.Uses.Versions.Select(use => use.Version.ToString()));
        Assert.Equal(4, (await workspace.Catalog.OpenAsync("copy/1")).RowCount);
        Assert.True((await workspace.Catalog.EraseAsync("copy/1", "request 17")).Bytes > 0);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task UsesOfRows_Ids_FindVersionsRunsAndModels(bool memory)
    {
        await using Workspace workspace = await _workspaces.OpenAsync(memory);
        await workspace.Catalog.RegisterAsync("loans", CatalogWorkspaces.Loans);
        await workspace.Catalog.RegisterAsync("loans", CatalogWorkspaces.Loans.Head(2));
        await workspace.Catalog.RegisterAsync("part", CatalogWorkspaces.Loans.Take([3]), new() { Parents = ["loans/1"] });
        await workspace.Catalog.RegisterAsync("other part", CatalogWorkspaces.Loans.Take([0]), new() { Parents = ["loans/1"] });
        await workspace.Catalog.RegisterAsync("amounts", CatalogWorkspaces.Loans.Select("Amount"), new() { Parents = ["loans/1"] });
        await workspace.RunAsync("train", async run =>
        {
            await run.LogDatasetAsync("train", CatalogWorkspaces.Loans.Take([3]));
            await workspace.Models.RegisterAsync("m", Samples.Model(), run);
        });
        DatasetUseReport uses = await workspace.Catalog.UsesOfRowsAsync("loans", ["4", "99"]);
        Assert.Equal([("loans/1", 1L), ("amounts/1", null), ("part/1", 1L)], uses.Versions.Select(use => (use.Version.ToString(), use.Rows)));
        Assert.Equal(["m/1"], uses.Models.Select(model => model.ToString()));
        Assert.Empty((await workspace.Catalog.UsesOfRowsAsync("loans", ["77"])).Versions);
        MlopsException none = await Assert.ThrowsAsync<MlopsException>(() => workspace.Catalog.UsesOfRowsAsync("amounts", ["1"]));
        Assert.Equal("MLO6117", none.Code);
        await workspace.Catalog.EraseAsync("loans/1", "request 17");
        DatasetUseReport after = await workspace.Catalog.UsesOfRowsAsync("loans", ["4"]);
        Assert.Equal(("loans/1", "its content was erased, so it may have held them"), (after.Versions[0].Version.ToString(), after.Versions[0].Why));
        Assert.Equal(["m/1"], after.Models.Select(model => model.ToString()));
        await workspace.Artifacts.RemoveAsync((await workspace.Catalog.ResolveAsync("loans/2")).ContentSha256!, DateTimeOffset.MaxValue);
        Finding unread = Assert.Single((await workspace.Catalog.UsesOfRowsAsync("loans", ["77"])).Findings);
        Assert.Equal("CAT020", unread.Code);
        Assert.Contains("loans/2", unread.Message);
    }

    [Fact]
    public async Task Open_ManyReads_AreCountedByUserAndWrittenTogether()
    {
        await using (Workspace ann = await _workspaces.OpenAsync(memory: false))
        {
            await ann.Catalog.RegisterAsync("loans", CatalogWorkspaces.Loans);
            long before = (await ann.Store.Audit.ReadLastAsync())!.Sequence;
            for (int i = 0; i < 5; i++) await ann.Catalog.OpenAsync("loans/1");
            Assert.Equal(before, (await ann.Store.Audit.ReadLastAsync())!.Sequence);
            _workspaces.Time.Advance(TimeSpan.FromMinutes(2));
            await ann.Catalog.OpenAsync("loans/1");
            Assert.Equal(before + 1, (await ann.Store.Audit.ReadLastAsync())!.Sequence);
            await ann.Catalog.OpenAsync("loans/1");
        }

        await using Workspace bob = await _workspaces.OpenAsync(memory: false, "bob");
        await bob.Catalog.OpenAsync("loans/1");
        DatasetInsight insight = await bob.Catalog.InsightAsync("loans");
        Assert.Equal([("ann", 7L), ("bob", 1L)], insight.Users.Select(user => (user.User, user.Reads)));
        Assert.Equal("loans: 8 reads by 2 users, last at 2026-03-01 12:02Z", insight.ToString());
    }
}
