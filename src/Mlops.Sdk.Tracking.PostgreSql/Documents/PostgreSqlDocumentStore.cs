using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Mlops.Sdk.Extensibility;

/// <summary>Documents. A write holds the lock of the audit chain from its beginning, so that what it compares with stays as it is.</summary>
internal sealed class PostgreSqlDocumentStore(PostgreSqlWriter writer, PostgreSqlReaders readers) : IDocumentStore
{
    private const string Columns = "d.kind, d.key, d.revision, d.body, d.written_at, d.written_by";

    public Task<DocumentConflict?> WriteAsync(IReadOnlyList<DocumentWrite> writes, AuditRecord audit, bool isAudited, CancellationToken cancellationToken)
    {
        DocumentRules.Check(writes);
        ArgumentNullException.ThrowIfNull(audit);
        return writer.RunAsync(session => Write(session, writes, audit, isAudited), isAlone: true, cancellationToken);
    }

    public Task<StoredDocument?> FindAsync(string kind, string key, DateTimeOffset? asOf, CancellationToken cancellationToken) => readers.RunAsync(async session =>
        (await session.ListAsync(
            $"SELECT {Columns} FROM mlops.documents d WHERE d.kind = $1 AND d.key_sha256 = $2 AND ($3::bigint IS NULL OR d.written_at <= $3::bigint) ORDER BY d.revision DESC LIMIT 1",
            Read, kind, Hash(key), asOf).ConfigureAwait(false)) is [{ Body: not null } found] ? found : null, cancellationToken);

    public Task<IReadOnlyList<StoredDocument>> ReadHistoryAsync(string kind, string key, CancellationToken cancellationToken) => readers.RunAsync<IReadOnlyList<StoredDocument>>(async session =>
        await session.ListAsync($"SELECT {Columns} FROM mlops.documents d WHERE d.kind = $1 AND d.key_sha256 = $2 ORDER BY d.revision", Read, kind, Hash(key)).ConfigureAwait(false), cancellationToken);

    public Task<IReadOnlyList<StoredDocument>> SearchAsync(DocumentQuery query, CancellationToken cancellationToken)
    {
        DocumentRules.Check(query);
        (string sql, object?[] values) = DocumentSql.Search(query, Columns);
        return readers.RunAsync<IReadOnlyList<StoredDocument>>(async session => await session.ListAsync(sql, Read, values).ConfigureAwait(false), cancellationToken);
    }

    public Task<int> EraseAsync(string kind, string key, AuditRecord audit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(audit);
        return writer.RunAsync(session =>
        {
            AuditTable.Lock(session);
            session.Execute("DELETE FROM mlops.document_terms WHERE kind = $1 AND key_sha256 = $2", kind, Hash(key));
            int removed = session.Execute("DELETE FROM mlops.documents WHERE kind = $1 AND key_sha256 = $2", kind, Hash(key));
            if (removed > 0) AuditTable.Append(session, [audit]);
            return removed;
        }, isAlone: true, cancellationToken);
    }

    private static DocumentConflict? Write(WriteSession session, IReadOnlyList<DocumentWrite> writes, AuditRecord audit, bool isAudited)
    {
        AuditTable.Lock(session);
        (int Revision, long WrittenAt)[] last = ReadLast(session, writes);
        for (int i = 0; i < writes.Count; i++)
            if (last[i].Revision != writes[i].Expected) return new DocumentConflict(writes[i].Kind, writes[i].Key, writes[i].Expected, last[i].Revision);

        List<(string, object?[])> statements = [];
        for (int i = 0; i < writes.Count; i++)
        {
            DocumentWrite write = writes[i];
            if (write.IsUnchanged) continue;
            byte[] hash = Hash(write.Key);
            long revision = write.Expected + 1;
            statements.Add((
                "INSERT INTO mlops.documents(kind, key_sha256, revision, key, body, written_at, written_by) VALUES($1, $2, $3, $4, $5, $6, $7)",
                [write.Kind, hash, revision, write.Key, write.Body, Math.Max(last[i].WrittenAt, audit.At.UtcTicks), audit.Actor]));
            DocumentTerm[] terms = write.Body is null ? [] : [.. write.Terms.Distinct()];
            if (terms.Length > 0)
                statements.Add((
                    "INSERT INTO mlops.document_terms(kind, key_sha256, revision, name, value) SELECT $1, $2, $3::integer, t.name, t.value FROM unnest($4::text[], $5::text[]) AS t(name, value)",
                    [write.Kind, hash, revision, terms.Select(term => term.Name).ToArray(), terms.Select(term => term.Value).ToArray()]));
        }

        session.ExecuteAll(statements);
        if (isAudited) AuditTable.Append(session, [audit]);
        return null;
    }

    private static (int Revision, long WrittenAt)[] ReadLast(WriteSession session, IReadOnlyList<DocumentWrite> writes)
    {
        var last = new (int, long)[writes.Count];
        session.ForEach(
            """
            SELECT g.place, d.revision, d.written_at
            FROM unnest($1::text[], $2::bytea[]) WITH ORDINALITY AS g(kind, key_sha256, place)
            CROSS JOIN LATERAL (SELECT h.revision, h.written_at FROM mlops.documents h WHERE h.kind = g.kind AND h.key_sha256 = g.key_sha256 ORDER BY h.revision DESC LIMIT 1) d
            """,
            row => last[row.GetInt64(0) - 1] = (row.GetInt32(1), row.GetInt64(2)),
            writes.Select(write => write.Kind).ToArray(), writes.Select(write => Hash(write.Key)).ToArray());
        return last;
    }

    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    private static StoredDocument Read(NpgsqlDataReader row) => new(row.Text(0), row.Text(1), row.GetInt32(2), row.TextOrNull(3), row.Time(4), row.TextOrNull(5));
}
