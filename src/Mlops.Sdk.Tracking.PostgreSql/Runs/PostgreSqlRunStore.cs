namespace Mlops.Sdk.Extensibility;

internal sealed class PostgreSqlRunStore(PostgreSqlWriter writer, PostgreSqlReaders readers) : IRunStore
{
    private const string Silent = "The process of this run gave no more sign of life before its lease ended. ResumeRunAsync goes on with it.";

    public async Task WriteAsync(IReadOnlyList<RunWrite> writes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(writes);
        if (writes.Count == 0) return;
        try
        {
            // What leaves an entry in the audit chain has to read the one before; and who resumes a run waits for those who write to it, which a group must not while others wait for it.
            if (writes.Any(write => write is RunAudited or RunResumed)) await writer.RunAsync(session => WriteAlone(session, writes), isAlone: true, cancellationToken).ConfigureAwait(false);
            else await writer.RunAsync(session => session.Batch.Add(writes), cancellationToken).ConfigureAwait(false);
        }
        catch (MlopsException e) when (e.InnerException is not null && PostgreSqlErrors.IsForeignKey(e.InnerException))
        {
            throw StoreErrors.UnknownRun(string.Join(" or ", writes.Select(write => write is RunStarted { ParentId: string parent } ? parent : write.RunId).Distinct()));
        }
    }

    public Task<RunInfo?> FindAsync(string id, CancellationToken cancellationToken) => readers.RunAsync(session => RunReader.FindAsync(session, id), cancellationToken);

    public Task<RunPage> SearchAsync(RunQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(query.PageSize);
        return readers.RunAsync(session => RunSearch.RunAsync(session, query), cancellationToken);
    }

    public Task<IReadOnlyList<ExperimentInfo>> ListExperimentsAsync(CancellationToken cancellationToken) => readers.RunAsync<IReadOnlyList<ExperimentInfo>>(
        async session => await session.ListAsync(
            "SELECT e.name, e.created_at, count(r.id), max(r.started_at) FROM mlops.experiments e LEFT JOIN mlops.runs r ON r.experiment_id = e.id GROUP BY e.id ORDER BY e.name",
            row => new ExperimentInfo(row.Text(0), row.Time(1), row.GetInt64(2), row.TimeOrNull(3))).ConfigureAwait(false), cancellationToken);

    public async Task<int> InterruptExpiredAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        // Looking costs nobody a turn, and whoever may only read can look; there is rarely anything to mark.
        const string Expired = "status = 0 AND lease_until IS NOT NULL AND lease_until < $1";
        if (await readers.RunAsync(session => session.NumberAsync($"SELECT count(*) FROM mlops.runs WHERE {Expired}", now), cancellationToken).ConfigureAwait(false) == 0) return 0;
        return await writer.RunAsync(
            session => session.Execute($"UPDATE mlops.runs SET status = 4, ended_at = lease_until, error = $2 WHERE {Expired}", now, Silent), isAlone: true, cancellationToken).ConfigureAwait(false);
    }

    public Task<int> PurgeAsync(DateTimeOffset deletedBefore, AuditRecord? audit, CancellationToken cancellationToken) =>
        writer.RunAsync(session => Purge(session, deletedBefore, audit), isAlone: true, cancellationToken);

    public Task<IReadOnlyList<MetricPoint>> ReadMetricAsync(string runId, string metric, int? most, CancellationToken cancellationToken) =>
        readers.RunAsync(session => SeriesReader.ReadAsync(session, runId, metric, most), cancellationToken);

    private static int WriteAlone(WriteSession session, IReadOnlyList<RunWrite> writes)
    {
        session.Batch.Add(writes);
        session.WriteBatchInTransaction();
        AuditRecord[] records = [.. writes.OfType<RunAudited>().Select(write => write.Record)];
        if (records.Length > 0) AuditTable.Append(session, records);
        return writes.Count;
    }

    private static int Purge(WriteSession session, DateTimeOffset deletedBefore, AuditRecord? audit)
    {
        HashSet<string> purged = new(StringComparer.Ordinal);
        // The lock keeps a version or a child from being added to a run while it goes.
        session.ForEach(
            "SELECT id FROM mlops.runs r WHERE deleted_at < $1 AND NOT EXISTS (SELECT 1 FROM mlops.model_versions v WHERE v.run_id = r.id) ORDER BY id FOR UPDATE",
            row => purged.Add(row.GetString(0)), deletedBefore);
        if (purged.Count == 0) return 0;

        // A parent stays while one of its children does.
        while (true)
        {
            List<string> kept = [];
            session.ForEach(
                "SELECT DISTINCT parent_id FROM mlops.runs WHERE parent_id = ANY($1) AND NOT id = ANY($1)",
                row => kept.Add(row.GetString(0)), [purged.ToArray()]);
            if (kept.Count == 0) break;
            purged.ExceptWith(kept);
        }

        string[] ids = [.. purged];
        session.ExecuteAll(
        [
            // Children point at their parents until all of them are gone.
            ("SET CONSTRAINTS ALL DEFERRED", []),
            ("DELETE FROM mlops.chunks WHERE series_id IN (SELECT id FROM mlops.series WHERE run_id = ANY($1))", [ids]),
            .. ((string[])["series", "run_values", "run_artifacts", "run_findings", "run_datasets"]).Select(table => ($"DELETE FROM mlops.{table} WHERE run_id = ANY($1)", (object?[])[ids])),
            ("DELETE FROM mlops.runs WHERE id = ANY($1)", [ids]),
        ]);
        if (ids.Length > 0 && audit is not null) AuditTable.Append(session, [audit]);
        return ids.Length;
    }
}
