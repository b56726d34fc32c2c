using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk.Testing;

internal sealed class InMemoryAuditStore(MemoryGate gate) : IAuditStore
{
    private readonly List<AuditEntry> _entries = [];

    /// <summary>Appends a record; to be called under the gate.</summary>
    public void Append(AuditRecord record) => _entries.Add(AuditChain.Append(_entries.LastOrDefault(), record));

    public Task AppendAsync(IReadOnlyList<AuditRecord> records, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(records);
        return gate.RunAsync(() =>
        {
            foreach (AuditRecord record in records) Append(record);
            return true;
        }, cancellationToken);
    }

    public Task<IReadOnlyList<AuditEntry>> ReadAsync(AuditQuery query, CancellationToken cancellationToken)
    {
        query.Check();
        return gate.RunAsync<IReadOnlyList<AuditEntry>>(() => [.. _entries.Where(entry => entry.Sequence > query.After && query.Matches(entry.Record)).Take(query.Most)], cancellationToken);
    }

    public Task<AuditEntry?> ReadLastAsync(CancellationToken cancellationToken) => gate.RunAsync(() => _entries.LastOrDefault(), cancellationToken);
}
