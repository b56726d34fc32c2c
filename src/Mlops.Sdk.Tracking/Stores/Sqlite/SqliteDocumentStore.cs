namespace Mlops.Sdk.Extensibility;

internal sealed class SqliteDocumentStore(SqliteWriter writer, SqliteReaders readers) : IDocumentStore
{
    private const string Columns = "d.kind, d.key, d.revision, d.body, d.written_at, d.written_by";

    public Task<DocumentConflict?> WriteAsync(IReadOnlyList<DocumentWrite> writes, AuditRecord audit, bool isAudited, CancellationToken cancellationToken)
    {
        DocumentRules.Check(writes);
        ArgumentNullException.ThrowIfNull(audit);
        return writer.RunAsync(session => Write(session, writes, audit, isAudited), cancellationToken);
    }

    public Task<StoredDocument?> FindAsync(string kind, string key, DateTimeOffset? asOf, CancellationToken cancellationToken) => readers.RunAsync(session =>
    {
        using SqliteStatement row = session.Query(
            $"SELECT {Columns} FROM documents d WHERE d.kind = $0 AND d.key = $1 AND ($2 IS NULL OR d.written_at <= $2) ORDER BY d.revision DESC LIMIT 1", kind, key, asOf?.UtcTicks);
        return row.Read() && Read(row) is { Body: not null } found ? found : null;
    }, cancellationToken);

    public Task<IReadOnlyList<StoredDocument>> ReadHistoryAsync(string kind, string key, CancellationToken cancellationToken) => readers.RunAsync<IReadOnlyList<StoredDocument>>(session =>
    {
        List<StoredDocument> revisions = [];
        using SqliteStatement row = session.Query($"SELECT {Columns} FROM documents d WHERE d.kind = $0 AND d.key = $1 ORDER BY d.revision", kind, key);
        while (row.Read()) revisions.Add(Read(row));
        return revisions;
    }, cancellationToken);

    public Task<IReadOnlyList<StoredDocument>> SearchAsync(DocumentQuery query, CancellationToken cancellationToken)
    {
        DocumentRules.Check(query);
        (string sql, object?[] values) = DocumentSql.Search(query, Columns);
        return readers.RunAsync<IReadOnlyList<StoredDocument>>(session =>
        {
            List<StoredDocument> found = [];
            using SqliteStatement row = session.Query(sql, values);
            while (row.Read()) found.Add(Read(row));
            return found;
        }, cancellationToken);
    }

    public Task<int> EraseAsync(string kind, string key, AuditRecord audit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(audit);
        return writer.RunAsync(session =>
        {
            session.Execute("DELETE FROM document_terms WHERE kind = $0 AND key = $1", kind, key);
            int removed = session.Execute("DELETE FROM documents WHERE kind = $0 AND key = $1", kind, key);
            if (removed > 0) AuditTable.Append(session, audit);
            return removed;
        }, cancellationToken);
    }

    private static DocumentConflict? Write(SqliteSession session, IReadOnlyList<DocumentWrite> writes, AuditRecord audit, bool isAudited)
    {
        long[] last = new long[writes.Count];
        for (int i = 0; i < writes.Count; i++)
        {
            DocumentWrite write = writes[i];
            using SqliteStatement row = session.Query("SELECT revision, written_at FROM documents WHERE kind = $0 AND key = $1 ORDER BY revision DESC LIMIT 1", write.Kind, write.Key);
            (int revision, last[i]) = row.Read() ? (row.GetInt32(0), row.GetInt64(1)) : (0, 0);
            if (revision != write.Expected) return new DocumentConflict(write.Kind, write.Key, write.Expected, revision);
        }

        for (int i = 0; i < writes.Count; i++)
        {
            DocumentWrite write = writes[i];
            if (write.IsUnchanged) continue;
            long revision = write.Expected + 1;
            session.Execute(
                "INSERT INTO documents(kind, key, revision, body, written_at, written_by) VALUES($0, $1, $2, $3, $4, $5)",
                write.Kind, write.Key, revision, write.Body, Math.Max(last[i], audit.At.UtcTicks), audit.Actor);
            if (write.Body is null) continue;
            foreach (DocumentTerm term in write.Terms)
                session.Execute("INSERT OR IGNORE INTO document_terms(kind, name, value, key, revision) VALUES($0, $1, $2, $3, $4)", write.Kind, term.Name, term.Value, write.Key, revision);
        }

        if (isAudited) AuditTable.Append(session, audit);
        return null;
    }

    private static StoredDocument Read(SqliteStatement row) => new(
        row.GetString(0), row.GetString(1), row.GetInt32(2), RunReader.Text(row, 3), RunReader.Time(row, 4), RunReader.Text(row, 5));
}
