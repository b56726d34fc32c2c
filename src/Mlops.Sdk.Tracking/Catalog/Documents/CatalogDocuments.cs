using System.Runtime.CompilerServices;
using System.Text.Json;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Reads and writes the records of the catalog as documents: a body that was spoilt by hand is told by its name, and a conflict by who changed what.</summary>
internal sealed class CatalogDocuments(IWorkspaceStore store, WorkspaceOptions options)
{
    private const int Page = 1000;

    public IWorkspaceStore Store => store;

    public DateTimeOffset Now => options.Time.GetUtcNow();

    public string Actor => options.Actor;

    public AuditRecord Audit(string action, string subject, string? detail = null) => new("catalog." + action, subject, Now, Actor, detail);

    public async Task<T?> FindAsync<T>(CatalogKind<T> kind, string key, CancellationToken cancellationToken)
        where T : class, ICatalogRecord<T> =>
        await store.Documents.FindAsync(kind.Name, key, null, cancellationToken).ConfigureAwait(false) is { } document ? Read(kind, document) : null;

    public async IAsyncEnumerable<T> ListAsync<T>(CatalogKind<T> kind, string? prefix = null, ValueList<DocumentTermFilter> terms = default, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        where T : class, ICatalogRecord<T>
    {
        string? after = null;
        while (true)
        {
            var query = new DocumentQuery { Kind = kind.Name, KeyPrefix = prefix, Terms = terms, After = after, Most = Page };
            IReadOnlyList<StoredDocument> page = await store.Documents.SearchAsync(query, cancellationToken).ConfigureAwait(false);
            foreach (StoredDocument document in page) yield return Read(kind, document);
            if (page.Count < Page) yield break;
            after = page[^1].Key;
        }
    }

    /// <summary>A version with these values that was erased; null when there is none.</summary>
    /// <param name="fingerprint">The values.</param>
    /// <param name="except">A dataset whose versions are passed over; null for none.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public ValueTask<DatasetVersion?> FindErasedAsync(string fingerprint, string? except, CancellationToken cancellationToken) =>
        ListAsync(CatalogKinds.Version, null, [new DocumentTermFilter("fingerprint", [fingerprint]), new DocumentTermFilter("state", ["erased"])], cancellationToken).Where(version => version.Name != except).FirstOrDefaultAsync(cancellationToken);

    /// <summary>Whether there is a dataset for whoever reads here.</summary>
    public async Task<bool> SeesAsync(string dataset, CancellationToken cancellationToken) => await FindAsync(CatalogKinds.Dataset, dataset, cancellationToken).ConfigureAwait(false) is not null;

    /// <summary>What to write of a record; it must stand at the revision given, or where it was read.</summary>
    public static DocumentWrite Write<T>(CatalogKind<T> kind, T record, int expected)
        where T : class, ICatalogRecord<T> =>
        new(kind.Name, record.Key, expected, JsonSerializer.Serialize(record, kind.Json)) { Terms = [.. record.Terms.Distinct()] };

    /// <summary>The revision that a document stands at, removed or not; 0 when it was never written.</summary>
    public async Task<int> RevisionAsync(string kind, string key, CancellationToken cancellationToken)
    {
        if (await store.Documents.FindAsync(kind, key, null, cancellationToken).ConfigureAwait(false) is { } document) return document.Revision;
        IReadOnlyList<StoredDocument> history = await store.Documents.ReadHistoryAsync(kind, key, cancellationToken).ConfigureAwait(false);
        return history.Count == 0 ? 0 : history[^1].Revision;
    }

    public Task<DocumentConflict?> TryWriteAsync(IReadOnlyList<DocumentWrite> writes, AuditRecord audit, CancellationToken cancellationToken) => store.Documents.WriteAsync(writes, audit, cancellationToken: cancellationToken);

    /// <summary>Saves a record at the revision that it was read at.</summary>
    /// <exception cref="MlopsException">MLO6104: it stands at another one.</exception>
    public async Task<T> SaveAsync<T>(CatalogKind<T> kind, T record, int expected, AuditRecord audit, CancellationToken cancellationToken)
        where T : class, ICatalogRecord<T>
    {
        DocumentWrite write = Write(kind, record, expected);
        if (await TryWriteAsync([write], audit, cancellationToken).ConfigureAwait(false) is { } conflict)
            throw CatalogErrors.Conflict(kind.Name, record.Key, expected, await store.Documents.ReadHistoryAsync(conflict.Kind, conflict.Key, cancellationToken).ConfigureAwait(false));
        return record.At(new CatalogStamp(expected + 1, audit.At, audit.Actor));
    }

    /// <summary>Removes a document with its history.</summary>
    public Task EraseAsync(string kind, string key, string subject, CancellationToken cancellationToken) =>
        store.Documents.EraseAsync(kind, key, Audit("document.erase", subject, $"{kind} {key}"), cancellationToken);

    public static T Read<T>(CatalogKind<T> kind, StoredDocument document)
        where T : class, ICatalogRecord<T>
    {
        T record;
        try
        {
            record = JsonSerializer.Deserialize(document.Body!, kind.Json) ?? throw new JsonException("it is null");
        }
        catch (Exception e) when (e is JsonException or ArgumentException or FormatException or InvalidOperationException or NotSupportedException or OverflowException)
        {
            throw CatalogErrors.Damaged(kind.Name, document.Key, e.Message, e);
        }

        string? problem = record.Problem ?? (record.Key == document.Key ? null : $"it says that it is {ErrorText.Show(record.Key)}");
        return problem is null ? record.At(new CatalogStamp(document.Revision, document.WrittenAt, document.WrittenBy)) : throw CatalogErrors.Damaged(kind.Name, document.Key, problem, null);
    }
}
