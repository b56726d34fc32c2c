using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk.Tracking.Tests.Catalog;

public sealed class CatalogEntryTests : IDisposable
{
    private readonly CatalogWorkspaces _workspaces = new();

    public void Dispose() => _workspaces.Dispose();

    public static TheoryData<bool> Both => CatalogWorkspaces.Both;

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Save_EntryThatSomebodyChanged_TellsWhoWhatAndWhen(bool memory)
    {
        await using Workspace workspace = await _workspaces.OpenAsync(memory);
        await workspace.Catalog.RegisterAsync("loans", CatalogWorkspaces.Loans);
        DatasetEntry read = await workspace.Catalog.GetAsync("loans");
        _workspaces.Time.Advance(TimeSpan.FromHours(1));
        await workspace.Catalog.ChangeAsync("loans", entry => entry with { Description = "Loans of the branch.", Tags = ["credit", "branch"] });
        MlopsException conflict = await Assert.ThrowsAsync<MlopsException>(() => workspace.Catalog.SaveAsync(read with { Description = "Mine." }));
        Assert.Equal("MLO6104", conflict.Code);
        Assert.Contains("ann changed description, tags at 2026-03-01 13:00:00Z", conflict.Message);
        DatasetEntry stands = await workspace.Catalog.GetAsync("loans");
        Assert.Equal(("Loans of the branch.", 2), (stands.Description, stands.Stamp.Revision));
        Assert.Equal(["branch", "credit"], stands.Tags);
        Assert.Null((await workspace.Catalog.FindAsOfAsync("loans", _workspaces.Time.GetUtcNow().AddMinutes(-1)))!.Description);
        Assert.Equal(["ann made it at 2026-03-01 12:00:00Z", "ann changed description, tags at 2026-03-01 13:00:00Z"], (await workspace.Catalog.HistoryAsync("loans")).Select(change => change.ToString()));
    }

