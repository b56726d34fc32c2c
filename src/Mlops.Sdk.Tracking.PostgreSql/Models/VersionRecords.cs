using System.Collections.Immutable;

namespace Mlops.Sdk.Extensibility;

/// <summary>The stages of versions, and the reports on them. Whoever writes holds the lock of the model.</summary>
internal static class VersionRecords
{
    public static ModelStage StageOf(WriteSession session, string model, int version) =>
        (ModelStage)session.Number("SELECT stage FROM mlops.stage_history WHERE model = $1 AND version = $2 ORDER BY id DESC LIMIT 1", model, (long)version);

    public static ModelStage? MoveStage(WriteSession session, StageChange change)
    {
        ModelStage now = StageOf(session, change.Model, change.Version);
        if (now != change.Previous) return now;
        if (change.Stage == ModelStage.Archived && HoldingAlias(session, change.Model, change.Version) is string alias) throw StoreErrors.HeldByAlias(change.Model, change.Version, alias);
        session.Execute(
            "INSERT INTO mlops.stage_history(model, version, stage, previous, changed_at, changed_by, reason) VALUES($1, $2, $3, $4, $5, $6, $7)",
            change.Model, (long)change.Version, (long)change.Stage, (long)change.Previous, change.ChangedAt, change.ChangedBy, change.Reason);
        return null;
    }

    public static void WriteReport(WriteSession session, string model, int version, VersionReport report)
    {
        long number = version;
        List<(string, object?[])> statements = [];
        foreach (string table in (string[])["version_reports", "version_metrics", "version_findings"])
            statements.Add(($"DELETE FROM mlops.{table} WHERE model = $1 AND version = $2 AND report = $3", [model, number, report.Name]));
        statements.Add(("INSERT INTO mlops.version_reports(model, version, report, kind, created_at) VALUES($1, $2, $3, $4, $5)", [model, number, report.Name, report.ReportKind, report.CreatedAt]));
        foreach ((string name, double value) in report.Metrics)
            statements.Add(("INSERT INTO mlops.version_metrics(model, version, report, name, value) VALUES($1, $2, $3, $4, nullif($5, 'NaN'::float8))", [model, number, report.Name, name, value]));
        for (int i = 0; i < report.Findings.Length; i++)
            statements.Add((
                "INSERT INTO mlops.version_findings(model, version, report, position, code, severity, column_name, message) VALUES($1, $2, $3, $4, $5, $6, $7, $8)",
                [model, number, report.Name, (long)i, report.Findings[i].Code, (long)report.Findings[i].Severity, report.Findings[i].Column, report.Findings[i].Message]));
        foreach (RunArtifact file in report.Artifacts)
            statements.Add((
                "INSERT INTO mlops.version_artifacts(model, version, path, sha256, size, media_type, created_at) VALUES($1, $2, $3, $4, $5, $6, $7) " +
                "ON CONFLICT(model, version, path) DO UPDATE SET sha256 = excluded.sha256, size = excluded.size, media_type = excluded.media_type, created_at = excluded.created_at",
                [model, number, file.Path, file.Sha256, file.Size, file.MediaType, file.CreatedAt]));
        session.ExecuteAll(statements);
    }

    public static async Task<IReadOnlyList<VersionReport>> ReadReportsAsync(ReadSession session, string model, int version)
    {
        object?[] of = [model, (long)version];
        List<VersionReport> reports = await session.ListAsync(
            "SELECT report, kind, created_at FROM mlops.version_reports WHERE model = $1 AND version = $2 ORDER BY created_at, report",
            row => new VersionReport { Name = row.Text(0), ReportKind = row.Text(1), CreatedAt = row.Time(2) }, of).ConfigureAwait(false);
        ILookup<string, (string Report, string Name, double Value)> metrics = (await session.ListAsync(
            "SELECT report, name, value FROM mlops.version_metrics WHERE model = $1 AND version = $2",
            row => (Report: row.Text(0), Name: row.Text(1), Value: row.NumberOrNull(2) ?? double.NaN), of).ConfigureAwait(false)).ToLookup(metric => metric.Report, StringComparer.Ordinal);
        ILookup<string, (string Report, Finding Finding)> findings = (await session.ListAsync(
            "SELECT report, code, severity, column_name, message FROM mlops.version_findings WHERE model = $1 AND version = $2 ORDER BY report, position",
            row => (Report: row.Text(0), Finding: new Finding(row.Text(1), (Severity)row.GetInt32(2), row.TextOrNull(3), row.Text(4))), of).ConfigureAwait(false)).ToLookup(finding => finding.Report, StringComparer.Ordinal);
        List<RunArtifact> artifacts = await session.ListAsync(
            "SELECT path, sha256, size, media_type, created_at FROM mlops.version_artifacts WHERE model = $1 AND version = $2 ORDER BY path",
            row => new RunArtifact(row.Text(0), row.GetString(1), row.GetInt64(2), row.Text(3), row.Time(4)), of).ConfigureAwait(false);
        return [.. reports.Select(report => report with
        {
            Metrics = report.Metrics.AddRange(metrics[report.Name].Select(metric => KeyValuePair.Create(metric.Name, metric.Value))),
            Findings = [.. findings[report.Name].Select(finding => finding.Finding)],
            Artifacts = [.. artifacts.Where(file => Path.ChangeExtension(file.Path, null) == $"reports/{report.Name}")],
        })];
    }

    private static string? HoldingAlias(WriteSession session, string model, int version)
    {
        string? alias = null;
        session.ForEach(
            "SELECT alias FROM mlops.alias_history h WHERE model = $1 AND version = $2 AND id = (SELECT max(id) FROM mlops.alias_history o WHERE o.model = h.model AND o.alias = h.alias) LIMIT 1",
            row => alias = row.Text(0), model, (long)version);
        return alias;
    }
}
