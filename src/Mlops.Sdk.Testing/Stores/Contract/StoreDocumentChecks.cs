using System.Globalization;
using Mlops.Sdk.Extensibility;
using static Mlops.Sdk.Testing.StoreChecks;

namespace Mlops.Sdk.Testing;

/// <summary>What must hold for documents: no change is lost, no revision is ever another, and time can be looked back.</summary>
internal static class StoreDocumentChecks
{
    private static readonly DateTimeOffset s_start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static async Task RunAsync(StoreChecks checks, Func<Task<IWorkspaceStore>> open)
    {
        await checks.CheckAsync("a document comes back as it was written", open, RoundTripAsync);
        await checks.CheckAsync("a batch of documents is written whole or not at all", open, BatchAsync);
        await checks.CheckAsync("a document that has to stay as it is holds the batch up and is not written", open, UnchangedAsync);
        await checks.CheckAsync("of eight threads that change a document one wins and the others are told", open, RaceAsync);
        await checks.CheckAsync("documents are read as of any time", open, AsOfAsync);
        await checks.CheckAsync("documents are found by their terms at their revision", open, TermsAsync);
        await checks.CheckAsync("pages of documents join without gaps", open, PagesAsync);
        await checks.CheckAsync("an erased document leaves nothing but an audit entry", open, EraseAsync);
        await checks.CheckAsync("documents of a wrong form are refused", open, RefusalsAsync);
    }

    private static async Task RoundTripAsync(IWorkspaceStore store)
    {
        const string Body = """{"text":"ß \" \\ \u0000 <b>","big":12345678901234567890}""";
        Same(null, await store.Documents.WriteAsync([new("k", "Ä/b c", 0, Body)], At(0, "ann")), "the conflict");
        Same(new StoredDocument("k", "Ä/b c", 1, Body, s_start, "ann"), await store.Documents.FindAsync("k", "Ä/b c"), "the document");
        Same(null, await store.Documents.FindAsync("other", "Ä/b c"), "the document of another kind");
        Same(null, await store.Documents.FindAsync("k", "ä/b c"), "the document of another key");
        Same(null, await store.Documents.WriteAsync([new("k", "Ä/b c", 1, null)], At(1)), "the conflict of the removal");
        Same(null, await store.Documents.FindAsync("k", "Ä/b c"), "the removed document");
        Same(null, await store.Documents.WriteAsync([new("k", "Ä/b c", 2, "{}")], At(2)), "the conflict of the return");
        SameAll([Body, null, "{}"], (await store.Documents.ReadHistoryAsync("k", "Ä/b c")).Select(document => document.Body), "the history");
        SameAll([1, 2, 3], (await store.Documents.ReadHistoryAsync("k", "Ä/b c")).Select(document => document.Revision), "the revisions");
    }

    private static async Task BatchAsync(IWorkspaceStore store)
    {
        await store.Documents.WriteAsync([new("k", "a", 0, "1")], At(0));
        DocumentConflict? conflict = await store.Documents.WriteAsync([new("k", "b", 0, "1"), new("k", "a", 0, "2"), new("k", "c", 0, "1")], At(1));
        Same(new DocumentConflict("k", "a", 0, 1), conflict, "the conflict");
        Same(null, await store.Documents.FindAsync("k", "b"), "what was written before the conflict");
        Same(null, await store.Documents.WriteAsync([new("k", "a", 1, "2")], At(2), isAudited: false), "the conflict of bookkeeping");
        Same(1L, (await store.Audit.ReadLastAsync())!.Sequence, "the entries of the audit chain");
    }

