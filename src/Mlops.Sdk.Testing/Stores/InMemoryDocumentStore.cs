using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk.Testing;

internal sealed class InMemoryDocumentStore(MemoryGate gate, InMemoryAuditStore audit) : IDocumentStore
{
    private readonly SortedDictionary<string, SortedDictionary<string, List<Revision>>> _kinds = new(StringComparer.Ordinal);

    public Task<DocumentConflict?> WriteAsync(IReadOnlyList<DocumentWrite> writes, AuditRecord record, bool isAudited, CancellationToken cancellationToken)
    {
        DocumentRules.Check(writes);
        ArgumentNullException.ThrowIfNull(record);
        return gate.RunAsync(() =>
        {
            foreach (DocumentWrite write in writes)
            {
                int found = Revisions(write.Kind, write.Key).Count;
                if (found != write.Expected) return new DocumentConflict(write.Kind, write.Key, write.Expected, found);
            }

            foreach (DocumentWrite write in writes.Where(write => !write.IsUnchanged)) Add(write, record);
            if (isAudited) audit.Append(record);
            return null;
        }, cancellationToken);
    }

    public Task<StoredDocument?> FindAsync(string kind, string key, DateTimeOffset? asOf, CancellationToken cancellationToken) =>
        gate.RunAsync(() => At(Revisions(kind, key), asOf)?.Document is { Body: not null } found ? found : null, cancellationToken);

    public Task<IReadOnlyList<StoredDocument>> ReadHistoryAsync(string kind, string key, CancellationToken cancellationToken) =>
        gate.RunAsync<IReadOnlyList<StoredDocument>>(() => [.. Revisions(kind, key).Select(revision => revision.Document)], cancellationToken);

    public Task<IReadOnlyList<StoredDocument>> SearchAsync(DocumentQuery query, CancellationToken cancellationToken)
    {
        DocumentRules.Check(query);
        return gate.RunAsync<IReadOnlyList<StoredDocument>>(() => !_kinds.TryGetValue(query.Kind, out SortedDictionary<string, List<Revision>>? keys) ? [] :
        [
            .. keys.Where(pair => string.CompareOrdinal(pair.Key, query.After ?? "") > 0 && pair.Key.StartsWith(query.KeyPrefix ?? "", StringComparison.Ordinal))
                .Select(pair => At(pair.Value, query.AsOf))
                .OfType<Revision>()
                .Where(revision => (query.IncludeRemoved || revision.Document.Body is not null) && query.Terms.All(filter => filter.Matches(revision.Terms)))
                .Select(revision => revision.Document)
                .Take(query.Most),
        ], cancellationToken);
    }

    public Task<int> EraseAsync(string kind, string key, AuditRecord record, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(record);
        return gate.RunAsync(() =>
        {
            int count = Revisions(kind, key).Count;
            if (count == 0) return 0;
            _kinds[kind].Remove(key);
            audit.Append(record);
            return count;
        }, cancellationToken);
    }

    private static Revision? At(List<Revision> revisions, DateTimeOffset? time) =>
        time is null ? revisions.LastOrDefault() : revisions.FindLast(revision => revision.Document.WrittenAt <= time);

    private void Add(DocumentWrite write, AuditRecord record)
    {
        if (!_kinds.TryGetValue(write.Kind, out SortedDictionary<string, List<Revision>>? keys)) _kinds.Add(write.Kind, keys = new(StringComparer.Ordinal));
        if (!keys.TryGetValue(write.Key, out List<Revision>? revisions)) keys.Add(write.Key, revisions = []);
        DateTimeOffset at = record.At.ToUniversalTime();
        if (revisions.Count > 0 && revisions[^1].Document.WrittenAt > at) at = revisions[^1].Document.WrittenAt;
        revisions.Add(new Revision(new StoredDocument(write.Kind, write.Key, write.Expected + 1, write.Body, at, record.Actor), write.Body is null ? [] : write.Terms));
    }

    private List<Revision> Revisions(string kind, string key) =>
        _kinds.TryGetValue(kind, out SortedDictionary<string, List<Revision>>? keys) && keys.TryGetValue(key, out List<Revision>? revisions) ? revisions : [];

    private sealed record Revision(StoredDocument Document, ValueList<DocumentTerm> Terms);
}
