using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

public sealed partial class DataCatalog
{
    /// <summary>Registers a dataset as a version: the next one, or the one that has the same fingerprint already. The version is there with its content, or not at all.</summary>
    /// <remarks>Roles do not enter the fingerprint: the same values with other roles are the same version. A version that was set aside comes back when it is registered again.</remarks>
    /// <param name="name">The dataset; it comes into being with its first version.</param>
    /// <param name="data">The values. All are hashed.</param>
    /// <param name="options">Where its content is kept and what else to note; null for the defaults.</param>
    /// <param name="cancellationToken">Stops the call as long as the write has not begun.</param>
    /// <exception cref="MlopsException">MLO6108: a version with these values was erased. MLO6101, MLO6102: a parent is not there. MLO6110: the source is not there. MLO6120: the location leads to the workspace's own files. MLO6004: the content cannot be written.</exception>
    public Task<DatasetVersion> RegisterAsync(string name, Dataset data, DatasetVersionOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        options ??= new DatasetVersionOptions();
        if (options.Storage == DatasetStorage.Reference && options.Location is null) throw new ArgumentException("A version that is referenced where it is needs a Location.", nameof(options));
        return new VersionRegistration(this, _documents, _artifacts, Names.Model(name), data, options).RunAsync(cancellationToken);
    }

    /// <summary>The versions of a dataset by number, without those that were set aside.</summary>
    /// <param name="name">The dataset.</param>
    /// <param name="includeDeleted">Whether to give those that were set aside too.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="MlopsException">MLO6101: there is no such dataset.</exception>
    public async Task<IReadOnlyList<DatasetVersion>> ListVersionsAsync(string name, bool includeDeleted = false, CancellationToken cancellationToken = default)
    {
        List<DatasetVersion> versions = await _documents.ListAsync(CatalogKinds.Version, Names.Model(name) + "/", cancellationToken: cancellationToken).Where(version => includeDeleted || version.DeletedAt is null).ToListAsync(cancellationToken).ConfigureAwait(false);
        if (versions.Count == 0) await GetAsync(name, cancellationToken).ConfigureAwait(false);
        return versions;
    }

    /// <summary>The version that a reference stands for now, or null.</summary>
    /// <param name="reference"><c>loans/3</c>, <c>loans@latest</c> or <c>loans@approved</c>. A version that was set aside is found by its number.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public Task<DatasetVersion?> FindAsync(string reference, CancellationToken cancellationToken = default) => FindAsync(DatasetReference.Parse(reference), cancellationToken);

    /// <summary>The version that a reference stands for now.</summary>
    /// <param name="reference"><c>loans/3</c>, <c>loans@latest</c> or <c>loans@approved</c>. A version that was set aside is found by its number.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="MlopsException">MLO6101, MLO6102: there is no such dataset or version. MLO6103: the version was purged.</exception>
    public Task<DatasetVersion> ResolveAsync(string reference, CancellationToken cancellationToken = default) => ResolveAsync(DatasetReference.Parse(reference), cancellationToken);

    /// <summary>The versions of any dataset that hold just these values.</summary>
    /// <param name="fingerprint">The fingerprint (<see cref="DatasetFingerprint.Root"/>).</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task<IReadOnlyList<DatasetVersion>> FindByFingerprintAsync(string fingerprint, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(fingerprint);
        return await _documents.ListAsync(CatalogKinds.Version, null, [new DocumentTermFilter("fingerprint", [fingerprint])], cancellationToken).ToListAsync(cancellationToken).ConfigureAwait(false);
    }

    internal async Task<DatasetVersion?> FindAsync(DatasetReference reference, CancellationToken cancellationToken)
    {
        if (reference.Version is int number) return await _documents.FindAsync(CatalogKinds.Version, DatasetVersion.KeyOf(reference.Name, number), cancellationToken).ConfigureAwait(false);
        List<DatasetVersion> versions = await _documents.ListAsync(CatalogKinds.Version, reference.Name + "/", cancellationToken: cancellationToken).Where(version => version.DeletedAt is null).ToListAsync(cancellationToken).ConfigureAwait(false);
        if (reference.Alias == DatasetReference.Latest) return versions.LastOrDefault();
        IReadOnlyDictionary<int, bool> approved = await ApprovalsAsync(reference.Name, cancellationToken).ConfigureAwait(false);
        return versions.LastOrDefault(version => approved.GetValueOrDefault(version.Version));
    }

    internal async Task<DatasetVersion> ResolveAsync(DatasetReference reference, CancellationToken cancellationToken)
    {
        if (await FindAsync(reference, cancellationToken).ConfigureAwait(false) is { } version) return version;
        IReadOnlyList<DatasetVersion> versions = await ListVersionsAsync(reference.Name, includeDeleted: true, cancellationToken).ConfigureAwait(false);
        int last = (await _documents.FindAsync(CatalogKinds.Counter, reference.Name, cancellationToken).ConfigureAwait(false))?.Last ?? 0;
        throw reference.Version <= last ? CatalogErrors.Purged(reference) : CatalogErrors.UnknownVersion(reference, [.. versions.Select(known => known.Version)]);
    }

    internal Run? OwnRun(Run? given) => given ?? (Run.Current is { } current && current.Workspace == _workspace ? current : null);

    internal Task NoteAsync(Run run, DatasetVersion version, DatasetRole role, CancellationToken cancellationToken) =>
        _workspace.Store.Runs.WriteAsync([run.Fence, new DatasetLogged(run.Id, new RunDataset(role, version.ToString(), version.Fingerprint, version.Rows, version.Schema.Count, version.ToString()))], cancellationToken);
}
