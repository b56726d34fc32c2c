namespace Mlops.Sdk.Extensibility;

internal sealed class SqliteAuditStore(SqliteWriter writer, SqliteReaders readers) : IAuditStore
{
    public Task AppendAsync(IReadOnlyList<AuditRecord> records, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(records);
        return writer.RunAsync(session =>
        {
            foreach (AuditRecord record in records) AuditTable.Append(session, record);
            return true;
        }, cancellationToken);
    }

    public Task<IReadOnlyList<AuditEntry>> ReadAsync(AuditQuery query, CancellationToken cancellationToken)
    {
        query.Check();
        return readers.RunAsync(session => AuditTable.Read(session, query), cancellationToken);
    }

    public Task<AuditEntry?> ReadLastAsync(CancellationToken cancellationToken) => readers.RunAsync(AuditTable.ReadLast, cancellationToken);
}
