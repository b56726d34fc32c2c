using System.Collections.Immutable;

namespace Mlops.Sdk.Extensibility;

/// <summary>The stages of versions, and the reports on them.</summary>
internal static class VersionRecords
{
    public static ModelStage StageOf(SqliteSession session, string model, int version) =>
        (ModelStage)(session.Number("SELECT stage FROM stage_history WHERE model = $0 AND version = $1 ORDER BY id DESC LIMIT 1", model, (long)version) ?? 0);

    public static ModelStage? MoveStage(SqliteSession session, StageChange change)
    {
        ModelStage now = StageOf(session, change.Model, change.Version);
        if (now != change.Previous) return now;
        if (change.Stage == ModelStage.Archived && HoldingAlias(session, change.Model, change.Version) is string alias) throw StoreErrors.HeldByAlias(change.Model, change.Version, alias);
        session.Execute(
            "INSERT INTO stage_history(model, version, stage, previous, changed_at, changed_by, reason) VALUES($0, $1, $2, $3, $4, $5, $6)",
            change.Model, (long)change.Version, (long)change.Stage, (long)change.Previous, change.ChangedAt.UtcTicks, change.ChangedBy, change.Reason);
        return null;
    }

    public static IReadOnlyList<StageChange> ReadStages(SqliteSession session, string model, int version)
    {
        List<StageChange> changes = [];
        using SqliteStatement row = session.Query("SELECT stage, previous, changed_at, changed_by, reason FROM stage_history WHERE model = $0 AND version = $1 ORDER BY id", model, (long)version);
        while (row.Read()) changes.Add(new StageChange(model, version, (ModelStage)row.GetInt32(0), (ModelStage)row.GetInt32(1), RunReader.Time(row, 2), RunReader.Text(row, 3), RunReader.Text(row, 4)));
        return changes;
    }

    public static void WriteReport(SqliteSession session, string model, int version, VersionReport report)
    {
        long number = version;
        foreach (string table in (string[])["version_reports", "version_metrics", "version_findings"])
            session.Execute($"DELETE FROM {table} WHERE model = $0 AND version = $1 AND report = $2", model, number, report.Name);
        session.Execute("INSERT INTO version_reports(model, version, report, kind, created_at) VALUES($0, $1, $2, $3, $4)", model, number, report.Name, report.ReportKind, report.CreatedAt.UtcTicks);
        foreach ((string name, double value) in report.Metrics)
            session.Execute("INSERT INTO version_metrics(model, version, report, name, value) VALUES($0, $1, $2, $3, $4)", model, number, report.Name, name, double.IsNaN(value) ? null : value);
        for (int i = 0; i < report.Findings.Length; i++)
            session.Execute(
                "INSERT INTO version_findings(model, version, report, position, code, severity, column_name, message) VALUES($0, $1, $2, $3, $4, $5, $6, $7)",
                model, number, report.Name, (long)i, report.Findings[i].Code, (long)report.Findings[i].Severity, report.Findings[i].Column, report.Findings[i].Message);
        foreach (RunArtifact file in report.Artifacts)
            session.Execute(
                "INSERT INTO version_artifacts(model, version, path, sha256, size, media_type, created_at) VALUES($0, $1, $2, $3, $4, $5, $6) " +
                "ON CONFLICT(model, version, path) DO UPDATE SET sha256 = excluded.sha256, size = excluded.size, media_type = excluded.media_type, created_at = excluded.created_at",
                model, number, file.Path, file.Sha256, file.Size, file.MediaType, file.CreatedAt.UtcTicks);
    }

    public static IReadOnlyList<VersionReport> ReadReports(SqliteSession session, string model, int version)
    {
        List<VersionReport> reports = [];
        using (SqliteStatement row = session.Query("SELECT report, kind, created_at FROM version_reports WHERE model = $0 AND version = $1 ORDER BY created_at, report", model, (long)version))
            while (row.Read()) reports.Add(new VersionReport { Name = row.GetString(0), ReportKind = row.GetString(1), CreatedAt = RunReader.Time(row, 2) });
        return [.. reports.Select(report => report with
        {
            Metrics = ReadMetrics(session, model, version, report.Name),
            Findings = ReadFindings(session, model, version, report.Name),
            Artifacts = ReadArtifacts(session, model, version, report.Name),
        })];
    }

    private static ImmutableSortedDictionary<string, double> ReadMetrics(SqliteSession session, string model, int version, string report)
    {
        var metrics = ImmutableSortedDictionary.CreateBuilder<string, double>(StringComparer.Ordinal);
        using SqliteStatement row = session.Query("SELECT name, value FROM version_metrics WHERE model = $0 AND version = $1 AND report = $2", model, (long)version, report);
        while (row.Read()) metrics[row.GetString(0)] = row.IsDBNull(1) ? double.NaN : row.GetDouble(1);
        return metrics.ToImmutable();
    }

    private static ImmutableArray<Finding> ReadFindings(SqliteSession session, string model, int version, string report)
    {
        var findings = ImmutableArray.CreateBuilder<Finding>();
        using SqliteStatement row = session.Query("SELECT code, severity, column_name, message FROM version_findings WHERE model = $0 AND version = $1 AND report = $2 ORDER BY position", model, (long)version, report);
        while (row.Read()) findings.Add(new Finding(row.GetString(0), (Severity)row.GetInt32(1), RunReader.Text(row, 2), row.GetString(3)));
        return findings.ToImmutable();
    }

    private static ImmutableArray<RunArtifact> ReadArtifacts(SqliteSession session, string model, int version, string report)
    {
        var artifacts = ImmutableArray.CreateBuilder<RunArtifact>();
        using SqliteStatement row = session.Query("SELECT path, sha256, size, media_type, created_at FROM version_artifacts WHERE model = $0 AND version = $1 ORDER BY path", model, (long)version);
        while (row.Read())
            if (Path.ChangeExtension(row.GetString(0), null) == $"reports/{report}") artifacts.Add(new RunArtifact(row.GetString(0), row.GetString(1), row.GetInt64(2), row.GetString(3), RunReader.Time(row, 4)));
        return artifacts.ToImmutable();
    }

    private static string? HoldingAlias(SqliteSession session, string model, int version)
    {
        using SqliteStatement row = session.Query(
            "SELECT alias FROM alias_history h WHERE model = $0 AND version = $1 AND id = (SELECT max(id) FROM alias_history o WHERE o.model = h.model AND o.alias = h.alias) LIMIT 1", model, (long)version);
        return row.Read() ? row.GetString(0) : null;
    }
}
