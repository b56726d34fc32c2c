namespace Mlops.Sdk.Extensibility;

/// <summary>Writes a batch of <see cref="RunWrite"/> inside the transaction of the writer.</summary>
internal static class RunWriter
{
    private const int Param = 0, Tag = 1, Fact = 2;

    public static int Write(SqliteSession session, IReadOnlyList<RunWrite> writes)
    {
        if (writes is [RunFenced fence, MetricLogged only] && fence.RunId == only.RunId)
        {
            RequireAttempt(session, fence);
            SeriesWriter.WriteSome(session, only.RunId, only.Name, [only.Point]);
            return 1;
        }

        RequireRuns(session, writes);
        foreach (RunWrite write in writes) WriteOne(session, write);
        foreach ((string runId, string name, List<MetricPoint> points) in MetricSeries.Gather(writes))
            SeriesWriter.Write(session, runId, name, points);
        // An end comes after the points of its batch.
        foreach (RunWrite write in writes)
            if (write is RunEnded) SeriesWriter.Compact(session, write.RunId);
        return writes.Count;
    }

    /// <summary>Refuses what only updates a run that is not there, and what comes from an attempt that is over; a foreign key guards everything else. It comes before the first write, so that the batch fails alone.</summary>
    private static void RequireRuns(SqliteSession session, IReadOnlyList<RunWrite> writes)
    {
        foreach (RunWrite write in writes)
        {
            if (write is not (RunFenced or RunEnded or NoteSet or RunDeleted or RunResumed or RunAudited or ArtifactErased) || writes.Any(other => other is RunStarted && other.RunId == write.RunId)) continue;
            if (write is RunFenced fence) RequireAttempt(session, fence);
            else FindAttempt(session, write.RunId);
        }
    }

    private static void RequireAttempt(SqliteSession session, RunFenced fence)
    {
        long attempt = FindAttempt(session, fence.RunId);
        if (attempt != fence.Attempt) throw StoreErrors.AttemptIsOver(fence.RunId, fence.Attempt, (int)attempt);
    }

    private static long FindAttempt(SqliteSession session, string runId) =>
        session.Number("SELECT attempt FROM runs WHERE id = $0", runId) ?? throw StoreErrors.UnknownRun(runId);

