using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>The registered models of a workspace: versions that never change, and aliases that move.</summary>
public sealed partial class ModelRegistry
{
    private readonly IWorkspaceStore _store;
    private readonly IArtifactStore _artifacts;
    private readonly TimeProvider _time;
    private readonly string _user;
    private readonly SignatureCheck _signatures;

    internal ModelRegistry(IWorkspaceStore store, IArtifactStore artifacts, WorkspaceOptions options) =>
        (_store, _artifacts, _time, _user, _signatures) = (store, artifacts, options.Time, options.Actor, options.Signatures);

    private AuditRecord Audit(string action, string subject, DateTimeOffset at, string? detail) => new("model." + action, "model/" + subject, at, _user, detail);

    /// <summary>The names of all models.</summary>
    /// <param name="cancellationToken">Stops the call.</param>
    public Task<IReadOnlyList<string>> ListModelsAsync(CancellationToken cancellationToken = default) => _store.Models.ListModelsAsync(cancellationToken);

    /// <summary>All versions of a model, the first one first.</summary>
    /// <param name="name">The model.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="MlopsException">MLO6041: there is no such model.</exception>
    public async Task<IReadOnlyList<ModelVersion>> ListVersionsAsync(string name, CancellationToken cancellationToken = default)
    {
        IReadOnlyList<ModelVersion> versions = await _store.Models.ListVersionsAsync(Names.Model(name), cancellationToken).ConfigureAwait(false);
        return versions.Count > 0 ? versions : throw TrackingErrors.UnknownModel(name, [.. await ListModelsAsync(cancellationToken).ConfigureAwait(false)]);
    }

    /// <summary>The version that a reference stands for now.</summary>
    /// <param name="reference">The reference.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="MlopsException">MLO6041, MLO6042, MLO6043: there is no such model, version or alias; the message tells the nearest names.</exception>
    public async Task<ModelVersion> ResolveAsync(ModelReference reference, CancellationToken cancellationToken = default) =>
        await FindAsync(reference, cancellationToken).ConfigureAwait(false) ?? throw await UnknownAsync(reference, cancellationToken).ConfigureAwait(false);

    /// <summary>The version that a reference stands for now.</summary>
    /// <param name="reference"><c>name@alias</c> or <c>name/3</c>.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="MlopsException">MLO6041, MLO6042, MLO6043: there is no such model, version or alias; the message tells the nearest names.</exception>
    public Task<ModelVersion> ResolveAsync(string reference, CancellationToken cancellationToken = default) => ResolveAsync(ModelReference.Parse(reference), cancellationToken);

    /// <summary>The version that a reference stands for now, or null.</summary>
    /// <param name="reference">The reference.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task<ModelVersion?> FindAsync(ModelReference reference, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reference);
        int? version = reference.Version;
        if (reference.Alias is string alias)
        {
            IReadOnlyList<AliasChange> history = await _store.Models.ReadAliasHistoryAsync(reference.Name, alias, cancellationToken).ConfigureAwait(false);
            version = history.Count == 0 ? null : history[^1].Version;
        }

        return version is int number ? await _store.Models.FindVersionAsync(reference.Name, number, cancellationToken).ConfigureAwait(false) : null;
    }

    /// <summary>The version that a reference stands for now, or null.</summary>
    /// <param name="reference"><c>name@alias</c> or <c>name/3</c>.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public Task<ModelVersion?> FindAsync(string reference, CancellationToken cancellationToken = default) => FindAsync(ModelReference.Parse(reference), cancellationToken);

    /// <summary>Opens the bundle of a version, after its hash was found right.</summary>
    /// <param name="reference">The reference.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="MlopsException">MLO6021: the bundle is missing; MLO6022: it is damaged; MLO6041 to MLO6043: the reference stands for nothing.</exception>
    public async Task<Stream> OpenBundleAsync(ModelReference reference, CancellationToken cancellationToken = default)
    {
        ModelVersion version = await ResolveAsync(reference, cancellationToken).ConfigureAwait(false);
        return await _artifacts.OpenAsync(version.BundleSha256, cancellationToken).ConfigureAwait(false);
    }

    private async Task<MlopsException> UnknownAsync(ModelReference reference, CancellationToken cancellationToken)
    {
        IReadOnlyList<ModelVersion> versions = await _store.Models.ListVersionsAsync(reference.Name, cancellationToken).ConfigureAwait(false);
        if (versions.Count == 0) return TrackingErrors.UnknownModel(reference.Name, [.. await ListModelsAsync(cancellationToken).ConfigureAwait(false)]);
        if (reference.Version is int version) return StoreErrors.UnknownVersion(reference.Name, version, versions.Count);
        IReadOnlyDictionary<string, int> aliases = await ListAliasesAsync(reference.Name, cancellationToken).ConfigureAwait(false);
        return TrackingErrors.UnknownAlias(reference.Name, reference.Alias!, [.. aliases.Keys]);
    }
}
