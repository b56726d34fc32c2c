using System.Collections.Immutable;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Takes datasets of the catalog out of a workspace and into another. Numbers and fingerprints stay; what stands here of a dataset already stays too.</summary>
internal sealed class DatasetTransfer(Workspace workspace)
{
    private const int MostAttempts = 20;
    private readonly CatalogDocuments _documents = new(workspace.Store, workspace.Options);
    private int? _erasures;

    public async Task<DatasetRecord> ReadAsync(string name, CancellationToken cancellationToken)
    {
        DatasetEntry entry = await workspace.Catalog.GetAsync(name, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<DatasetVersion> versions = await workspace.Catalog.ListVersionsAsync(name, includeDeleted: true, cancellationToken).ConfigureAwait(false);
        List<FingerprintDetail> details = [];
        foreach (DatasetVersion version in versions.DistinctBy(version => version.Fingerprint))
            if (await _documents.FindAsync(CatalogKinds.Detail, version.Fingerprint, cancellationToken).ConfigureAwait(false) is { } detail) details.Add(detail);
        return new DatasetRecord(entry, [.. versions], [.. details]);
    }

    /// <summary>The versions of a dataset that are new here; a version with other values under the same number is a conflict. Values that were erased here do not come back under any name.</summary>
    /// <exception cref="MlopsException">MLO6108: the values of a version were erased here. MLO6121: rows of it were, by their ids.</exception>
    public async Task<ImmutableArray<DatasetVersion>> PlanAsync(DatasetRecord data, ArchiveReader archive, List<string> conflicts, CancellationToken cancellationToken)
    {
        List<DatasetVersion> added = [];
        _erasures ??= await ErasureMark.ReadAsync(_documents, cancellationToken).ConfigureAwait(false);
        foreach (DatasetVersion version in data.Versions)
        {
            DatasetVersion? held = await _documents.FindAsync(CatalogKinds.Version, DatasetVersion.KeyOf(version.Name, version.Version), cancellationToken).ConfigureAwait(false);
            if (held is not null)
            {
                if (held.Fingerprint != version.Fingerprint) conflicts.Add($"dataset {version}");
                continue;
            }

            await RefuseErasedAsync(version, archive, cancellationToken).ConfigureAwait(false);
            added.Add(version);
        }

        return [.. added];
    }

    // What was erased is known to the stores, whatever of it who imports may see.
    private async Task RefuseErasedAsync(DatasetVersion version, ArchiveReader archive, CancellationToken cancellationToken)
    {
        if (version.ErasedAt is not null) return;
        IWorkspaceStore store = workspace.Catalog.Guard.Store;
        var all = new CatalogDocuments(store, workspace.Options);
        DatasetVersion? erased = await all.FindErasedAsync(version.Fingerprint, null, cancellationToken).ConfigureAwait(false);
        if (erased is not null) throw CatalogErrors.ErasedHere(version, await _documents.SeesAsync(erased.Name, cancellationToken).ConfigureAwait(false) ? erased : null);
        if (version.KeptSha256 is not { } sha256 || !await ErasedIds.AnyAsync(store.Documents, cancellationToken).ConfigureAwait(false)) return;
        Dataset data;
        try
        {
            await using Stream content = await archive.OpenAsync("contents/" + sha256, cancellationToken).ConfigureAwait(false);
            data = await VersionContent.CopyAsync(content, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is MlopsException or IOException or ArgumentException or InvalidDataException or FormatException)
        {
            throw TrackingErrors.ArchiveRefused($"the content of {version} cannot be read, so that nobody knows whether it holds rows that were erased here ({e.Message})", e);
        }

        if (await ErasedIds.FindAsync(all, data, version.Parents, cancellationToken).ConfigureAwait(false) is { } found)
            throw CatalogErrors.ErasedRowsHere(version, await _documents.SeesAsync(found.Erased.Split('/')[0], cancellationToken).ConfigureAwait(false) ? found.Erased : null, found.Column, found.Rows);
    }

    /// <summary>Writes the new versions with their details, references and number, and the entry if there is none, in one transaction.</summary>
    public async Task WriteAsync(DatasetRecord data, ImmutableArray<DatasetVersion> added, ArchiveReader archive, CancellationToken cancellationToken)
    {
        if (added.IsEmpty) return;
        await PutAsync(added, archive, cancellationToken).ConfigureAwait(false);
        DateTimeOffset storedAt = _documents.Now;
        int planned = _erasures ?? 0;
        for (int i = 0; i < MostAttempts; i++)
        {
            int erasures = await ErasureMark.ReadAsync(_documents, cancellationToken).ConfigureAwait(false);
            if (erasures != planned)
            {
                // What was erased here since the plan may be of these values, rows or bytes.
                await RefuseErasedAsync(added, archive, storedAt, cancellationToken).ConfigureAwait(false);
                await PutAsync(added, archive, cancellationToken).ConfigureAwait(false);
                planned = erasures;
            }

            List<DocumentWrite> writes = [ErasureMark.At(erasures), .. await WritesAsync(data, added, cancellationToken).ConfigureAwait(false)];
            AuditRecord audit = _documents.Audit("dataset.import", $"dataset/{data.Entry.Name}", string.Join(", ", added.Select(version => version.ToString())));
            if (await _documents.TryWriteAsync(writes, audit, cancellationToken).ConfigureAwait(false) is null) return;
        }

        throw CatalogErrors.Busy($"The dataset \"{data.Entry.Name}\"");
    }

    private async Task RefuseErasedAsync(ImmutableArray<DatasetVersion> added, ArchiveReader archive, DateTimeOffset storedAt, CancellationToken cancellationToken)
    {
        try
        {
            foreach (DatasetVersion version in added) await RefuseErasedAsync(version, archive, cancellationToken).ConfigureAwait(false);
        }
        catch (MlopsException)
        {
            // Their bytes are not to lie about until garbage is collected.
            await VersionRemoval.RemoveAsync(workspace.Catalog.Guard.Store, workspace.Catalog.Guard.Artifacts, [.. added.Select(version => version.KeptSha256).OfType<string>()], storedAt).ConfigureAwait(false);
            throw;
        }
    }

    private async Task PutAsync(ImmutableArray<DatasetVersion> added, ArchiveReader archive, CancellationToken cancellationToken)
    {
        foreach (string sha256 in added.Select(version => version.KeptSha256).OfType<string>().Distinct(StringComparer.Ordinal))
            await WorkspaceImporter.PutAsync(workspace.Artifacts, archive, sha256, cancellationToken).ConfigureAwait(false);
    }

    private async Task<List<DocumentWrite>> WritesAsync(DatasetRecord data, ImmutableArray<DatasetVersion> added, CancellationToken cancellationToken)
    {
        string name = data.Entry.Name;
        List<DocumentWrite> writes = [];
        foreach (DatasetVersion version in added)
        {
            writes.Add(CatalogDocuments.Write(CatalogKinds.Version, version, await _documents.RevisionAsync(CatalogKinds.Version.Name, DatasetVersion.KeyOf(name, version.Version), cancellationToken).ConfigureAwait(false)));
            if (version.KeptSha256 is { } sha256)
            {
                string key = ArtifactReferences.Key(sha256, $"dataset/{version}", "content");
                writes.Add(ArtifactReferences.Add(new ArtifactBlob(sha256, version.ContentSize), $"dataset/{version}", "content", await _documents.RevisionAsync(ArtifactReferences.Kind, key, cancellationToken).ConfigureAwait(false)));
            }
        }

        foreach (FingerprintDetail detail in data.Details.Where(detail => added.Any(version => version.Fingerprint == detail.Fingerprint && version.ErasedAt is null)))
            if (await _documents.FindAsync(CatalogKinds.Detail, detail.Fingerprint, cancellationToken).ConfigureAwait(false) is null)
                writes.Add(CatalogDocuments.Write(CatalogKinds.Detail, detail, await _documents.RevisionAsync(CatalogKinds.Detail.Name, detail.Fingerprint, cancellationToken).ConfigureAwait(false)));
        DatasetCounter counter = await _documents.FindAsync(CatalogKinds.Counter, name, cancellationToken).ConfigureAwait(false) ?? new DatasetCounter { Name = name, Last = 0 };
        writes.Add(CatalogDocuments.Write(CatalogKinds.Counter, counter with { Last = Math.Max(counter.Last, added[^1].Version) }, counter.Stamp.Revision));
        if (await _documents.FindAsync(CatalogKinds.Dataset, name, cancellationToken).ConfigureAwait(false) is null)
            writes.Add(CatalogDocuments.Write(CatalogKinds.Dataset, data.Entry, await _documents.RevisionAsync(CatalogKinds.Dataset.Name, name, cancellationToken).ConfigureAwait(false)));
        return writes;
    }
}
