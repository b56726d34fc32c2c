using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Tracking.Tests.Support;
using static Mlops.Sdk.Tracking.Tests.Support.SharedWorkspace;

namespace Mlops.Sdk.Tracking.Tests.Catalog;

/// <summary>What was erased stays away under every name, and what runs logged of it is found.</summary>
public sealed class ErasureTests : IDisposable
{
    private static readonly Dataset s_loans = CatalogWorkspaces.Loans;
    private readonly CatalogWorkspaces _workspaces = new();

    public void Dispose() => _workspaces.Dispose();

    public static TheoryData<bool> Both => CatalogWorkspaces.Both;

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Register_ErasedValuesUnderAnotherName_AreRefusedOrFlagged(bool memory)
    {
        await using Workspace workspace = await _workspaces.OpenAsync(memory);
        await workspace.Catalog.RegisterAsync("loans", s_loans);
        await workspace.Catalog.EraseAsync("loans/1", "request 17");
        MlopsException refused = await RefusedAsync("MLO6108", () => workspace.Catalog.RegisterAsync("innocent", s_loans));
        Assert.Contains("erased as loans/1 at 2026-03-01 12:00:00Z by ann", refused.Message);
        await workspace.Catalog.SaveSourceAsync(new() { Name = "bank", Location = "bank" });
        await RefusedAsync("MLO6108", () => workspace.Catalog.IngestAsync("bank", "ingested", s_loans));
        Assert.Equal(1, (await workspace.Catalog.RegisterAsync("others", s_loans.Head(2))).Version);

        DatasetVersion flagged = await workspace.Catalog.RegisterAsync("innocent", s_loans, new() { ErasedValues = ErasedValues.Flag });
        Assert.Equal("it holds the values that were erased before", flagged.HoldsErased);
        Assert.Equal(flagged.HoldsErased, (await workspace.Catalog.ResolveAsync("innocent/1")).HoldsErased);
        Assert.Contains((await workspace.Audit.ReadAsync(new() { Action = "catalog.version.register" })), entry => entry.Record is { Subject: "dataset/innocent/1", Detail: { } detail } && detail.EndsWith("erased before", StringComparison.Ordinal));
        Assert.True((await workspace.VerifyAsync()).IsSound);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Register_RowWithAnErasedId_IsRefusedUnderEveryName(bool memory)
    {
        await using Workspace workspace = await _workspaces.OpenAsync(memory);
        await workspace.Catalog.RegisterAsync("loans", s_loans);
        await workspace.Catalog.RegisterAsync("loans", s_loans.Take([0, 1, 2]));
        string id = s_loans.Schema.WithRole(ColumnRole.Id).Single().Name;
        await workspace.Catalog.EraseAsync("loans/1", "request 17", new() { Ids = [s_loans[id].GetText(3)] });
        foreach (Dataset data in (Dataset[])[s_loans.Take([3]), s_loans.Take([2, 3]), s_loans.Take([3]).Select(id)])
        {
            MlopsException refused = await RefusedAsync("MLO6121", () => workspace.Catalog.RegisterAsync("innocent", data));
            Assert.Contains($"1 of its rows ({data.RowCount - 1})", refused.Message);
            Assert.Contains("erased with loans/1", refused.Message);
        }

        await RefusedAsync("MLO6121", () => workspace.Catalog.RegisterAsync("loans", s_loans.Take([1, 3])));
        Assert.Equal(3, (await workspace.Catalog.OpenAsync("loans/2")).RowCount);
        Assert.Equal(1, (await workspace.Catalog.RegisterAsync("rest", s_loans.Take([0, 2]))).Version);
        Assert.Equal("it holds 1 rows with ids that were erased before", (await workspace.Catalog.RegisterAsync("cars", s_loans.Take([3]), new() { ErasedValues = ErasedValues.Flag })).HoldsErased);

        // Neither the id nor a hash that anybody could work out without the workspace is kept.
        StoredDocument kept = Assert.Single(await workspace.Store.Documents.SearchAsync(new() { Kind = "catalog.erased" }));
        Assert.DoesNotContain(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(s_loans[id].GetText(3))))[..32], kept.Body, StringComparison.Ordinal);
        await workspace.Catalog.RegisterAsync("amounts", s_loans.Select("Amount"));
        await RefusedAsync("MLO6117", () => workspace.Catalog.EraseAsync("amounts/1", "x", new() { Ids = ["1"] }));
        await Assert.ThrowsAsync<ArgumentException>(() => workspace.Catalog.EraseAsync("loans/2", "x", new() { Ids = ["1"], IdColumn = "nothing" }));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Erase_WhatRunsLoggedOfTheData_IsToldAndPurgedOnRequest(bool memory)
    {
        await using Workspace workspace = await _workspaces.OpenAsync(memory);
        Dataset people = new(TextColumn.FromValues("person", ["p-17", "p-18", "p-19"]), new NumberColumn("x", new double[] { 1, 2, 3 }));
        await workspace.Catalog.RegisterAsync("people", people, new() { Note = "all" });
        string id = "", around = "";
        await workspace.RunAsync("train", async outer =>
        {
            around = outer.Id;
            await outer.LogTableAsync("other", Samples.Data);
            await using Run run = await outer.StartChildAsync();
            id = run.Id;
            Dataset train = await workspace.Catalog.OpenAsync("people/1");
            await run.LogDatasetAsync("train", train);
            await run.LogTableAsync("worst", train.Take([0]));
            await run.LogTableAsync("best", train.Take([2]));
            await run.LogTextAsync("notes.md", "The outlier is p-17.");
            await run.LogTextAsync("notes/p-170.txt", "p-170 and xp-17 and p-17x are others.");
            await run.LogArtifactAsync("rows.mldata", new MemoryStream([1, 2, 3]));
            await workspace.Models.RegisterAsync("m", Samples.Model(), run);
            await workspace.Lineage.LogPredictionsAsync("m/1", 3, new() { Location = "answers.parquet", Input = train });
            await run.CompleteAsync();
        });

        DatasetUseReport told = await workspace.Catalog.UsesOfRowsAsync("people", ["p-17"], "person");
        Assert.Equal(
            [("tables/other.csv", DataCopyKind.Rows, false), ("notes.md", DataCopyKind.Summary, true), ("notes/p-170.txt", DataCopyKind.Summary, false), ("rows.mldata", DataCopyKind.Rows, null), ("tables/best.csv", DataCopyKind.Rows, false), ("tables/worst.csv", DataCopyKind.Rows, true), ("the model", DataCopyKind.Model, null), ("answers.parquet", DataCopyKind.Outside, (bool?)null)],
            told.Copies.Select(copy => (copy.Path, copy.Kind, copy.HoldsIds)));
        Assert.Contains("answers.parquet", told.ToString());

        DatasetErasure erasure = await workspace.Catalog.EraseAsync("people/1", "request 17", new() { Ids = ["p-17"], IdColumn = "person", PurgeCopies = true });
        Assert.Equal(["rows.mldata", "tables/worst.csv"], erasure.Uses.Copies.Where(copy => copy.IsErased).Select(copy => copy.Path).Order(StringComparer.Ordinal));
        RunInfo run = await workspace.Runs.GetAsync(id);
        Assert.Equal(["notes.md", "notes/p-170.txt", "tables/best.csv"], run.Artifacts.Select(artifact => artifact.Path));
        Assert.Equal(["RUN002", "RUN002"], run.Findings.Select(found => found.Finding.Code));
        Assert.Contains(run.Findings, found => found.Finding.Message.StartsWith("The file tables/worst.csv was erased together with the content of people/1", StringComparison.Ordinal));
        Assert.Equal([$"rows.mldata with dataset/people/1", "tables/worst.csv with dataset/people/1"], (await workspace.Audit.ReadAsync(new() { Action = "run.artifact.erase" })).Select(entry => entry.Record.Detail!).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(told.Copies.Single(copy => copy.Path == "tables/worst.csv").Sha256!, await workspace.Artifacts.ListAsync().ToListAsync());
        Assert.Single((await workspace.Runs.GetAsync(around)).Artifacts);
        Assert.True((await workspace.VerifyAsync()).IsSound);

        // Without ids, all that the runs of the data keep of rows goes; what the run around logged may be of other data and stays.
        await workspace.Catalog.RegisterAsync("people", people.Take([1, 2]));
        await workspace.RunAsync("train", async next =>
        {
            await next.LogDatasetAsync("train", people.Take([1, 2]));
            await next.LogTableAsync("all", people.Take([1, 2]));
        });
        DatasetErasure whole = await workspace.Catalog.EraseAsync("people/2", "all of it", new() { PurgeCopies = true });
        Assert.Equal(["tables/all.csv"], whole.Uses.Copies.Where(copy => copy.IsErased).Select(copy => copy.Path));
        Assert.Empty((await workspace.Catalog.EraseAsync("people/2", "all of it", new() { PurgeCopies = true })).Uses.Copies);
    }

    [Fact]
    public async Task Erase_AgainByAnotherColumn_KnowsTheIdsOfBothAndTellsWhoHoldsTheBytes()
    {
        await using Workspace workspace = await _workspaces.OpenAsync(memory: true);
        Dataset people = new(TextColumn.FromValues("person", ["p-17", "p-18"]), TextColumn.FromValues("mail", ["a@x.org", "b@x.org"]));
        DatasetVersion version = await workspace.Catalog.RegisterAsync("people", people);
        string other = "";
        await workspace.RunAsync("train", async run =>
        {
            await run.LogDatasetAsync("train", people);
            await run.LogTableAsync("all", people);
            await using Stream content = await workspace.Artifacts.OpenAsync(version.ContentSha256!);
            await run.LogArtifactAsync("same.mldata", content);
        });
        await workspace.RunAsync("else", async run =>
        {
            other = run.Id;
            await run.LogTableAsync("all", people);
        });

        DatasetErasure erasure = await workspace.Catalog.EraseAsync("people/1", "request 17", new() { Ids = ["p-17"], IdColumn = "person", PurgeCopies = true });
        Assert.Equal(2, erasure.Uses.Copies.Count(copy => copy.IsErased));
        Assert.Contains(other, Assert.Single(erasure.StillHeldBy), StringComparison.Ordinal);
        await workspace.Catalog.EraseAsync("people/1", "request 18", new() { Ids = ["b@x.org"], IdColumn = "mail" });
        await RefusedAsync("MLO6121", () => workspace.Catalog.RegisterAsync("persons", people.Select("person")));
        await RefusedAsync("MLO6121", () => workspace.Catalog.RegisterAsync("mails", people.Select("mail")));
        Assert.Equal(1, (await workspace.Catalog.RegisterAsync("rest", people.Select("person").Take([1]))).Version);
    }

    [Fact]
    public async Task IdSearch_IdAcrossThePiecesOfALongText_IsFound()
    {
        var search = new IdSearch(["p-17", "17"]);
        foreach (int at in (int[])[0, 5, (1 << 16) - 3, 1 << 16, (1 << 16) + 3, (1 << 16) + 6, (1 << 17) + 9, 200_000])
        {
            using var text = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(new string('.', at) + "p-17" + new string('.', 7)));
            Assert.True(await search.IsInAsync(text, CancellationToken.None), $"at {at}");
            using var other = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(new string('.', at) + "a17b170x17" + new string('1', 7)));
            Assert.False(await search.IsInAsync(other, CancellationToken.None), $"at {at}");
        }

