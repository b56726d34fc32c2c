namespace Mlops.Sdk.Extensibility;

internal sealed class PostgreSqlAuditStore(PostgreSqlWriter writer, PostgreSqlReaders readers) : IAuditStore
{
    public Task AppendAsync(IReadOnlyList<AuditRecord> records, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(records);
        return writer.RunAsync(session =>
        {
            AuditTable.Append(session, records);
            return true;
        }, isAlone: true, cancellationToken);
    }

    public Task<IReadOnlyList<AuditEntry>> ReadAsync(AuditQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        query.Check();
        return readers.RunAsync<IReadOnlyList<AuditEntry>>(async session => await session.ListAsync(
            $"""
            SELECT {AuditTable.Columns} FROM mlops.audit
            WHERE sequence > $1 AND ($2::bigint IS NULL OR at >= $2::bigint) AND ($3::bigint IS NULL OR at < $3::bigint) AND ($4::text IS NULL OR actor = $4::text)
              AND ($5::text IS NULL OR starts_with(action, $5::text)) AND ($6::text IS NULL OR starts_with(subject, $6::text))
            ORDER BY sequence LIMIT $7
            """,
            AuditTable.Read, query.After, query.From, query.Until, query.Actor, query.Action, query.Subject, (long)query.Most).ConfigureAwait(false), cancellationToken);
    }

    public Task<AuditEntry?> ReadLastAsync(CancellationToken cancellationToken) => readers.RunAsync(AuditTable.ReadLastAsync, cancellationToken);
}
