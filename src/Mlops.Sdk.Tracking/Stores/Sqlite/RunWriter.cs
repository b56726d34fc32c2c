using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace Mlops.Sdk.Extensibility;

/// <summary>Writes a batch of <see cref="RunWrite"/> inside the transaction of the writer.</summary>
internal static class RunWriter
{
    private const int Param = 0, Tag = 1, Fact = 2;

    public static int Write(SqliteSession session, IReadOnlyList<RunWrite> writes)
    {
        RequireRuns(session, writes);
        foreach (RunWrite write in writes) WriteOne(session, write);
        foreach ((string runId, string name, List<MetricPoint> points) in MetricSeries.Gather(writes))
        {
            ReadOnlySpan<MetricPoint> rest = CollectionsMarshal.AsSpan(points);
            while (!rest.IsEmpty)
            {
                int count = Math.Min(rest.Length, MetricChunk.MostPoints);
                WriteChunk(session, runId, name, rest[..count]);
                rest = rest[count..];
            }
        }

        return writes.Count;
    }

    /// <summary>Refuses what only updates a run that is not there; a foreign key guards everything else. It comes before the first write, so that the batch fails alone.</summary>
    private static void RequireRuns(SqliteSession session, IReadOnlyList<RunWrite> writes)
    {
        foreach (RunWrite write in writes)
        {
            if (write is not (RunEnded or NoteSet) || writes.Any(other => other is RunStarted && other.RunId == write.RunId)) continue;
            if (session.Number("SELECT 1 FROM runs WHERE id = $0", write.RunId) is null) throw TrackingErrors.UnknownRun(write.RunId);
        }
    }

    private static void WriteOne(SqliteSession session, RunWrite write)
    {
        switch (write)
        {
            case MetricLogged:
                break;
            case RunStarted started:
                Start(session, started);
                break;
            case RunEnded ended:
                session.Execute("UPDATE runs SET status = $0, ended_at = $1, error = $2 WHERE id = $3", (long)ended.Status, ended.EndedAt.UtcTicks, ended.Error, ended.RunId);
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
            "INSERT INTO runs(id, experiment_id, name, status, parent_id, started_at, seed) " +
            "VALUES($0, (SELECT id FROM experiments WHERE name = $1), $2, $3, $4, $5, $6) ON CONFLICT(id) DO NOTHING",
            run.RunId, run.Experiment, run.Name, (long)RunStatus.Running, run.ParentId, run.StartedAt.UtcTicks, unchecked((long)run.Seed));
        if (added == 0) return;
        foreach ((string name, string value) in run.Facts) SetValue(session, run.RunId, Fact, name, value);
    }

    private static void SetValue(SqliteSession session, string runId, int kind, string name, string value) => session.Execute(
        "INSERT INTO run_values(run_id, kind, name, value) VALUES($0, $1, $2, $3) ON CONFLICT(run_id, kind, name) DO UPDATE SET value = excluded.value",
        runId, (long)kind, name, value);

    private static void WriteChunk(SqliteSession session, string runId, string name, ReadOnlySpan<MetricPoint> points)
    {
        (MetricPoint last, double? min, double? max) = MetricSeries.Summarize(points);
        object? lastValue = double.IsNaN(last.Value) ? null : last.Value;
        using SqliteDataReader row = session.Query(
            """
            INSERT INTO series(run_id, name, points, chunks, last_step, last_time, last_value, min_value, max_value) VALUES($0, $1, $2, 1, $3, $4, $5, $6, $7)
            ON CONFLICT(run_id, name) DO UPDATE SET
                points = points + excluded.points,
                chunks = chunks + 1,
                last_value = CASE WHEN (excluded.last_step, excluded.last_time) >= (last_step, last_time) THEN excluded.last_value ELSE last_value END,
                last_time = CASE WHEN (excluded.last_step, excluded.last_time) >= (last_step, last_time) THEN excluded.last_time ELSE last_time END,
                last_step = max(last_step, excluded.last_step),
                min_value = CASE WHEN min_value IS NULL OR excluded.min_value < min_value THEN excluded.min_value ELSE min_value END,
                max_value = CASE WHEN max_value IS NULL OR excluded.max_value > max_value THEN excluded.max_value ELSE max_value END
            RETURNING id, chunks
            """,
            runId, name, (long)points.Length, last.Step, last.Time.UtcTicks, lastValue, min, max);
        row.Read();
        (long series, long chunks) = (row.GetInt64(0), row.GetInt64(1));
        session.Execute("INSERT INTO chunks(series_id, position, points) VALUES($0, $1, $2)", series, chunks - 1, MetricChunk.Encode(points));
    }
}
