using System.Collections.Immutable;

namespace Mlops.Sdk.Extensibility;

/// <summary>Reads whole runs, many at a time.</summary>
internal static class RunReader
{
    private const int AtOnce = 64;

    // Some ids as parameters; the rest of them stay NULL, which is equal to nothing.
    private static readonly string s_ids = "(" + string.Join(", ", Enumerable.Range(0, AtOnce).Select(i => FormattableString.Invariant($"${i}"))) + ")";
    private static readonly string s_runs = $"SELECT r.id, e.name, r.name, r.status, r.parent_id, r.started_at, r.ended_at, r.seed, r.error, r.note, r.attempt, r.lease_until, r.deleted_at FROM runs r JOIN experiments e ON e.id = r.experiment_id WHERE r.id IN {s_ids}";
    private static readonly string s_values = $"SELECT run_id, kind, name, value FROM run_values WHERE run_id IN {s_ids}";
    private static readonly string s_metrics = $"SELECT run_id, name, points, last_value, last_step, min_value, max_value FROM series WHERE run_id IN {s_ids}";
    private static readonly string s_artifacts = $"SELECT run_id, path, sha256, size, media_type, created_at FROM run_artifacts WHERE run_id IN {s_ids} ORDER BY run_id, path";
    private static readonly string s_findings = $"SELECT run_id, source, code, severity, column_name, message FROM run_findings WHERE run_id IN {s_ids} ORDER BY run_id, position";

    private static readonly string s_datasets = $"SELECT run_id, role, name, fingerprint, row_count, column_count, source FROM run_datasets WHERE run_id IN {s_ids} ORDER BY run_id, role, name";

    public static RunInfo? Find(SqliteSession session, string id) => Read(session, [id]).GetValueOrDefault(id)?.Build();

    /// <summary>The runs in the order of their ids; each must be there.</summary>
    public static ImmutableArray<RunInfo> FindAll(SqliteSession session, string[] ids) =>
        [.. ids.Chunk(AtOnce).SelectMany(some =>
        {
            Dictionary<string, RunParts> read = Read(session, some);
            return some.Select(id => read[id].Build());
        })];

    public static DateTimeOffset Time(SqliteStatement row, int column) => new(row.GetInt64(column), TimeSpan.Zero);

    public static string? Text(SqliteStatement row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static Dictionary<string, RunParts> Read(SqliteSession session, string[] ids)
    {
        Dictionary<string, RunParts> runs = new(StringComparer.Ordinal);
        object?[] values = new object?[AtOnce];
        ids.CopyTo(values, 0);
        ForEach(session, s_runs, values, row => runs.Add(row.GetString(0), new RunParts(ReadRun(row))));
        ForEach(session, s_values, values, row => runs[row.GetString(0)].Add(row.GetInt32(1), row.GetString(2), row.GetString(3)));
        ForEach(session, s_metrics, values, row =>
        {
            double last = row.IsDBNull(3) ? double.NaN : row.GetDouble(3);
            runs[row.GetString(0)].Add(new RunMetric(row.GetString(1), row.GetInt64(2), last, row.GetInt64(4), Number(row, 5), Number(row, 6)));
        });
        ForEach(session, s_artifacts, values, row => runs[row.GetString(0)].Artifacts.Add(new RunArtifact(row.GetString(1), row.GetString(2), row.GetInt64(3), row.GetString(4), Time(row, 5))));
        ForEach(session, s_findings, values, row =>
            runs[row.GetString(0)].Findings.Add(new RunFinding(row.GetString(1), new Finding(row.GetString(2), (Severity)row.GetInt32(3), Text(row, 4), row.GetString(5)))));
        ForEach(session, s_datasets, values, row =>
            runs[row.GetString(0)].Datasets.Add(new RunDataset((DatasetRole)row.GetInt32(1), row.GetString(2), row.GetString(3), row.GetInt64(4), row.GetInt32(5), Text(row, 6))));
        return runs;
    }

    private static RunInfo ReadRun(SqliteStatement row) => new()
    {
        Id = row.GetString(0),
        Experiment = row.GetString(1),
        Name = Text(row, 2),
        Status = (RunStatus)row.GetInt32(3),
        ParentId = Text(row, 4),
        StartedAt = Time(row, 5),
        EndedAt = row.IsDBNull(6) ? null : Time(row, 6),
        Seed = unchecked((ulong)row.GetInt64(7)),
        Error = Text(row, 8),
        Note = Text(row, 9),
        Attempt = row.GetInt32(10),
        LeaseUntil = row.IsDBNull(11) ? null : Time(row, 11),
        DeletedAt = row.IsDBNull(12) ? null : Time(row, 12),
    };

    private static void ForEach(SqliteSession session, string sql, object?[] values, Action<SqliteStatement> work)
    {
        using SqliteStatement row = session.Query(sql, values);
        while (row.Read()) work(row);
    }

    public static double? Number(SqliteStatement row, int column) => row.IsDBNull(column) ? null : row.GetDouble(column);
}
