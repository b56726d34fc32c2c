namespace Mlops.Sdk.Extensibility;

/// <summary>The audit chain in its table. It is appended to within the transaction of what it tells.</summary>
internal static class AuditTable
{
    private const string Columns = "sequence, at, action, subject, actor, detail, previous_hash, hash";

    public static void Append(SqliteSession session, AuditRecord record)
    {
        AuditEntry entry = AuditChain.Append(ReadLast(session), record);
        session.Execute(
            $"INSERT INTO audit({Columns}) VALUES($0, $1, $2, $3, $4, $5, $6, $7)",
            entry.Sequence, entry.Record.At.UtcTicks, record.Action, record.Subject, record.Actor, record.Detail, entry.PreviousHash, entry.Hash);
    }

    public static AuditEntry? ReadLast(SqliteSession session)
    {
        using SqliteStatement row = session.Query($"SELECT {Columns} FROM audit ORDER BY sequence DESC LIMIT 1");
        return row.Read() ? ReadEntry(row) : null;
    }

    public static IReadOnlyList<AuditEntry> Read(SqliteSession session, AuditQuery query)
    {
        List<AuditEntry> entries = [];
        using SqliteStatement row = session.Query(
            $"""
            SELECT {Columns} FROM audit
            WHERE sequence > $0 AND ($1 IS NULL OR at >= $1) AND ($2 IS NULL OR at < $2) AND ($3 IS NULL OR actor = $3)
              AND ($4 IS NULL OR substr(action, 1, length($4)) = $4) AND ($5 IS NULL OR substr(subject, 1, length($5)) = $5)
            ORDER BY sequence LIMIT $6
            """,
            query.After, query.From?.UtcTicks, query.Until?.UtcTicks, query.Actor, query.Action, query.Subject, (long)query.Most);
        while (row.Read()) entries.Add(ReadEntry(row));
        return entries;
    }

    private static AuditEntry ReadEntry(SqliteStatement row) => new(
        row.GetInt64(0),
        new AuditRecord(row.GetString(2), row.GetString(3), RunReader.Time(row, 1), RunReader.Text(row, 4), RunReader.Text(row, 5)),
        row.GetString(6),
        row.GetString(7));
}
