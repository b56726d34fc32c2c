using System.Collections.Immutable;
using Npgsql;

namespace Mlops.Sdk.Extensibility;

/// <summary>Reads whole runs, many at a time.</summary>
internal static class RunReader
{
    public static async Task<RunInfo?> FindAsync(ReadSession session, string id) => (await ReadAsync(session, [id]).ConfigureAwait(false)).GetValueOrDefault(id)?.Build();

    /// <summary>The runs in the order of their ids; each must be there.</summary>
    public static async Task<ImmutableArray<RunInfo>> FindAllAsync(ReadSession session, string[] ids)
    {
        if (ids.Length == 0) return [];
        Dictionary<string, RunParts> read = await ReadAsync(session, ids).ConfigureAwait(false);
        return [.. ids.Select(id => read[id].Build())];
    }

    private static async Task<Dictionary<string, RunParts>> ReadAsync(ReadSession session, string[] ids)
    {
        Dictionary<string, RunParts> runs = new(StringComparer.Ordinal);
        (string, Action<NpgsqlDataReader>)[] statements =
        [
            ("SELECT r.id, e.name, r.name, r.status, r.parent_id, r.started_at, r.ended_at, r.seed, r.error, r.note, r.attempt, r.lease_until, r.deleted_at FROM mlops.runs r JOIN mlops.experiments e ON e.id = r.experiment_id WHERE r.id = ANY($1)",
                row => runs.Add(row.GetString(0), new RunParts(ReadRun(row)))),
            ("SELECT run_id, kind, name, value FROM mlops.run_values WHERE run_id = ANY($1)",
                row => Of(row).Add(row.GetInt32(1), row.Text(2), row.Text(3))),
            ("SELECT run_id, name, points, last_value, last_step, min_value, max_value FROM mlops.series WHERE run_id = ANY($1)",
                row => Of(row).Add(new RunMetric(row.Text(1), row.GetInt64(2), row.NumberOrNull(3) ?? double.NaN, row.GetInt64(4), row.NumberOrNull(5), row.NumberOrNull(6)))),
            ("SELECT run_id, path, sha256, size, media_type, created_at FROM mlops.run_artifacts WHERE run_id = ANY($1) ORDER BY run_id, path",
                row => Of(row).Artifacts.Add(new RunArtifact(row.Text(1), row.GetString(2), row.GetInt64(3), row.Text(4), row.Time(5)))),
            ("SELECT run_id, source, code, severity, column_name, message FROM mlops.run_findings WHERE run_id = ANY($1) ORDER BY run_id, position",
                row => Of(row).Findings.Add(new RunFinding(row.Text(1), new Finding(row.Text(2), (Severity)row.GetInt32(3), row.TextOrNull(4), row.Text(5))))),
            ("SELECT run_id, role, name, fingerprint, row_count, column_count, source FROM mlops.run_datasets WHERE run_id = ANY($1) ORDER BY run_id, role, name",
                row => Of(row).Datasets.Add(new RunDataset((DatasetRole)row.GetInt32(1), row.Text(2), row.Text(3), row.GetInt64(4), row.GetInt32(5), row.TextOrNull(6)))),
        ];
        await session.ForEachAsync(statements, [ids]).ConfigureAwait(false);
        return runs;

        RunParts Of(NpgsqlDataReader row) => runs[row.GetString(0)];
    }

    private static RunInfo ReadRun(NpgsqlDataReader row) => new()
    {
        Id = row.GetString(0),
        Experiment = row.Text(1),
        Name = row.TextOrNull(2),
        Status = (RunStatus)row.GetInt32(3),
        ParentId = row.TextOrNull(4),
        StartedAt = row.Time(5),
        EndedAt = row.TimeOrNull(6),
        Seed = unchecked((ulong)row.GetInt64(7)),
        Error = row.TextOrNull(8),
        Note = row.TextOrNull(9),
        Attempt = row.GetInt32(10),
        LeaseUntil = row.TimeOrNull(11),
        DeletedAt = row.TimeOrNull(12),
    };
}
