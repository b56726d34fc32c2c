using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Tracking.Tests.Support;
using static Mlops.Sdk.Tracking.Tests.Support.SharedWorkspace;

namespace Mlops.Sdk.Tracking.Tests.Access;

public sealed class CatalogAccessTests
{
    private static Dataset Loans { get; } = new(TextColumn.FromValues("name", ["Ada", "Bob", "Cyd"]), CategoryColumn.FromValues("region", ["EU", "US", "EU"]), new IntegerColumn("income", new long[] { 10, 20, 30 }));

    [Fact]
    public async Task Open_MaskedReader_GetsNothingHiddenThroughAnyDoor()
    {
        using var directory = new TempDirectory();
        Loans.SaveCsv(directory.File("loans.csv"));
        SharedWorkspace shared = await CreateAsync("bob");
        DatasetVersion stored = await shared.Owner.Catalog.RegisterAsync("loans", Loans);
        Dataset read = Dataset.FromCsv(directory.File("loans.csv"));
        DatasetVersion referred = await shared.Owner.Catalog.RegisterAsync("elsewhere", read, new() { Storage = DatasetStorage.Reference, Location = directory.File("loans.csv") });
        await shared.Owner.Catalog.LogAsync("loans/1", new GeneralReport(new ReportBuilder("Values").Section("Values").Text("Ada").Build(), [], "values"));
        await shared.Owner.Access.GrantAsync("bob", Securable.Catalog, AccessRole.Contributor);
        foreach (string dataset in (string[])["loans", "elsewhere"])
        {
            await shared.Owner.Access.FilterRowsAsync(dataset, RowFilter.Parse("region = 'EU'"), ["bob"]);
            await shared.Owner.Access.MaskColumnAsync(dataset, "name", ColumnMask.Null, ["bob"]);
            await shared.Owner.Access.DenyAsync("bob", Securable.Column(dataset, "income"), [Privilege.Select]);
        }

        Workspace bob = shared.Open("bob");
        foreach (DatasetVersion version in (DatasetVersion[])[stored, referred])
        {
            Dataset seen = await bob.Catalog.OpenAsync(version.ToString());
            Assert.Equal(["name", "region"], seen.Schema.Select(field => field.Name));
            Assert.Equal((2, 2), (seen.RowCount, seen["name"].MissingCount));
            Assert.Equal(["EU"], ((CategoryColumn)seen["region"]).Levels.Names);
            Assert.NotEqual(version.Fingerprint, seen.Fingerprint().Root);
            Assert.Null(await bob.Store.Documents.FindAsync("catalog.detail", version.Fingerprint));
        }

        await bob.Catalog.ResolveAsync("loans/1");
        await RefusedAsync("MLO6090", () => bob.Artifacts.OpenAsync(stored.ContentSha256!));
        Assert.Empty(await bob.Store.Documents.SearchAsync(new() { Kind = "catalog.report" }));

        // The file does not become readable by being named in a document or a run of one's own.
        await using Run run = await OwnRunAsync(shared, bob);
        await RefusedAsync("MLO6084", () => bob.Store.Runs.WriteAsync([new ArtifactLogged(run.Id, new RunArtifact("x", stored.ContentSha256!, 1, "x", DateTimeOffset.UnixEpoch))]));
        await RefusedAsync("MLO6084", () => bob.Store.Documents.WriteAsync([new("catalog.version", "own/1", 0, $$"""{"name":"own","content_sha256":"{{stored.ContentSha256}}"}""")], new("x", "x", default)));

        foreach (AccessGrant grant in (await shared.Owner.Access.ListGrantsAsync()).Where(grant => grant.IsDenial)) await shared.Owner.Access.RevokeAsync(grant.Number);
        foreach (DatasetPolicy policy in await shared.Owner.Access.ListPoliciesAsync("loans")) await shared.Owner.Access.RemovePolicyAsync(policy.Number);
        Assert.Equal(Loans.Fingerprint().Root, (await bob.Catalog.OpenAsync("loans/1")).Fingerprint().Root);
        Assert.Single(await bob.Store.Documents.SearchAsync(new() { Kind = "catalog.report" }));
        await (await bob.Artifacts.OpenAsync(stored.ContentSha256!)).DisposeAsync();
    }

    [Fact]
    public async Task Catalog_ContributorOfOneDataset_WorksThereAndSeesNoOther()
    {
        SharedWorkspace shared = await CreateAsync("bob");
        await shared.Owner.Catalog.RegisterAsync("loans", Loans);
        await shared.Owner.Access.GrantAsync("bob", Securable.Dataset("own"), AccessRole.Contributor);
        Workspace bob = shared.Open("bob");
        Assert.Empty(await bob.Catalog.ListAsync());
        await RefusedAsync("MLO6101", () => bob.Catalog.OpenAsync("loans/1"));
        await RefusedAsync("MLO6084", () => bob.Catalog.RegisterAsync("others", Loans));

        // The same values as those of a dataset that is hidden are a version as any other.
        DatasetVersion version = await bob.Catalog.RegisterAsync("own", Loans);
        Assert.Equal("own/1", version.ToString());
        Assert.Equal(["own"], (await bob.Catalog.ListAsync()).Select(entry => entry.Name));
        Assert.Equal(["own"], (await bob.Catalog.FindByFingerprintAsync(version.Fingerprint)).Select(found => found.Name));
        Assert.Equal(Loans.Fingerprint().Root, (await bob.Catalog.OpenAsync("own/1")).Fingerprint().Root);
        await bob.Catalog.CloseAsync();
        Assert.Equal("bob", (await shared.Store.Documents.SearchAsync(new() { Kind = "catalog.usage" })).Single().WrittenBy);
        await RefusedAsync("MLO6086", () => bob.Catalog.EraseAsync("own/1", "asked for"));
        await RefusedAsync("MLO6086", () => bob.Catalog.PurgeAsync(TimeSpan.Zero));
        await shared.Owner.Catalog.EraseAsync("own/1", "asked for");
        AuditEntry erased = (await shared.Owner.Audit.ReadAsync(new() { Action = "catalog.version.erase" })).Single();
        Assert.Equal("ann", erased.Record.Actor);
        Assert.Equal(Loans.Fingerprint().Root, (await shared.Owner.Catalog.OpenAsync("loans/1")).Fingerprint().Root);
    }

    [Fact]
    public async Task Lineage_Deployment_BelongsToItsModel()
    {
        SharedWorkspace shared = await CreateAsync("bob");
        await shared.Owner.Models.RegisterAsync("income", Samples.Model());
        await shared.Owner.Lineage.LogDeploymentAsync("scoring", "income/1");
        Workspace bob = shared.Open("bob");
        Assert.Empty(await bob.Store.Documents.SearchAsync(new() { Kind = "lineage.deployment" }));
        await shared.Owner.Access.GrantAsync("bob", Securable.Model("income"), [Privilege.Use]);
        Assert.Single(await bob.Store.Documents.SearchAsync(new() { Kind = "lineage.deployment" }));
        await RefusedAsync("MLO6084", () => bob.Lineage.LogDeploymentAsync("scoring", "income/1"));
        await shared.Owner.Access.GrantAsync("bob", Securable.Model("income"), [Privilege.Modify]);
        await bob.Lineage.LogDeploymentAsync("scoring", "income/1");
    }

    private static async Task<Run> OwnRunAsync(SharedWorkspace shared, Workspace bob)
    {
        await shared.Owner.Access.GrantAsync("bob", Securable.Experiment("own"), AccessRole.Contributor);
        return await bob.StartRunAsync("own");
    }
}
