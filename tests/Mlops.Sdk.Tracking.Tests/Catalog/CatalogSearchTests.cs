namespace Mlops.Sdk.Tracking.Tests.Catalog;

public sealed class CatalogSearchTests : IDisposable
{
    private readonly CatalogWorkspaces _workspaces = new();

    public void Dispose() => _workspaces.Dispose();

    public static TheoryData<bool> Both => CatalogWorkspaces.Both;

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Search_Words_FindWhereverTheyAreAndRankByPlace(bool memory)
    {
        await using Workspace workspace = await FilledAsync(memory);
        Assert.Equal(["Source loan system (name)", "Dataset loans (name)", "Dataset crédits (description)"], (await workspace.Catalog.SearchAsync("LOAN")).Hits.Select(hit => hit.ToString()));
        Assert.Equal(["Dataset crédits (name)"], (await workspace.Catalog.SearchAsync("credits")).Hits.Select(hit => hit.ToString()));
        Assert.Equal(["Dataset loans (column 'LoanId', column 'Purpose')"], (await workspace.Catalog.SearchAsync("purp id")).Hits.Select(hit => hit.ToString()));
        Assert.Equal(["Dataset loans (comment)"], (await workspace.Catalog.SearchAsync("straße")).Hits.Select(hit => hit.ToString()));
        Assert.Equal(["Dataset loans (comment)"], (await workspace.Catalog.SearchAsync("STRASSE")).Hits.Select(hit => hit.ToString()));
        Assert.Equal(["Term Default"], (await workspace.Catalog.SearchAsync("days past")).Hits.Select(hit => $"{hit.Kind} {hit.Name}"));
        Assert.Empty((await workspace.Catalog.SearchAsync("loans nowhere")).Hits);
        Assert.Empty((await workspace.Catalog.SearchAsync("<%'\"> --")).Hits);
        await workspace.Catalog.DeleteAsync("loans");
        Assert.Equal(["loan system", "crédits"], (await workspace.Catalog.SearchAsync("loan")).Hits.Select(hit => hit.Name));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Search_Facets_CountAndNarrow(bool memory)
    {
        await using Workspace workspace = await FilledAsync(memory);
        CatalogSearchResult all = await workspace.Catalog.SearchAsync(new CatalogQuery { Most = 1 });
        Assert.Equal((1, 4), (all.Hits.Length, all.Total));
        Assert.Equal([("risk", 2), ("secret", 1)], all.Tags.Select(pair => (pair.Key, pair.Value)));
        Assert.Equal([("bank team", 1), ("bob", 1)], all.Owners.Select(pair => (pair.Key, pair.Value)));
        Assert.Equal([("Email", 1)], all.Pii.Select(pair => (pair.Key, pair.Value)));
        Assert.Equal(["loans"], (await workspace.Catalog.SearchAsync(new CatalogQuery { Pii = ["Email"] })).Hits.Select(hit => hit.Name));
        Assert.Equal(["loans"], (await workspace.Catalog.SearchAsync(new CatalogQuery { Tags = ["risk", "secret"] })).Hits.Select(hit => hit.Name));
        Assert.Empty((await workspace.Catalog.SearchAsync(new CatalogQuery { Tags = ["risk"], Owners = ["bank team"] })).Hits);
        await workspace.Catalog.ClassifyAsync("loans", "Email", null);
        Assert.Empty((await workspace.Catalog.SearchAsync(new CatalogQuery { Pii = ["Email"] })).Hits);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Search_HostileText_FindsNothingAndNeverFails(bool memory)
    {
        await using Workspace workspace = await FilledAsync(memory);
        foreach (string text in (string[])["%", "_", "*", "l_ans", "zz' OR 1=1 --", "loans\0zz", "zz\uD800", "zz) UNION SELECT (", string.Join(' ', Enumerable.Range(0, 20_000)), new string('x', 1_000_000), "lo\u200Bans zz"])
            Assert.Empty((await workspace.Catalog.SearchAsync(text)).Hits);
        foreach (string text in (string[])["", " \t", "\u202Eloans", "ＬＯＡＮＳ", "loans \uD800"]) Assert.Contains((await workspace.Catalog.SearchAsync(text)).Hits, hit => hit.Name == "loans");
    }

    [Theory]
    [InlineData("CustomerID")]
    [InlineData("customer_id")]
    [InlineData("customer-ID 7")]
    public void Words_NamesOfColumns_AreCutAlike(string text) => Assert.Equal(["customer", "id"], SearchWords.Of(text).Take(2));

    [Fact]
    public void Words_StrangeText_NeverThrows()
    {
        Assert.Equal(["a", "b"], SearchWords.Of("a\uD800b"));
        Assert.Equal(["istanbul"], SearchWords.Of("İstanbul"));
        Assert.Equal(1000, SearchWords.Terms([string.Join(' ', Enumerable.Range(0, 5000))]).Count());
        Assert.All(SearchWords.Of(new string('x', 100_000)), word => Assert.Equal(64, word.Length));
    }

    private async Task<Workspace> FilledAsync(bool memory)
    {
        Workspace workspace = await _workspaces.OpenAsync(memory);
        await workspace.Catalog.RegisterAsync("loans", CatalogWorkspaces.Loans);
        await workspace.Catalog.RegisterAsync("crédits", CatalogWorkspaces.Loans.Head(2).Select("Amount"));
        await workspace.Catalog.ChangeAsync("loans", entry => (entry with { Tags = ["risk"], Owners = ["bob"] }).WithColumn("Email", column => column with { Tags = ["secret"], Pii = new PiiClass("Email") }));
        await workspace.Catalog.ChangeAsync("crédits", entry => entry with { Tags = ["risk"], Description = "As the loans, but French." });
        await workspace.Catalog.CommentAsync("loans", "Which Straße?");
        await workspace.Catalog.SaveSourceAsync(new() { Name = "loan system", Location = "warehouse", Owner = "bank team" });
        await workspace.Catalog.DefineAsync(new() { Name = "Default", Definition = "90 days past due." });
        return workspace;
    }
}
