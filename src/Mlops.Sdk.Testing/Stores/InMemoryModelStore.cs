using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk.Testing;

internal sealed class InMemoryModelStore(MemoryGate gate, InMemoryRunStore runs) : IModelStore
{
    private readonly SortedDictionary<string, List<ModelVersion>> _models = new(StringComparer.Ordinal);
    private readonly List<AliasChange> _history = [];

    /// <summary>Every version; to be read under the gate.</summary>
    public IEnumerable<ModelVersion> All => _models.Values.SelectMany(versions => versions);

    public Task<ModelVersion> AddVersionAsync(ModelVersion version, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(version);
        return gate.RunAsync(() =>
        {
            if (version.RunId is string run && !runs.Has(run)) throw StoreErrors.UnknownRun(run);
            if (!_models.TryGetValue(version.Name, out List<ModelVersion>? versions)) _models.Add(version.Name, versions = []);
            ModelVersion added = version with { Version = versions.Count + 1, CreatedAt = version.CreatedAt.ToUniversalTime() };
            versions.Add(added);
            return added;
        }, cancellationToken);
    }

    public Task<ModelVersion?> FindVersionAsync(string name, int version, CancellationToken cancellationToken) =>
        gate.RunAsync(() => Versions(name).ElementAtOrDefault(version - 1), cancellationToken);

    public Task<IReadOnlyList<ModelVersion>> ListVersionsAsync(string name, CancellationToken cancellationToken) =>
        gate.RunAsync<IReadOnlyList<ModelVersion>>(() => [.. Versions(name)], cancellationToken);

    public Task<IReadOnlyList<string>> ListModelsAsync(CancellationToken cancellationToken) =>
        gate.RunAsync<IReadOnlyList<string>>(() => [.. _models.Keys], cancellationToken);

    public Task<AliasMove> MoveAliasAsync(AliasChange change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        return gate.RunAsync(() =>
        {
            int? holder = _history.FindLast(other => other.Model == change.Model && other.Alias == change.Alias)?.Version;
            if (holder != change.Previous) return new AliasMove(false, holder);
            int count = Versions(change.Model).Count;
            if (change.Version is int version && (version < 1 || version > count)) throw StoreErrors.UnknownVersion(change.Model, version, count);
            _history.Add(change with { ChangedAt = change.ChangedAt.ToUniversalTime() });
            return new AliasMove(true, change.Version);
        }, cancellationToken);
    }

    public Task<IReadOnlyList<AliasChange>> ReadAliasHistoryAsync(string model, string? alias, CancellationToken cancellationToken) =>
        gate.RunAsync<IReadOnlyList<AliasChange>>(() => [.. _history.Where(change => change.Model == model && (alias is null || change.Alias == alias))], cancellationToken);

    private List<ModelVersion> Versions(string name) => _models.TryGetValue(name, out List<ModelVersion>? versions) ? versions : [];
}
