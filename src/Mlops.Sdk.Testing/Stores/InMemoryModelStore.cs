using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk.Testing;

internal sealed class InMemoryModelStore(MemoryGate gate, InMemoryRunStore runs, InMemoryAuditStore audit) : IModelStore
{
    private readonly SortedDictionary<string, List<ModelVersion>> _models = new(StringComparer.Ordinal);
    private readonly List<AliasChange> _history = [];
    private readonly List<StageChange> _stages = [];
    private readonly Dictionary<(string Model, int Version), SortedDictionary<string, VersionReport>> _reports = [];

    /// <summary>Every version; to be read under the gate.</summary>
    public IEnumerable<ModelVersion> All => _models.Values.SelectMany(versions => versions);

    public Task<ModelVersion> AddVersionAsync(ModelVersion version, VersionReport? report, AuditRecord? record, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(version);
        return gate.RunAsync(() =>
        {
            if (version.RunId is string run && !runs.Has(run)) throw StoreErrors.UnknownRun(run);
            int next = Versions(version.Name).Count + 1;
            if (version.Version != 0 && version.Version != next) throw StoreErrors.NumberIsTaken(version.Name, version.Version, next);
            if (!_models.TryGetValue(version.Name, out List<ModelVersion>? versions)) _models.Add(version.Name, versions = []);
            ModelVersion added = version with { Version = next, CreatedAt = version.CreatedAt.ToUniversalTime() };
            versions.Add(added);
            if (report is not null) Keep(added.Name, added.Version, report);
            Audit(record);
            return added;
        }, cancellationToken);
    }

    public Task<ModelVersion?> FindVersionAsync(string name, int version, CancellationToken cancellationToken) =>
        gate.RunAsync(() => Versions(name).ElementAtOrDefault(version - 1), cancellationToken);

    public Task<IReadOnlyList<ModelVersion>> ListVersionsAsync(string name, CancellationToken cancellationToken) =>
        gate.RunAsync<IReadOnlyList<ModelVersion>>(() => [.. Versions(name)], cancellationToken);

    public Task<IReadOnlyList<string>> ListModelsAsync(CancellationToken cancellationToken) =>
        gate.RunAsync<IReadOnlyList<string>>(() => [.. _models.Keys], cancellationToken);

    public Task<AliasMove> MoveAliasAsync(AliasChange change, AuditRecord? record, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        return gate.RunAsync(() =>
        {
            int? holder = _history.FindLast(other => other.Model == change.Model && other.Alias == change.Alias)?.Version;
            if (holder != change.Previous) return new AliasMove(false, holder);
            int count = Versions(change.Model).Count;
            if (change.Version is int version && (version < 1 || version > count)) throw StoreErrors.UnknownVersion(change.Model, version, count);
            if (change.Version is int next && StageOf(change.Model, next) == ModelStage.Archived) throw StoreErrors.Archived(change.Model, next);
            _history.Add(change with { ChangedAt = change.ChangedAt.ToUniversalTime() });
            Audit(record);
            return new AliasMove(true, change.Version);
        }, cancellationToken);
    }

    public Task<IReadOnlyList<AliasChange>> ReadAliasHistoryAsync(string model, string? alias, CancellationToken cancellationToken) =>
        gate.RunAsync<IReadOnlyList<AliasChange>>(() => [.. _history.Where(change => change.Model == model && (alias is null || change.Alias == alias))], cancellationToken);

    public Task<ModelStage?> MoveStageAsync(StageChange change, AuditRecord? record, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        return gate.RunAsync<ModelStage?>(() =>
        {
            Require(change.Model, change.Version);
            ModelStage now = StageOf(change.Model, change.Version);
            if (now != change.Previous) return now;
            string? alias = _history.Where(move => move.Model == change.Model).GroupBy(move => move.Alias).FirstOrDefault(moves => moves.Last().Version == change.Version)?.Key;
            if (change.Stage == ModelStage.Archived && alias is not null) throw StoreErrors.HeldByAlias(change.Model, change.Version, alias);
            _stages.Add(change with { ChangedAt = change.ChangedAt.ToUniversalTime() });
            Audit(record);
            return null;
        }, cancellationToken);
    }

    public Task<IReadOnlyList<StageChange>> ReadStageHistoryAsync(string model, int version, CancellationToken cancellationToken) =>
        gate.RunAsync<IReadOnlyList<StageChange>>(() => [.. _stages.Where(change => (change.Model, change.Version) == (model, version))], cancellationToken);

    public Task LogReportAsync(string model, int version, VersionReport report, AuditRecord? record, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(report);
        return gate.RunAsync(() =>
        {
            Require(model, version);
            Keep(model, version, report);
            Audit(record);
            return true;
        }, cancellationToken);
    }

    public Task<IReadOnlyList<VersionReport>> ReadReportsAsync(string model, int version, CancellationToken cancellationToken) =>
        gate.RunAsync<IReadOnlyList<VersionReport>>(() => _reports.TryGetValue((model, version), out SortedDictionary<string, VersionReport>? reports) ? [.. reports.Values.OrderBy(report => report.CreatedAt)] : [], cancellationToken);

    /// <summary>The artifacts of all reports; to be read under the gate.</summary>
    public IEnumerable<(string Model, int Version, RunArtifact Artifact)> ReportArtifacts =>
        from pair in _reports
        from report in pair.Value.Values
        from artifact in report.Artifacts
        select (pair.Key.Model, pair.Key.Version, artifact);

    private void Audit(AuditRecord? record)
    {
        if (record is not null) audit.Append(record);
    }

    private ModelStage StageOf(string model, int version) => _stages.FindLast(change => (change.Model, change.Version) == (model, version))?.Stage ?? ModelStage.None;

    private void Keep(string model, int version, VersionReport report)
    {
        if (!_reports.TryGetValue((model, version), out SortedDictionary<string, VersionReport>? reports)) _reports.Add((model, version), reports = new(StringComparer.Ordinal));
        reports[report.Name] = report with { CreatedAt = report.CreatedAt.ToUniversalTime() };
    }

    private void Require(string model, int version)
    {
        int count = Versions(model).Count;
        if (version < 1 || version > count) throw StoreErrors.UnknownVersion(model, version, count);
    }

    private List<ModelVersion> Versions(string name) => _models.TryGetValue(name, out List<ModelVersion>? versions) ? versions : [];
}
