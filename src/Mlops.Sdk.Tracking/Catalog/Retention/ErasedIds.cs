using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>The ids of rows that were erased, as hashes under a secret of the workspace, so that they are known again and not told.</summary>
internal static class ErasedIds
{
    public const string Kind = "catalog.erased", SecretKey = "secret";
    public const int Most = 100_000;
    private const int HashBytes = 16;

    /// <summary>What to write so that ids are known again.</summary>
    public static async Task<List<DocumentWrite>> WritesAsync(IDocumentStore store, DatasetVersion version, string column, IEnumerable<string> ids, CancellationToken cancellationToken)
    {
        List<DocumentWrite> writes = [];
        byte[]? secret = await SecretAsync(store, cancellationToken).ConfigureAwait(false);
        if (secret is null)
        {
            secret = RandomNumberGenerator.GetBytes(32);
            writes.Add(new DocumentWrite(ErasureMark.Kind, SecretKey, 0, $"{{\"secret\":\"{Convert.ToBase64String(secret)}\"}}"));
        }

        // A column of its own, for the hashes are those of ids in this column.
        string key = $"{version.DocumentKey}/{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(column.ToUpperInvariant())).AsSpan(0, HashBytes))}";
        StoredDocument? held = await store.FindAsync(Kind, key, null, cancellationToken).ConfigureAwait(false);
        HashSet<string> hashes = [.. held is null ? [] : Read(held).Hashes];
        foreach (string id in ids) hashes.Add(Hash(secret, column, id));
        var body = new ErasedIdsBody(version.ToString(), column, [.. hashes.Order(StringComparer.Ordinal)]);
        writes.Add(new DocumentWrite(Kind, key, held?.Revision ?? 0, JsonSerializer.Serialize(body, ErasedIdsJson.Default.ErasedIdsBody)));
        return writes;
    }

    public static async Task<bool> AnyAsync(IDocumentStore store, CancellationToken cancellationToken) =>
        (await store.SearchAsync(new DocumentQuery { Kind = Kind, Most = 1 }, cancellationToken).ConfigureAwait(false)).Count > 0;

    /// <summary>What of some data was erased: from what version, and in which rows; null when nothing was.</summary>
    /// <param name="documents">The records of the whole workspace.</param>
    /// <param name="data">The data.</param>
    /// <param name="parents">What it was made of: where its column of the ids has another name, that with the role Id counts.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public static async Task<(string Erased, string Column, List<int> Rows)?> FindAsync(CatalogDocuments documents, Dataset data, IReadOnlyCollection<DatasetParent> parents, CancellationToken cancellationToken)
    {
        IDocumentStore store = documents.Store.Documents;
        List<ErasedIdsBody> all = [];
        var query = new DocumentQuery { Kind = Kind };
        while (true)
        {
            IReadOnlyList<StoredDocument> page = await store.SearchAsync(query, cancellationToken).ConfigureAwait(false);
            all.AddRange(page.Select(Read));
            if (page.Count < query.Most) break;
            query = query with { After = page[^1].Key };
        }

        if (all.Count == 0) return null;
        byte[] secret = await SecretAsync(store, cancellationToken).ConfigureAwait(false) ?? throw CatalogErrors.Damaged(ErasureMark.Kind, SecretKey, "it is not there, so that nobody knows which ids were erased", null);
        HashSet<string> ancestors = await DatasetAncestry.NamesAsync(documents, parents, cancellationToken).ConfigureAwait(false);
        return await Task.Run(() => Find(data, all, ancestors, secret, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    private static (string Erased, string Column, List<int> Rows)? Find(Dataset data, List<ErasedIdsBody> all, HashSet<string> ancestors, byte[] secret, CancellationToken cancellationToken)
    {
        foreach (IGrouping<string, ErasedIdsBody> erased in all.GroupBy(body => body.Column, StringComparer.OrdinalIgnoreCase))
        {
            string[] same = [.. data.Schema.Select(field => field.Name).Where(name => name.Equals(erased.Key, StringComparison.OrdinalIgnoreCase))];
            if (Find(data, same, [.. erased], secret, cancellationToken) is { } found) return found;
            if (same.Length > 0) continue;
            ErasedIdsBody[] before = [.. erased.Where(body => ancestors.Contains(body.Erased[..body.Erased.LastIndexOf('/')]))];
            if (before.Length > 0 && Find(data, [.. data.Schema.WithRole(ColumnRole.Id).Select(field => field.Name)], before, secret, cancellationToken) is { } renamed) return renamed;
        }

        return null;
    }

    private static (string Erased, string Column, List<int> Rows)? Find(Dataset data, string[] columns, ErasedIdsBody[] erased, byte[] secret, CancellationToken cancellationToken)
    {
        HashSet<string> hashes = [.. erased.SelectMany(body => body.Hashes)];
        foreach (string column in columns)
        {
            List<int> rows = [];
            Column values = data[column];
            string? first = null;
            for (int row = 0; row < values.Length; row++)
            {
                if (row % 65_536 == 0) cancellationToken.ThrowIfCancellationRequested();
                if (values.IsMissing(row) || Hash(secret, erased[0].Column, values.GetText(row)) is var hash && !hashes.Contains(hash)) continue;
                first ??= erased.First(body => body.Hashes.Contains(hash)).Erased;
                rows.Add(row);
            }

            if (first is not null) return (first, column, rows);
        }

        return null;
    }

    private static string Hash(byte[] secret, string column, string id) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes($"{column.ToUpperInvariant()}\n{id}")).AsSpan(0, HashBytes));

    private static async Task<byte[]?> SecretAsync(IDocumentStore store, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(ErasureMark.Kind, SecretKey, null, cancellationToken).ConfigureAwait(false) is not { } document) return null;
        try
        {
            using JsonDocument body = JsonDocument.Parse(document.Body!);
            return body.RootElement.GetProperty("secret").GetBytesFromBase64();
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw CatalogErrors.Damaged(document.Kind, document.Key, e.Message, e);
        }
    }

    private static ErasedIdsBody Read(StoredDocument document)
    {
        try
        {
            return JsonSerializer.Deserialize(document.Body!, ErasedIdsJson.Default.ErasedIdsBody) ?? throw new JsonException("it is null");
        }
        catch (JsonException e)
        {
            throw CatalogErrors.Damaged(document.Kind, document.Key, e.Message, e);
        }
    }
}

internal sealed record ErasedIdsBody(string Erased, string Column, string[] Hashes);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ErasedIdsBody))]
internal sealed partial class ErasedIdsJson : JsonSerializerContext;