    private static async Task UnchangedAsync(IWorkspaceStore store)
    {
        await store.Documents.WriteAsync([new("k", "a", 0, "1") { Terms = [new("t", "v")] }], At(0));
        Same(null, await store.Documents.WriteAsync([DocumentWrite.Unchanged("k", "a", 1), DocumentWrite.Unchanged("k", "never", 0), new("k", "b", 0, "1")], At(1)), "the conflict where all stands as expected");
        Same(1, (await store.Documents.FindAsync("k", "a"))!.Revision, "the revision of what stayed");
        SameAll(["1"], await BodiesAsync(store, new() { Kind = "k", Terms = [new("t", ["v"])] }), "what it is found by");
        SameAll([], await store.Documents.ReadHistoryAsync("k", "never"), "the history of what never was");
        Same(new DocumentConflict("k", "a", 0, 1), await store.Documents.WriteAsync([new("k", "c", 0, "1"), DocumentWrite.Unchanged("k", "a", 0)], At(2)), "the conflict where it stands elsewhere");
        Same(null, await store.Documents.FindAsync("k", "c"), "what was to be written with it");
        Same(2L, (await store.Audit.ReadLastAsync())!.Sequence, "the entries of the audit chain");

        // Of one that changes the document and seven that need it as it was, some of the seven may come first; none may come after.
        DocumentConflict?[] told = await StoreChecks.RaceAsync(thread => thread == 0
            ? store.Documents.WriteAsync([new("k", "a", 1, "2")], At(3) with { Action = "change" })
            : store.Documents.WriteAsync([DocumentWrite.Unchanged("k", "a", 1), new("k", Text(thread), 0, "1")], At(3) with { Action = "rely" }));
        Same(null, told[0], "the conflict of who changed it");
        IReadOnlyList<AuditEntry> entries = await store.Audit.ReadAsync(new());
        Same("change", entries[^1].Record.Action, "the last entry");
        Same(told.Count(conflict => conflict is null), entries.Count - 2, "the entries after the race");
    }

    private static async Task RaceAsync(IWorkspaceStore store)
    {
        for (int revision = 0; revision < 5; revision++)
        {
            int expected = revision;
            DocumentConflict?[] told = await StoreChecks.RaceAsync(thread => store.Documents.WriteAsync([new("k", "a", expected, Text(thread))], At(expected)));
            Same(1, told.Count(conflict => conflict is null), "how many won");
            SameAll([expected + 1], told.OfType<DocumentConflict>().Select(conflict => conflict.Found).Distinct(), "what the others found");
            Same(Text(Array.IndexOf(told, null)), (await store.Documents.FindAsync("k", "a"))!.Body, "what the winner wrote");
        }
    }

    private static async Task AsOfAsync(IWorkspaceStore store)
    {
        await store.Documents.WriteAsync([new("k", "a", 0, "1") { Terms = [new("t", "old")] }], At(10));
        await store.Documents.WriteAsync([new("k", "a", 1, "2") { Terms = [new("t", "new")] }], At(20));
        // A clock that steps back does not: the next change counts as no earlier.
        await store.Documents.WriteAsync([new("k", "a", 2, null)], At(5));
        string?[] found = [null, "1", "1", null];
        foreach ((int second, string? body) in ((int[])[9, 10, 19, 20]).Zip(found)) Same(body, (await store.Documents.FindAsync("k", "a", s_start.AddSeconds(second)))?.Body, $"the body as of {second}");
        Same(s_start.AddSeconds(20), (await store.Documents.ReadHistoryAsync("k", "a"))[2].WrittenAt, "the time of the last change");
        SameAll(["1"], await BodiesAsync(store, new() { Kind = "k", AsOf = s_start.AddSeconds(15), Terms = [new("t", ["old"])] }), "what the term finds as of 15");
        SameAll([], await BodiesAsync(store, new() { Kind = "k", AsOf = s_start.AddSeconds(15), Terms = [new("t", ["new"])] }), "what a later term finds as of 15");
        SameAll([], await BodiesAsync(store, new() { Kind = "k" }), "what is there now");
        SameAll([null], await BodiesAsync(store, new() { Kind = "k", IncludeRemoved = true }), "what is there now with what was removed");
    }

    private static async Task TermsAsync(IWorkspaceStore store)
    {
        DocumentWrite[] writes =
        [
            new("k", "a", 0, "a") { Terms = [new("owner", "ann"), new("tag", "x"), new("tag", "y"), new("tag", "y")] },
            new("k", "b", 0, "b") { Terms = [new("owner", "bob"), new("tag", "yes")] },
            new("k", "c", 0, "c") { Terms = [new("owner", "ann'); --"), new("tag", "100%_")] },
            new("l", "a", 0, "l") { Terms = [new("owner", "ann")] },
        ];
        await store.Documents.WriteAsync(writes, At(0));
        SameAll(["a"], await BodiesAsync(store, new() { Kind = "k", Terms = [new("owner", ["ann"])] }), "one value");
        SameAll(["a", "b"], await BodiesAsync(store, new() { Kind = "k", Terms = [new("owner", ["ann", "bob", "nobody"])] }), "some values");
        SameAll(["a"], await BodiesAsync(store, new() { Kind = "k", Terms = [new("owner", ["ann", "bob"]), new("tag", ["y"])] }), "two conditions");
        SameAll(["a", "b"], await BodiesAsync(store, new() { Kind = "k", Terms = [new("tag", ["y"]) { IsPrefix = true }] }), "a prefix");
        SameAll(["c"], await BodiesAsync(store, new() { Kind = "k", Terms = [new("tag", ["100%"]) { IsPrefix = true }] }), "a prefix with a sign of patterns");
        SameAll(["c"], await BodiesAsync(store, new() { Kind = "k", Terms = [new("owner", ["ann'); --"])] }), "a value with quotes");
        SameAll([], await BodiesAsync(store, new() { Kind = "k", Terms = [new("owner", [])] }), "no value");
        await store.Documents.WriteAsync([writes[0] with { Expected = 1, Body = "a2", Terms = [new("owner", "bob")] }], At(1));
        SameAll([], await BodiesAsync(store, new() { Kind = "k", Terms = [new("owner", ["ann"])] }), "a value of an earlier revision");
        SameAll(["a2", "b"], await BodiesAsync(store, new() { Kind = "k", Terms = [new("owner", ["bob"])] }), "a value of the new revision");
    }

