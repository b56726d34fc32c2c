using Mlops.Sdk.Testing;

namespace Mlops.Sdk.Tracking.PostgreSql.Tests;

/// <summary>The catalog is documents and artifacts: what it does over a server is what it does over a file.</summary>
public sealed class CatalogTests(TestServer server) : IClassFixture<TestServer>
{
    private static readonly Dataset s_loans = new Dataset(
        new IntegerColumn("LoanId", new long[] { 1, 2, 3 }), new NumberColumn("Amount", new double[] { 100, 250.5, double.NaN }), CategoryColumn.FromValues("Purpose", ["car", "house", null])).WithRole("LoanId", ColumnRole.Id);

    [ServerFact]
    public async Task Catalog_OverAServer_FindsKeepsAndErases()
    {
        await using Workspace workspace = await server.OpenAsync();
        DatasetVersion version = await workspace.Catalog.RegisterAsync("loans", s_loans);
        Assert.Equal(version, await workspace.Catalog.RegisterAsync("loans", s_loans));
        await workspace.Catalog.RegisterAsync("loans", s_loans.Head(2), new() { Parents = ["loans/1"] });
        await workspace.Catalog.ChangeAsync("loans", entry => entry with { Description = "Prêts de l'agence \"Nord\"", Tags = ["crédit"] });
        await workspace.Catalog.ReviewAsync("loans/1", ReviewVerdict.Approved, "fine");
        Assert.Equal(s_loans.Fingerprint(), (await workspace.Catalog.OpenAsync("loans@approved")).Fingerprint());
        Assert.Equal(["loans"], (await workspace.Catalog.SearchAsync("pret NORD credit")).Hits.Select(hit => hit.Name));
        Assert.Equal((0L, 1L, 0L), await workspace.Catalog.CompareAsync("loans/1", "loans/2") is { } diff ? (diff.AddedRows, diff.RemovedRows, diff.ChangedRows) : default);
        Assert.Equal(["loans/1", "loans/2"], (await workspace.Catalog.UsesOfAsync("loans/1")).Versions.Select(use => use.Version.ToString()));
        Assert.Equal(0, (await workspace.CollectGarbageAsync()).Removed);
        Assert.True((await workspace.Catalog.EraseAsync("loans/1", "request 17")).Bytes > 0);
        Assert.True((await workspace.VerifyAsync()).IsSound);
        Assert.Equal("MLO6108", (await Assert.ThrowsAsync<MlopsException>(() => workspace.Catalog.OpenAsync("loans/1"))).Code);
    }

    [ServerFact]
    public async Task Catalog_SixteenWritersInTwoWorkspaces_LoseNothing()
    {
        PostgreSqlOptions options = server.NewSchema();
        var artifacts = new InMemoryArtifactStore();
        await using Workspace one = await PostgreSqlWorkspace.OpenAsync(server.Source, artifacts, options), other = await PostgreSqlWorkspace.OpenAsync(server.Source, artifacts, options);
        await one.Catalog.RegisterAsync("loans", s_loans);
        await Task.WhenAll(Enumerable.Range(0, 16).Select(writer => Task.Run(async () =>
        {
            Workspace workspace = writer % 2 == 0 ? one : other;
            await workspace.Catalog.ChangeAsync("loans", entry => entry with { Tags = [.. entry.Tags, $"tag{writer}"] });
            await workspace.Catalog.RegisterAsync("loans", new Dataset(new IntegerColumn("n", new long[] { writer })));
        })));
        Assert.Equal(16, (await one.Catalog.GetAsync("loans")).Tags.Count);
        Assert.Equal(Enumerable.Range(1, 17), (await other.Catalog.ListVersionsAsync("loans")).Select(version => version.Version));
    }
}
