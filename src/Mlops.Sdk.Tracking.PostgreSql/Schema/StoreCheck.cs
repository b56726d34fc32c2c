namespace Mlops.Sdk.Extensibility;

/// <summary>Looks for damage in the database, and lists what it refers to.</summary>
internal static class StoreCheck
{
    public static async Task<IReadOnlyList<WorkspaceProblem>> RunAsync(ReadSession session)
    {
        List<WorkspaceProblem> problems = [];
        await SeriesReader.CheckAsync(session, problems).ConfigureAwait(false);
        problems.AddRange(await session.ListAsync(
            "SELECT m.name, m.versions, count(v.version), coalesce(max(v.version), 0) FROM mlops.models m LEFT JOIN mlops.model_versions v ON v.model = m.name GROUP BY m.name HAVING count(v.version) <> m.versions OR coalesce(max(v.version), 0) <> m.versions",
            row => new WorkspaceProblem(WorkspaceProblemKind.BrokenReference, $"model \"{row.Text(0)}\"", FormattableString.Invariant($"It has {row.GetInt64(2)} of its {row.GetInt32(1)} versions and the last one is {row.GetInt32(3)}."))).ConfigureAwait(false));
        return problems;
    }

    public static async Task<StoreTotals> CountAsync(ReadSession session) => new(
        await session.NumberAsync("SELECT count(*) FROM mlops.runs").ConfigureAwait(false),
        await session.NumberAsync("SELECT coalesce(sum(points), 0)::bigint FROM mlops.series").ConfigureAwait(false));

    public static async Task<IReadOnlyList<ArtifactLink>> ListLinksAsync(ReadSession session) =>
    [
        .. await session.ListAsync("SELECT run_id, path, sha256, size FROM mlops.run_artifacts",
            row => new ArtifactLink($"artifact \"{row.Text(1)}\" of run {row.GetString(0)}", row.GetString(2), row.GetInt64(3))).ConfigureAwait(false),
        .. await session.ListAsync("SELECT model, version, bundle_sha256, bundle_size FROM mlops.model_versions",
            row => new ArtifactLink(FormattableString.Invariant($"the bundle of {row.Text(0)}/{row.GetInt32(1)}"), row.GetString(2), row.GetInt64(3))).ConfigureAwait(false),
        .. await session.ListAsync("SELECT model, version, path, sha256, size FROM mlops.version_artifacts",
            row => new ArtifactLink(FormattableString.Invariant($"report \"{row.Text(2)}\" of {row.Text(0)}/{row.GetInt32(1)}"), row.GetString(3), row.GetInt64(4))).ConfigureAwait(false),
    ];
}