    private static void WriteOne(SqliteSession session, RunWrite write)
    {
        switch (write)
        {
            case MetricLogged or MetricsLogged or RunFenced:
                break;
            case RunStarted started:
                Start(session, started);
                break;
            case RunEnded ended:
                session.Execute("UPDATE runs SET status = $0, ended_at = $1, error = $2, lease_until = NULL WHERE id = $3", (long)ended.Status, ended.EndedAt.UtcTicks, ended.Error, ended.RunId);
                break;
            case RunLeased leased:
                // A run that ended by itself has no lease; one that was taken for interrupted still has.
                session.Execute(
                    "UPDATE runs SET lease_until = $0, status = 0, ended_at = NULL, error = NULL WHERE id = $1 AND attempt = $2 AND lease_until IS NOT NULL AND status IN (0, 4)",
                    leased.LeaseUntil.UtcTicks, leased.RunId, (long)leased.Attempt);
                break;
            case RunResumed resumed:
                int changed = session.Execute(
                    "UPDATE runs SET status = 0, ended_at = NULL, error = NULL, attempt = attempt + 1, lease_until = $0 WHERE id = $1 AND attempt = $2 AND deleted_at IS NULL AND status <> 1 AND (status <> 0 OR lease_until IS NULL OR lease_until <= $3)",
                    resumed.LeaseUntil.UtcTicks, resumed.RunId, (long)resumed.FromAttempt, resumed.ResumedAt.UtcTicks);
                if (changed == 0) throw StoreErrors.ResumedByAnother(resumed.RunId);
                break;
            case RunAudited audited:
                AuditTable.Append(session, audited.Record);
                break;
            case RunDeleted deleted:
                session.Execute("UPDATE runs SET deleted_at = $0 WHERE id = $1", deleted.DeletedAt?.UtcTicks, deleted.RunId);
                break;
            case FactSet fact:
                SetValue(session, fact.RunId, Fact, fact.Name, fact.Value);
                break;
            case DatasetLogged { Dataset: RunDataset data }:
                session.Execute(
                    "INSERT INTO run_datasets(run_id, role, name, fingerprint, row_count, column_count, source) VALUES($0, $1, $2, $3, $4, $5, $6) " +
                    "ON CONFLICT(run_id, role, name) DO UPDATE SET fingerprint = excluded.fingerprint, row_count = excluded.row_count, column_count = excluded.column_count, source = excluded.source",
                    write.RunId, (long)data.Role, data.Name, data.Fingerprint, data.Rows, (long)data.Columns, data.Source);
                break;
            case ParamSet param:
                SetValue(session, param.RunId, Param, param.Name, param.Value);
                break;
            case TagSet tag:
                SetValue(session, tag.RunId, Tag, tag.Name, tag.Value);
                break;
            case NoteSet note:
                session.Execute("UPDATE runs SET note = $0 WHERE id = $1", note.Text, note.RunId);
                break;
            case ArtifactLogged { Artifact: RunArtifact file }:
                session.Execute(
                    "INSERT INTO run_artifacts(run_id, path, sha256, size, media_type, created_at) VALUES($0, $1, $2, $3, $4, $5) " +
                    "ON CONFLICT(run_id, path) DO UPDATE SET sha256 = excluded.sha256, size = excluded.size, media_type = excluded.media_type, created_at = excluded.created_at",
                    write.RunId, file.Path, file.Sha256, file.Size, file.MediaType, file.CreatedAt.UtcTicks);
                break;
            case ArtifactErased erased:
                session.Execute("DELETE FROM run_artifacts WHERE run_id = $0 AND path = $1", erased.RunId, erased.Path);
                break;
            case FindingLogged { Finding: RunFinding found }:
                session.Execute(
                    "INSERT INTO run_findings(run_id, position, source, code, severity, column_name, message) " +
                    "VALUES($0, (SELECT coalesce(max(position), 0) + 1 FROM run_findings WHERE run_id = $0), $1, $2, $3, $4, $5)",
                    write.RunId, found.Source, found.Finding.Code, (long)found.Finding.Severity, found.Finding.Column, found.Finding.Message);
                break;
            default:
                throw new NotSupportedException($"The SQLite store cannot write {write.GetType().Name}.");
        }
    }

    private static void Start(SqliteSession session, RunStarted run)
    {
        session.Execute("INSERT INTO experiments(name, created_at) VALUES($0, $1) ON CONFLICT(name) DO NOTHING", run.Experiment, run.StartedAt.UtcTicks);
        int added = session.Execute(
            "INSERT INTO runs(id, experiment_id, name, status, parent_id, started_at, seed, lease_until, attempt) " +
            "VALUES($0, (SELECT id FROM experiments WHERE name = $1), $2, $3, $4, $5, $6, $7, $8) ON CONFLICT(id) DO NOTHING",
            run.RunId, run.Experiment, run.Name, (long)RunStatus.Running, run.ParentId, run.StartedAt.UtcTicks, unchecked((long)run.Seed), run.LeaseUntil?.UtcTicks, (long)run.Attempt);
        if (added == 0) return;
        foreach ((string name, string value) in run.Facts) SetValue(session, run.RunId, Fact, name, value);
    }

    private static void SetValue(SqliteSession session, string runId, int kind, string name, string value) => session.Execute(
        "INSERT INTO run_values(run_id, kind, name, value) VALUES($0, $1, $2, $3) ON CONFLICT(run_id, kind, name) DO UPDATE SET value = excluded.value",
        runId, (long)kind, name, value);
}
