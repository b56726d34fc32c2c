namespace Mlops.Sdk.Extensibility;

/// <summary>Runs whose process died, and runs that go for ever.</summary>
internal static class RunLifetime
{
    private const string Silent = "The process of this run gave no more sign of life before its lease ended. ResumeRunAsync goes on with it.";
    private const string Expired = "status = 0 AND lease_until IS NOT NULL AND lease_until < $0";

    public static long CountExpired(SqliteSession session, DateTimeOffset now) => session.Number($"SELECT count(*) FROM runs WHERE {Expired}", now.UtcTicks) ?? 0;

    public static int Interrupt(SqliteSession session, DateTimeOffset now) =>
        session.Execute($"UPDATE runs SET status = 4, ended_at = lease_until, error = $1 WHERE {Expired}", now.UtcTicks, Silent);

    public static int Purge(SqliteSession session, DateTimeOffset deletedBefore, AuditRecord? audit)
    {
        session.Script("CREATE TEMP TABLE IF NOT EXISTS purged(id TEXT PRIMARY KEY); DELETE FROM purged");
        session.Execute("INSERT INTO purged SELECT id FROM runs WHERE deleted_at < $0 AND id NOT IN (SELECT run_id FROM model_versions WHERE run_id IS NOT NULL)", deletedBefore.UtcTicks);
        // A parent stays while one of its children does.
        while (session.Execute("DELETE FROM purged WHERE id IN (SELECT parent_id FROM runs WHERE parent_id IS NOT NULL AND id NOT IN (SELECT id FROM purged))") > 0)
        {
        }

        session.Script("DELETE FROM chunks WHERE series_id IN (SELECT id FROM series WHERE run_id IN (SELECT id FROM purged))");
        foreach (string table in (string[])["series", "run_values", "run_artifacts", "run_findings", "run_datasets"]) session.Script($"DELETE FROM {table} WHERE run_id IN (SELECT id FROM purged)");
        // Children point at their parents until all of them are gone.
        session.Script("PRAGMA defer_foreign_keys = ON");
        int removed = session.Execute("DELETE FROM runs WHERE id IN (SELECT id FROM purged)");
        if (removed > 0 && audit is not null) AuditTable.Append(session, audit);
        return removed;
    }
}