    [Fact]
    public async Task Change_SixteenWritersInTwoWorkspaces_LoseNothing()
    {
        await using Workspace one = await _workspaces.OpenAsync(memory: false), other = await _workspaces.OpenAsync(memory: false, "bob");
        await one.Catalog.RegisterAsync("loans", CatalogWorkspaces.Loans);
        await Task.WhenAll(Enumerable.Range(0, 16).Select(writer => Task.Run(async () =>
        {
            Workspace workspace = writer % 2 == 0 ? one : other;
            await workspace.Catalog.ChangeAsync("loans", entry => entry with { Tags = [.. entry.Tags, $"tag{writer}"] });
            await workspace.Catalog.ChangeAsync("loans", entry => entry.WithColumn("Amount", column => column with { Owners = [.. column.Owners, $"owner{writer}"] }));
            await workspace.Catalog.RegisterAsync("loans", new Dataset(new IntegerColumn("n", new long[] { writer / 2 })));
            await workspace.Catalog.CommentAsync("loans", $"comment {writer}");
        })));
        DatasetEntry entry = await one.Catalog.GetAsync("loans");
        Assert.Equal((16, 16, 33), (entry.Tags.Count, entry.Column("Amount").Owners.Count, entry.Stamp.Revision));
        IReadOnlyList<DatasetVersion> versions = await other.Catalog.ListVersionsAsync("loans");
        Assert.Equal(Enumerable.Range(1, 9), versions.Select(version => version.Version));
        Assert.Equal(9, versions.Select(version => version.Fingerprint).Distinct().Count());
        Assert.Equal(16, (await one.Catalog.CommentsAsync("loans")).Count);
        Assert.True((await one.VerifyAsync()).IsSound);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Glossary_TermsOnDatasetsAndColumns_AreFoundAndKept(bool memory)
    {
        await using Workspace workspace = await _workspaces.OpenAsync(memory);
        await workspace.Catalog.RegisterAsync("loans", CatalogWorkspaces.Loans);
        GlossaryTerm term = await workspace.Catalog.DefineAsync(new() { Name = "Principal (90 days)", Definition = "What was lent.", Owner = "risk", Synonyms = ["amount lent"] });
        Assert.Equal(term, await workspace.Catalog.GetTermAsync("amount lent"));
        MlopsException unknown = await Assert.ThrowsAsync<MlopsException>(() => workspace.Catalog.ChangeAsync("loans", entry => entry with { Terms = ["Principal"] }));
        Assert.Equal("MLO6111", unknown.Code);
        await workspace.Catalog.ChangeAsync("loans", entry => entry.WithColumn("Amount", column => column with { Terms = [term.Name] }));
        Assert.Equal("loans", Assert.Single(await workspace.Catalog.UsersOfTermAsync(term.Name)).Name);
        Assert.Equal("MLO6112", (await Assert.ThrowsAsync<MlopsException>(() => workspace.Catalog.RemoveTermAsync(term))).Code);
        GlossaryTerm better = await workspace.Catalog.DefineAsync(term with { Definition = "What was lent, without interest." });
        Assert.Equal("MLO6104", (await Assert.ThrowsAsync<MlopsException>(() => workspace.Catalog.DefineAsync(term))).Code);
        await workspace.Catalog.ChangeAsync("loans", entry => entry with { Columns = [] });
        await workspace.Catalog.RemoveTermAsync(better);
        Assert.Empty(await workspace.Catalog.ListTermsAsync());
        Assert.Equal(4, (await workspace.Catalog.DefineAsync(new() { Name = term.Name, Definition = "Back." })).Stamp.Revision);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Review_LastWordOfEachReviewer_Decides(bool memory)
    {
        await using Workspace workspace = await _workspaces.OpenAsync(memory);
        await workspace.Catalog.RegisterAsync("loans", CatalogWorkspaces.Loans);
        await workspace.Catalog.RegisterAsync("loans", CatalogWorkspaces.Loans.Head(2));
        CatalogComment question = await workspace.Catalog.CommentAsync("loans/1", "Why is one amount missing?", new() { Column = "Amount" });
        _workspaces.Time.Advance(TimeSpan.FromSeconds(1));
        await workspace.Catalog.CommentAsync("loans/1", "It was never paid out.", new() { ReplyTo = question.Id });
        await workspace.Catalog.ReviewAsync("loans/1", ReviewVerdict.Rejected, "not yet");
        Assert.Null(await workspace.Catalog.FindAsync("loans@approved"));
        _workspaces.Time.Advance(TimeSpan.FromSeconds(1));
        await workspace.Catalog.ReviewAsync("loans/1", ReviewVerdict.Approved, "fine now");
        Assert.Equal(1, (await workspace.Catalog.ResolveAsync("loans@approved")).Version);
        IReadOnlyList<CatalogComment> said = await workspace.Catalog.CommentsAsync("loans/1");
        Assert.Equal([null, question.Id, null, null], said.Select(comment => comment.ReplyTo));
        Assert.Empty(await workspace.Catalog.CommentsAsync("loans/2"));
        Assert.Equal("MLO6119", (await Assert.ThrowsAsync<MlopsException>(() => workspace.Catalog.CommentAsync("loans", "x", new() { ReplyTo = new string('0', 26) }))).Code);
        Assert.Equal("MLO6118", (await Assert.ThrowsAsync<MlopsException>(() => workspace.Catalog.ReviewAsync("loans", ReviewVerdict.Approved, "x"))).Code);
    }

    [Fact]
    public async Task Save_HostileTexts_AreRefusedByName()
    {
        await using Workspace workspace = await _workspaces.OpenAsync(memory: true);
        await workspace.Catalog.RegisterAsync("loans", CatalogWorkspaces.Loans);
        ArgumentException huge = await Assert.ThrowsAsync<ArgumentException>(() => workspace.Catalog.ChangeAsync("loans", entry => entry with { Description = new string('x', 10_000_000) }));
        Assert.Contains("10000000 characters", huge.Message);
        Assert.InRange(huge.Message.Length, 1, 500);
        await Assert.ThrowsAsync<ArgumentException>(() => workspace.Catalog.ChangeAsync("loans", entry => entry with { Description = "a\u0007b" }));
        await Assert.ThrowsAsync<ArgumentException>(() => workspace.Catalog.ChangeAsync("loans", entry => entry with { Tags = ["a\nb"] }));
        await Assert.ThrowsAsync<ArgumentException>(() => workspace.Catalog.CommentAsync("loans", "  "));
        const string Markup = "<script>alert('x')</script> ../../etc \u202E";
        DatasetEntry kept = await workspace.Catalog.ChangeAsync("loans", entry => entry with { Description = Markup });
        Assert.Equal(Markup, (await workspace.Catalog.GetAsync("loans")).Description);
        Assert.Equal(2, kept.Stamp.Revision);
    }

    [Theory]
    [InlineData("catalog.dataset", "loans", "{")]
    [InlineData("catalog.dataset", "loans", "null")]
    [InlineData("catalog.dataset", "loans", "[1]")]
    [InlineData("catalog.dataset", "loans", """{"name":"other"}""")]
    [InlineData("catalog.dataset", "loans", """{"name":"loans","tags":[1]}""")]
    [InlineData("catalog.dataset", "loans", """{"name":"loans","tags":[null]}""")]
    [InlineData("catalog.dataset", "loans", """{"name":"loans","columns":[{"name":null}]}""")]
    [InlineData("catalog.version", "loans/00000001", """{"name":"loans","version":1}""")]
    [InlineData("catalog.version", "loans/00000001", """{"name":"loans","version":1,"fingerprint":"../x","rows":1,"schema":[],"created_at":"2026-01-01T00:00:00Z"}""")]
    [InlineData("catalog.version", "loans/00000001", """{"name":"loans","version":1,"fingerprint":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","rows":1,"schema":[{"name":"x","type":99,"role":"Id"}],"created_at":"2026-01-01T00:00:00Z"}""")]
    [InlineData("catalog.version", "loans/00000001", """{"name":"loans","version":1,"fingerprint":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","rows":1,"schema":[{"name":"x","type":"Text","role":"Id"},{"name":"x","type":"Text","role":"Id"}],"created_at":"2026-01-01T00:00:00Z"}""")]
    public async Task Read_DocumentEditedByHand_IsRefusedByName(string kind, string key, string body)
    {
        await using Workspace workspace = await _workspaces.OpenAsync(memory: true);
        await workspace.Store.Documents.WriteAsync([new DocumentWrite(kind, key, 0, body)], new AuditRecord("edit", key, _workspaces.Time.GetUtcNow()));
        MlopsException refused = await Assert.ThrowsAsync<MlopsException>(() => kind == "catalog.dataset" ? workspace.Catalog.GetAsync("loans") : workspace.Catalog.ResolveAsync("loans/1"));
        Assert.Equal("MLO6105", refused.Code);
        Assert.Contains(kind, refused.Message);
        Assert.Contains(key, refused.Message);
    }
}
