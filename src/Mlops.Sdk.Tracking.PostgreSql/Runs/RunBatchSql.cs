using Npgsql;
using static Mlops.Sdk.Extensibility.PostgreSqlRows;

namespace Mlops.Sdk.Extensibility;

/// <summary>The statements that write runs.</summary>
internal static class RunBatchSql
{
    public static NpgsqlBatchCommand AddExperiments(SchemaName schema, IReadOnlyCollection<RunStarted> starts)
    {
        RunStarted[] first = [.. starts.DistinctBy(start => start.Experiment, StringComparer.Ordinal).OrderBy(start => start.Experiment, StringComparer.Ordinal)];
        return Command(
            schema.Sql(
                """
                INSERT INTO mlops.experiments(name, created_at)
                SELECT g.name, g.created_at FROM unnest($1::text[], $2::bigint[]) AS g(name, created_at)
                WHERE NOT EXISTS (SELECT 1 FROM mlops.experiments e WHERE e.name = g.name)
                ON CONFLICT(name) DO NOTHING
                """),
            first.Select(start => start.Experiment).ToArray(), first.Select(start => start.StartedAt.UtcTicks).ToArray());
    }

    /// <summary>A run that is already there is left as it is, and keeps its facts.</summary>
    public static NpgsqlBatchCommand AddRuns(SchemaName schema, IReadOnlyCollection<RunStarted> starts)
    {
        var facts = new Dictionary<(string Run, string Name), string>();
        foreach (RunStarted start in starts)
            foreach ((string name, string value) in start.Facts) facts[(start.RunId, name)] = value;
        return Command(
            schema.Sql(
                """
                WITH added AS (
                    INSERT INTO mlops.runs(id, experiment_id, name, status, parent_id, started_at, seed, lease_until, attempt)
                    SELECT g.id, e.id, g.name, 0, g.parent_id, g.started_at, g.seed, nullif(g.lease_until, -1), g.attempt
                    FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[], $6::bigint[], $7::bigint[], $8::integer[]) AS g(id, experiment, name, parent_id, started_at, seed, lease_until, attempt)
                    JOIN mlops.experiments e ON e.name = g.experiment
                    ON CONFLICT(id) DO NOTHING
                    RETURNING id)
                INSERT INTO mlops.run_values(run_id, kind, name, value)
                SELECT a.id, 2, f.name, f.value FROM added a JOIN unnest($9::text[], $10::text[], $11::text[]) AS f(run_id, name, value) ON f.run_id = a.id
                """),
            starts.Select(start => start.RunId).ToArray(), starts.Select(start => start.Experiment).ToArray(), starts.Select(start => start.Name).ToArray(), starts.Select(start => start.ParentId).ToArray(),
            starts.Select(start => start.StartedAt.UtcTicks).ToArray(), starts.Select(start => unchecked((long)start.Seed)).ToArray(), starts.Select(start => start.LeaseUntil?.UtcTicks ?? -1).ToArray(), starts.Select(start => start.Attempt).ToArray(),
            facts.Keys.Select(fact => fact.Run).ToArray(), facts.Keys.Select(fact => fact.Name).ToArray(), facts.Values.ToArray());
    }