    private static async Task PagesAsync(IWorkspaceStore store)
    {
        await store.Documents.WriteAsync([.. Enumerable.Range(0, 23).Select(i => new DocumentWrite("k", $"x/{i:00}", 0, Text(i))), new("k", "y", 0, "y")], At(0));
        List<string?> found = [];
        var query = new DocumentQuery { Kind = "k", KeyPrefix = "x/", Most = 5 };
        while (await store.Documents.SearchAsync(query) is { Count: > 0 } page)
        {
            found.AddRange(page.Select(document => document.Body));
            query = query with { After = page[^1].Key };
        }

        SameAll(Enumerable.Range(0, 23).Select(Text), found, "all pages");
        string[] strange = ["x", "x/", "x/\uFFFD", "x/\U0001F600", "x/\U0001F600a", "x0", "\uFFFD", "\uFFFDa", "\uE000"];
        await store.Documents.WriteAsync([.. strange.Select(key => new DocumentWrite("l", key, 0, key))], At(1));
        foreach (string prefix in strange.Append("\U0001F600"))
            SameAll(strange.Where(key => key.StartsWith(prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal), (await BodiesAsync(store, new() { Kind = "l", KeyPrefix = prefix })).Order(StringComparer.Ordinal), $"what begins with {prefix}");
    }

    private static async Task EraseAsync(IWorkspaceStore store)
    {
        await store.Documents.WriteAsync([new("k", "a", 0, "1") { Terms = [new("t", "v")] }, new("k", "b", 0, "1")], At(0));
        await store.Documents.WriteAsync([new("k", "a", 1, "2")], At(1));
        Same(2, await store.Documents.EraseAsync("k", "a", At(2) with { Action = "erase" }), "the revisions that were removed");
        Same(0, await store.Documents.EraseAsync("k", "a", At(3)), "the revisions that were removed again");
        SameAll([], await store.Documents.ReadHistoryAsync("k", "a"), "the history");
        SameAll(["b"], (await store.Documents.SearchAsync(new() { Kind = "k", IncludeRemoved = true })).Select(document => document.Key), "what is left");
        Same("erase", (await store.Audit.ReadLastAsync())!.Record.Action, "the last entry");
        Same(null, await store.Documents.WriteAsync([new("k", "a", 0, "new")], At(4)), "the conflict of a new one");
    }

    private static async Task RefusalsAsync(IWorkspaceStore store)
    {
        DocumentWrite[][] wrong = [[new("", "a", 0, "")], [new("k", " ", 0, "")], [new("k", new string('x', 1001), 0, "")], [new("k", "a", -1, "")], [new("k", "a", 0, ""), new("k", "a", 0, "")]];
        foreach (DocumentWrite[] writes in wrong) await ThrowsAsync<ArgumentException>(() => store.Documents.WriteAsync(writes, At(0)), "a wrong document");
        await ThrowsAsync<ArgumentException>(() => store.Documents.SearchAsync(new() { Kind = "k", Most = 0 }), "a page of 0");
        await ThrowsAsync<ArgumentException>(() => store.Documents.SearchAsync(new() { Kind = "k", Most = 10_001 }), "a page of 10,001");
        Same(null, await store.Audit.ReadLastAsync(), "the last entry");
    }

    private static AuditRecord At(int second, string? actor = null) => new("test.write", "k", s_start.AddSeconds(second), actor);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static async Task<IEnumerable<string?>> BodiesAsync(IWorkspaceStore store, DocumentQuery query) => (await store.Documents.SearchAsync(query)).Select(document => document.Body);
}
