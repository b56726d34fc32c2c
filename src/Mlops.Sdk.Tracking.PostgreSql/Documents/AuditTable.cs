using Npgsql;

namespace Mlops.Sdk.Extensibility;

/// <summary>The audit chain in its table. It is appended to within the transaction of what it tells, which holds the lock of the chain from then to its end.</summary>
internal static class AuditTable
{
    public const string Columns = "sequence, at, action, subject, actor, detail, previous_hash, hash";
    private const string LastEntry = $"SELECT {Columns} FROM mlops.audit ORDER BY sequence DESC LIMIT 1";

    /// <summary>Waits for the lock of the chain. Whoever takes other locks too takes them first.</summary>
    public static void Lock(WriteSession session) => session.Execute("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", "mlops audit " + session.Schema);

    public static void Append(WriteSession session, IReadOnlyList<AuditRecord> records)
    {
        Lock(session);
        AuditEntry? last = null;
        session.ForEach(LastEntry, row => last = Read(row));
        List<(string, object?[])> statements = [];
        foreach (AuditRecord record in records)
        {
            last = AuditChain.Append(last, record);
            statements.Add((
                $"INSERT INTO mlops.audit({Columns}) VALUES($1, $2, $3, $4, $5, $6, $7, $8)",
                [last.Sequence, last.Record.At, record.Action, record.Subject, record.Actor, record.Detail, last.PreviousHash, last.Hash]));
        }

        session.ExecuteAll(statements);
    }

    public static async Task<AuditEntry?> ReadLastAsync(ReadSession session) => (await session.ListAsync(LastEntry, Read).ConfigureAwait(false)).FirstOrDefault();

    public static AuditEntry Read(NpgsqlDataReader row) => new(
        row.GetInt64(0),
        new AuditRecord(row.Text(2), row.Text(3), row.Time(1), row.TextOrNull(4), row.TextOrNull(5)),
        row.GetString(6),
        row.GetString(7));
}
