namespace Mlops.Sdk;

public sealed partial class DataCatalog
{
    /// <summary>Opens the content of a version, after its fingerprint was found right. That it was read is noted, and in the current run (<see cref="Run.Current"/>) as an input.</summary>
    /// <param name="reference"><c>loans/3</c>, <c>loans@latest</c> or <c>loans@approved</c>.</param>
    /// <param name="options">How content outside of the workspace is read; null for the defaults.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="MlopsException">MLO6101 to MLO6103: the reference stands for nothing. MLO6106: the content was not kept; MLO6107: it was changed; MLO6108: it was erased; MLO6109: the version was set aside; MLO6116: it cannot be read; MLO6120: its location leads to the workspace's own files; MLO6021, MLO6022: the artifact is missing or damaged.</exception>
    public async Task<Dataset> OpenAsync(string reference, DatasetOpenOptions? options = null, CancellationToken cancellationToken = default)
    {
        DatasetVersion version = await ResolveAsync(reference, cancellationToken).ConfigureAwait(false);
        if (version.DeletedAt is not null) throw CatalogErrors.SetAside(version);
        Dataset data = await ReadAsync(version, options, cancellationToken).ConfigureAwait(false);
        if (OwnRun(null) is { } run) await NoteAsync(run, version, DatasetRole.Input, cancellationToken).ConfigureAwait(false);
        await _usage.NoteAsync(version, cancellationToken).ConfigureAwait(false);
        return data;
    }

    internal async Task<Dataset> ReadAsync(DatasetVersion version, DatasetOpenOptions? options, CancellationToken cancellationToken)
    {
        if (version.ErasedAt is not null) throw CatalogErrors.Erased(version);
        if (version.ContentSha256 is null && version.Location is null) throw CatalogErrors.NotKept(version);
        (Dataset data, string place) = version.ContentSha256 is { } sha256
            ? (await VersionContent.OpenAsync(Guard.Artifacts, sha256, cancellationToken).ConfigureAwait(false), $"the artifact {sha256}")
            : (await ReadLocationAsync(version, options, cancellationToken).ConfigureAwait(false), version.Location!);
        string found = (await Task.Run(() => data.Fingerprint(cancellationToken), cancellationToken).ConfigureAwait(false)).Root;
        if (found != version.Fingerprint) throw CatalogErrors.Differs(version, place, found);

        // Nothing leaves here but what the acting principal may see.
        return await Guard.ApplyAsync(version.Name, data, cancellationToken).ConfigureAwait(false);
    }

    private async Task<Dataset> ReadLocationAsync(DatasetVersion version, DatasetOpenOptions? options, CancellationToken cancellationToken)
    {
        // A link may lead elsewhere than when the version was registered, and a version may come from an archive.
        Own.Refuse(version.Location!);
        FingerprintDetail? detail = await new CatalogDocuments(Guard.Store, _workspace.Options).FindAsync(CatalogKinds.Detail, version.Fingerprint, cancellationToken).ConfigureAwait(false);
        try
        {
            return await Task.Run(() => VersionContent.ReadLocation(version, detail, options, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        catch (MlopsException e) when (e.Code == "MLO6116" && e.InnerException is not null)
        {
            // What is wrong with a file is told by quoting it.
            if (await Guard.HidesAsync(version.Name, cancellationToken).ConfigureAwait(false)) throw CatalogErrors.CannotReadHidden(version);
            throw;
        }
    }
}