        // A piece that begins within a word is not the beginning of the word.
        for (int at = (1 << 16) - 10; at < (1 << 16) + 10; at++)
        {
            using var within = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(new string('.', at) + "x17" + new string('.', 70_000)));
            Assert.False(await search.IsInAsync(within, CancellationToken.None), $"within, at {at}");
        }
    }

    [Fact]
    public async Task Register_ErasedAsWhatOneMayNotSee_IsRefusedWithoutTellingIt()
    {
        SharedWorkspace shared = await CreateAsync("bob");
        await shared.Owner.Catalog.RegisterAsync("secret people", s_loans);
        await shared.Owner.Catalog.EraseAsync("secret people/1", "request 17", new() { Ids = [s_loans[s_loans.Schema.WithRole(ColumnRole.Id).Single().Name].GetText(0)] });
        await shared.Owner.Access.GrantAsync("bob", Securable.Dataset("mine"), AccessRole.Contributor);
        Workspace bob = shared.Open("bob");
        Assert.DoesNotContain("secret", (await RefusedAsync("MLO6108", () => bob.Catalog.RegisterAsync("mine", s_loans))).Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", (await RefusedAsync("MLO6121", () => bob.Catalog.RegisterAsync("mine", s_loans.Head(1)))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_RowsThatWereErasedHere_AreRefusedWhateverMayBeSeen()
    {
        string id = s_loans.Schema.WithRole(ColumnRole.Id).Single().Name;
        await using Workspace from = await _workspaces.OpenAsync(memory: true);
        await from.Catalog.RegisterAsync("part", s_loans.Take([1, 3]));
        await from.Catalog.RegisterAsync("rest", s_loans.Take([0, 2]));
        SharedWorkspace shared = await CreateAsync("bob");
        await shared.Owner.Catalog.RegisterAsync("secret people", s_loans);
        await shared.Owner.Catalog.EraseAsync("secret people/1", "request 17", new() { Ids = [s_loans[id].GetText(3)] });
        await shared.Owner.Access.GrantAsync("bob", Securable.Dataset("rest"), AccessRole.Contributor);
        await shared.Owner.Access.GrantAsync("bob", Securable.Dataset("part"), AccessRole.Contributor);
        foreach (Workspace to in (Workspace[])[shared.Owner, shared.Open("bob")])
        {
            MlopsException refused = await RefusedAsync("MLO6121", () => ImportAsync(from, to, "part"));
            Assert.Contains("1 rows of part/1 (1) have an id in the column", refused.Message);
            Assert.Equal(to == shared.Owner, refused.Message.Contains("secret people/1", StringComparison.Ordinal));
            Assert.Null(await to.Catalog.FindAsync("part/1"));
        }

        await ImportAsync(from, shared.Open("bob"), "rest");
        await from.Catalog.RegisterAsync("part", s_loans);
        await from.Catalog.EraseAsync("part/1", "here too");
        await shared.Owner.Access.GrantAsync("bob", Securable.Dataset("part"), AccessRole.Contributor);
        Assert.DoesNotContain("secret", (await RefusedAsync("MLO6108", () => ImportAsync(from, shared.Open("bob"), "part"))).Message, StringComparison.Ordinal);
    }

    private static async Task ImportAsync(Workspace from, Workspace to, string dataset)
    {
        using var archive = new MemoryStream();
        await from.ExportAsync(archive, new ExportOptions { Datasets = [dataset] });
        archive.Position = 0;
        await to.ImportAsync(archive);
    }
}
