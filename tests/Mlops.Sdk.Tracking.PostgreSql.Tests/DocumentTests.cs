using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Numerics;
using Mlops.Sdk.Testing;

namespace Mlops.Sdk.Tracking.PostgreSql.Tests;

public sealed class DocumentTests(TestServer server) : IClassFixture<TestServer>
{
    private static readonly AuditRecord s_audit = new("test", "k", DateTimeOffset.UnixEpoch);

    [ServerFact]
    public async Task Search_KeysOfAllLengthsAndCharacters_FindsWhatMemoryFinds()
    {
        string longest = new('鬱', 999), middle = new('a', 299);
        string[] parts = ["", "a", "ab", "b", "\0", "\uFFFE", "\uFFFF", "\uD7FF", "\uE000", "𝄞", "%", "_", @"\", "/", middle, middle + "b", longest];
        string[] keys = [.. parts.SelectMany(x => ((string[])["a", "b", "𝄞", "鬱"]).Select(y => x + y)).Distinct().Where(key => key.Length <= 1000)];
        await using PostgreSqlWorkspaceStore store = await server.OpenStoreAsync();
        await using var memory = new InMemoryWorkspaceStore();
        foreach (IDocumentStore documents in (IDocumentStore[])[store.Documents, memory.Documents])
            Assert.Null(await documents.WriteAsync([.. keys.Select((key, i) => new DocumentWrite("k", key, 0, $"{i}") { Terms = [new("t", key), new("long", longest + key + longest)] })], s_audit));

        foreach (string prefix in parts)
        {
            // Memory goes by UTF-16 units and databases by characters, so that only what is found is the same, and not its order.
            Assert.Equal(await AllAsync(memory.Documents, new() { Kind = "k", KeyPrefix = prefix }), await AllAsync(store.Documents, new() { Kind = "k", KeyPrefix = prefix, Most = 7 }));
            Assert.Equal(await AllAsync(memory.Documents, new() { Kind = "k", Terms = [new("t", [prefix, "b"])] }), await AllAsync(store.Documents, new() { Kind = "k", Terms = [new("t", [prefix, "b"])] }));
            Assert.Equal(await AllAsync(memory.Documents, new() { Kind = "k", Terms = [new("long", [longest + prefix]) { IsPrefix = true }] }), await AllAsync(store.Documents, new() { Kind = "k", Terms = [new("long", [longest + prefix]) { IsPrefix = true }] }));
        }
    }

    [ServerFact]
    public async Task Search_PageOfManyDocuments_IsReadOffTheIndex()
    {
        PostgreSqlOptions options = server.NewSchema();
        await using PostgreSqlWorkspaceStore store = await server.OpenStoreAsync(options);
        var random = new RandomStream(1);
        await store.Documents.WriteAsync([.. Enumerable.Range(0, 3000).Select(i => new DocumentWrite("k", $"{random.NextInt32(1000):000}/{i}", 0, "{}"))], s_audit);
        await server.ExecuteAsync($"ANALYZE {SchemaName.Quote(options.Schema)}.documents");
        (string sql, object?[] _) = DocumentSql.Search(new DocumentQuery { Kind = "k", After = "5", Most = 10 }, "d.key");
        sql = new SchemaName(options.Schema).SqlOnce(sql).Replace("$1", "'k'", StringComparison.Ordinal).Replace("$2", "'5'", StringComparison.Ordinal).Replace("$3", "NULL", StringComparison.Ordinal).Replace("$4", "false", StringComparison.Ordinal).Replace("$5", "10", StringComparison.Ordinal);
        List<string> plan = [];
        await using Npgsql.NpgsqlCommand command = server.Admin.CreateCommand("EXPLAIN " + sql);
        await using Npgsql.NpgsqlDataReader rows = await command.ExecuteReaderAsync();
        while (await rows.ReadAsync()) plan.Add(rows.GetString(0));
        Assert.Contains(plan, line => line.Contains("documents_by_key", StringComparison.Ordinal));
        Assert.DoesNotContain(plan, line => line.Contains("Seq Scan", StringComparison.Ordinal));
    }

    private static async Task<List<string>> AllAsync(IDocumentStore documents, DocumentQuery query)
    {
        List<string> found = [];
        while (await documents.SearchAsync(query) is { Count: > 0 } page)
        {
            found.AddRange(page.Select(document => document.Body!));
            query = query with { After = page[^1].Key };
        }

        found.Sort(StringComparer.Ordinal);
        return found;
    }
}