    public static NpgsqlBatchCommand Change(SchemaName schema, RunWrite change) => change switch
    {
        RunEnded ended => Command(
            schema.Sql("UPDATE mlops.runs SET status = $1, ended_at = $2, error = $3, lease_until = NULL WHERE id = $4"),
            (long)ended.Status, ended.EndedAt, ended.Error, ended.RunId),
        // A run that ended by itself has no lease; one that was taken for interrupted still has.
        RunLeased leased => Command(
            schema.Sql("UPDATE mlops.runs SET lease_until = $1, status = 0, ended_at = NULL, error = NULL WHERE id = $2 AND attempt = $3 AND lease_until IS NOT NULL AND status IN (0, 4)"),
            leased.LeaseUntil, leased.RunId, (long)leased.Attempt),
        RunResumed resumed => Command(schema.Sql("SELECT mlops.resume_run($1, $2, $3, $4)"), resumed.RunId, resumed.FromAttempt, resumed.ResumedAt, resumed.LeaseUntil),
        RunDeleted deleted => Command(schema.Sql("UPDATE mlops.runs SET deleted_at = $1 WHERE id = $2"), deleted.DeletedAt, deleted.RunId),
        ArtifactErased erased => Command(schema.Sql("DELETE FROM mlops.run_artifacts WHERE run_id = $1 AND path = $2"), erased.RunId, erased.Path),
        NoteSet note => Command(schema.Sql("UPDATE mlops.runs SET note = $1 WHERE id = $2"), note.Text, note.RunId),
        _ => throw new NotSupportedException($"The PostgreSQL store cannot write {change.GetType().Name}."),
    };

    public static NpgsqlBatchCommand SetValues(SchemaName schema, Dictionary<(string Run, int Kind, string Name), string> values) => Command(
        schema.Sql(
            """
            INSERT INTO mlops.run_values(run_id, kind, name, value)
            SELECT g.run_id, g.kind, g.name, g.value FROM unnest($1::text[], $2::integer[], $3::text[], $4::text[]) AS g(run_id, kind, name, value)
            ORDER BY g.run_id COLLATE "C", g.kind, g.name COLLATE "C"
            ON CONFLICT(run_id, kind, name) DO UPDATE SET value = excluded.value
            """),
        values.Keys.Select(key => key.Run).ToArray(), values.Keys.Select(key => key.Kind).ToArray(), values.Keys.Select(key => key.Name).ToArray(), values.Values.ToArray());

    public static NpgsqlBatchCommand SetDataset(SchemaName schema, string runId, RunDataset data) => Command(
        schema.Sql(
            """
            INSERT INTO mlops.run_datasets(run_id, role, name, fingerprint, row_count, column_count, source) VALUES($1, $2, $3, $4, $5, $6, $7)
            ON CONFLICT(run_id, role, name) DO UPDATE SET fingerprint = excluded.fingerprint, row_count = excluded.row_count, column_count = excluded.column_count, source = excluded.source
            """),
        runId, (long)data.Role, data.Name, data.Fingerprint, data.Rows, (long)data.Columns, data.Source);

    public static NpgsqlBatchCommand SetArtifact(SchemaName schema, string runId, RunArtifact file) => Command(
        schema.Sql(
            """
            INSERT INTO mlops.run_artifacts(run_id, path, sha256, size, media_type, created_at) VALUES($1, $2, $3, $4, $5, $6)
            ON CONFLICT(run_id, path) DO UPDATE SET sha256 = excluded.sha256, size = excluded.size, media_type = excluded.media_type, created_at = excluded.created_at
            """),
        runId, file.Path, file.Sha256, file.Size, file.MediaType, file.CreatedAt);

    public static NpgsqlBatchCommand AddFindings(SchemaName schema, List<FindingLogged> findings) => Command(
        schema.Sql(
            """
            INSERT INTO mlops.run_findings(run_id, source, code, severity, column_name, message)
            SELECT g.run_id, g.source, g.code, g.severity, g.column_name, g.message
            FROM unnest($1::text[], $2::text[], $3::text[], $4::integer[], $5::text[], $6::text[]) WITH ORDINALITY AS g(run_id, source, code, severity, column_name, message, place)
            ORDER BY g.place
            """),
        findings.Select(write => write.RunId).ToArray(), findings.Select(write => write.Finding.Source).ToArray(), findings.Select(write => write.Finding.Finding.Code).ToArray(),
        findings.Select(write => (int)write.Finding.Finding.Severity).ToArray(), findings.Select(write => write.Finding.Finding.Column).ToArray(), findings.Select(write => write.Finding.Finding.Message).ToArray());
}
