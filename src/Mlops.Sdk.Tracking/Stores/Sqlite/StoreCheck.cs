using Microsoft.Data.Sqlite;

namespace Mlops.Sdk.Extensibility;

/// <summary>Looks for damage in the database, and lists what it refers to.</summary>
internal static class StoreCheck
{
    public static IReadOnlyList<WorkspaceProblem> Run(SqliteSession session)
    {
        List<WorkspaceProblem> problems = [];
        Collect(session, "PRAGMA integrity_check(50)", row =>
        {
            if (row.GetString(0) != "ok") problems.Add(new(WorkspaceProblemKind.DamagedDatabase, "workspace.db", $"SQLite found damage: {row.GetString(0)}. Restore the file from a copy."));
        });
        Collect(session, "PRAGMA foreign_key_check", row =>
            problems.Add(new(WorkspaceProblemKind.BrokenReference, row.GetString(0), $"A record of {row.GetString(0)} refers to one of {row.GetString(2)} that is not there.")));
        SeriesReader.Check(session, problems);
        Collect(session,
            "SELECT model, count(*), max(version) FROM model_versions GROUP BY model HAVING count(*) <> max(version)",
            row => problems.Add(new(WorkspaceProblemKind.BrokenReference, $"model \"{row.GetString(0)}\"", $"It has {row.GetInt64(1)} versions and the last one is {row.GetInt64(2)}.")));
        return problems;
    }

    public static StoreTotals Count(SqliteSession session) =>
        new(session.Number("SELECT count(*) FROM runs") ?? 0, session.Number("SELECT sum(points) FROM series") ?? 0);

    public static IReadOnlyList<ArtifactLink> ListLinks(SqliteSession session)
    {
        List<ArtifactLink> links = [];
        Collect(session, "SELECT run_id, path, sha256, size FROM run_artifacts",
            row => links.Add(new($"artifact \"{row.GetString(1)}\" of run {row.GetString(0)}", row.GetString(2), row.GetInt64(3))));
        Collect(session, "SELECT model, version, bundle_sha256, bundle_size FROM model_versions",
            row => links.Add(new($"the bundle of {row.GetString(0)}/{row.GetString(1)}", row.GetString(2), row.GetInt64(3))));
        Collect(session, "SELECT model, version, path, sha256, size FROM version_artifacts",
            row => links.Add(new($"report \"{row.GetString(2)}\" of {row.GetString(0)}/{row.GetString(1)}", row.GetString(3), row.GetInt64(4))));
        return links;
    }

    /// <summary>The hashes that documents refer to, for a copy that is no open store.</summary>
    public static IReadOnlyList<string> ListDocumentLinks(SqliteSession session)
    {
        List<string> hashes = [];
        using SqliteStatement row = session.Query(
            """
            SELECT DISTINCT substr(d.key, 1, 64) FROM documents d
            WHERE d.kind = $0 AND d.body IS NOT NULL AND d.revision = (SELECT max(h.revision) FROM documents h WHERE h.kind = d.kind AND h.key = d.key)
            """,
            ArtifactReferences.Kind);
        while (row.Read()) hashes.Add(row.GetString(0));
        return hashes;
    }

    private static void Collect(SqliteSession session, string sql, Action<SqliteStatement> add)
    {
        using SqliteStatement row = session.Query(sql);
        while (row.Read()) add(row);
    }
}
