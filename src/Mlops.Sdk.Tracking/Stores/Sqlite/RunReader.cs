using System.Collections.Immutable;
using Microsoft.Data.Sqlite;

namespace Mlops.Sdk.Extensibility;

/// <summary>Reads whole runs.</summary>
internal static class RunReader
{
    public static RunInfo? Find(SqliteSession session, string id)
    {
        RunInfo run;
        using (SqliteStatement row = session.Query(
            "SELECT e.name, r.name, r.status, r.parent_id, r.started_at, r.ended_at, r.seed, r.error, r.note FROM runs r JOIN experiments e ON e.id = r.experiment_id WHERE r.id = $0", id))
        {
            if (!row.Read()) return null;
            run = new RunInfo
            {
                Id = id,
                Experiment = row.GetString(0),
                Name = Text(row, 1),
                Status = (RunStatus)row.GetInt32(2),
                ParentId = Text(row, 3),
                StartedAt = Time(row, 4),
                EndedAt = row.IsDBNull(5) ? null : Time(row, 5),
                Seed = unchecked((ulong)row.GetInt64(6)),
                Error = Text(row, 7),
                Note = Text(row, 8),
            };
        }

        ImmutableSortedDictionary<string, string>[] values = ReadValues(session, id);
        return run with { Params = values[0], Tags = values[1], Facts = values[2], Metrics = ReadMetrics(session, id), Artifacts = ReadArtifacts(session, id), Findings = ReadFindings(session, id) };
    }

    public static DateTimeOffset Time(SqliteStatement row, int column) => new(row.GetInt64(column), TimeSpan.Zero);

    public static string? Text(SqliteStatement row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static ImmutableSortedDictionary<string, string>[] ReadValues(SqliteSession session, string id)
    {
        var kinds = new ImmutableSortedDictionary<string, string>.Builder[3];
        for (int i = 0; i < kinds.Length; i++) kinds[i] = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        using SqliteStatement row = session.Query("SELECT kind, name, value FROM run_values WHERE run_id = $0", id);
        while (row.Read())
        {
            int kind = row.GetInt32(0);
            if (kind < kinds.Length) kinds[kind][row.GetString(1)] = row.GetString(2);
        }

        return [.. kinds.Select(kind => kind.ToImmutable())];
    }

    private static ImmutableSortedDictionary<string, RunMetric> ReadMetrics(SqliteSession session, string id)
    {
        var metrics = ImmutableSortedDictionary.CreateBuilder<string, RunMetric>(StringComparer.Ordinal);
        using SqliteStatement row = session.Query("SELECT name, points, last_value, last_step, min_value, max_value FROM series WHERE run_id = $0", id);
        while (row.Read())
        {
            double last = row.IsDBNull(2) ? double.NaN : row.GetDouble(2);
            metrics[row.GetString(0)] = new RunMetric(row.GetString(0), row.GetInt64(1), last, row.GetInt64(3), Number(row, 4), Number(row, 5));
        }

        return metrics.ToImmutable();
    }

    private static ImmutableArray<RunArtifact> ReadArtifacts(SqliteSession session, string id)
    {
        var artifacts = ImmutableArray.CreateBuilder<RunArtifact>();
        using SqliteStatement row = session.Query("SELECT path, sha256, size, media_type, created_at FROM run_artifacts WHERE run_id = $0 ORDER BY path", id);
        while (row.Read()) artifacts.Add(new RunArtifact(row.GetString(0), row.GetString(1), row.GetInt64(2), row.GetString(3), Time(row, 4)));
        return artifacts.ToImmutable();
    }

    private static ImmutableArray<RunFinding> ReadFindings(SqliteSession session, string id)
    {
        var findings = ImmutableArray.CreateBuilder<RunFinding>();
        using SqliteStatement row = session.Query("SELECT source, code, severity, column_name, message FROM run_findings WHERE run_id = $0 ORDER BY position", id);
        while (row.Read()) findings.Add(new RunFinding(row.GetString(0), new Finding(row.GetString(1), (Severity)row.GetInt32(2), Text(row, 3), row.GetString(4))));
        return findings.ToImmutable();
    }

    private static double? Number(SqliteStatement row, int column) => row.IsDBNull(column) ? null : row.GetDouble(column);
}
