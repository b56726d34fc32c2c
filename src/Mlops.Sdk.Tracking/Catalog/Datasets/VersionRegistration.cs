using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>One registration: hashes, keeps the content, and writes the version with its number, its details, its reference to the content and, for the first one, the dataset, in one transaction.</summary>
internal sealed class VersionRegistration(DataCatalog catalog, CatalogDocuments documents, IArtifactStore artifacts, string name, Dataset data, DatasetVersionOptions options)
{
    private const int MostAttempts = 200;
    private string? _file;
    private ArtifactBlob? _blob;
    private DateTimeOffset _storedAt;

    /// <summary>Documents that are written in the same transaction.</summary>
    public IReadOnlyList<DocumentWrite> With { get; init; } = [];

    /// <summary>The number that must be the last one; null for any.</summary>
    public int? After { get; init; }

    public async Task<DatasetVersion> RunAsync(CancellationToken cancellationToken) =>
        await TryRunAsync(cancellationToken).ConfigureAwait(false) ?? throw CatalogErrors.Busy($"A version of \"{name}\"");

    /// <summary>The version, or null when a document of <see cref="With"/> or the last number is not as expected.</summary>
    public async Task<DatasetVersion?> TryRunAsync(CancellationToken cancellationToken)
    {
        DatasetVersion draft = await DraftAsync(cancellationToken).ConfigureAwait(false);
        DatasetFingerprint fingerprint = await Task.Run(() => data.Fingerprint(cancellationToken), cancellationToken).ConfigureAwait(false);
        draft = draft with { Fingerprint = fingerprint.Root };
        Run? run = catalog.OwnRun(options.ProducedBy);
        try
        {
            int seen = -1;
            for (int i = 0; i < MostAttempts; i++)
            {
                // What is checked has to hold when it is written: an erasure in between may be of these values, rows or bytes.
                int erasures = await ErasureMark.ReadAsync(documents, cancellationToken).ConfigureAwait(false);
                if (erasures != seen)
                {
                    draft = draft with { HoldsErased = await HoldsErasedOrLeaveAsync(draft, cancellationToken).ConfigureAwait(false) };
                    _blob = null;
                    seen = erasures;
                }

                (DatasetVersion? version, bool isOver) = await AttemptAsync(draft, fingerprint, erasures, cancellationToken).ConfigureAwait(false);
                if (version is null && !isOver) continue;
                if (version is not null && run is not null) await catalog.NoteAsync(run, version, DatasetRole.Output, cancellationToken).ConfigureAwait(false);
                return version;
            }

            return null;
        }
        finally
        {
            if (_file is not null) File.Delete(_file);
        }
    }

    private async Task<DatasetVersion> DraftAsync(CancellationToken cancellationToken)
    {
        if (options.Source is { } source) await catalog.GetSourceAsync(source, cancellationToken).ConfigureAwait(false);
        List<DatasetParent> parents = [.. options.ParentFingerprints.Select(parent => new DatasetParent(parent.Root))];
        foreach (string reference in options.Parents)
        {
            DatasetVersion parent = await catalog.ResolveAsync(reference, cancellationToken).ConfigureAwait(false);
            parents.Add(new DatasetParent(parent.Fingerprint, parent.Name, parent.Version));
        }

        return new DatasetVersion
        {
            Name = name,
            Version = 1,
            Fingerprint = "",
            Rows = data.RowCount,
            Schema = new Schema(data.Schema.Select(field => field with { Levels = null })),
            CreatedAt = documents.Now,
            CreatedBy = documents.Actor,
            Source = options.Source,
            RunId = catalog.OwnRun(options.ProducedBy)?.Id,
            Parents = [.. parents],
            Pipeline = CatalogText.Prose(options.Pipeline?.ToString()),
            Note = CatalogText.Prose(options.Note),
            Location = options.Location is { } location ? PlaceOf(location) : null,
        };
    }

    private async Task<(DatasetVersion? Version, bool IsOver)> AttemptAsync(DatasetVersion draft, DatasetFingerprint fingerprint, int erasures, CancellationToken cancellationToken)
    {
        DatasetCounter counter = await documents.FindAsync(CatalogKinds.Counter, name, cancellationToken).ConfigureAwait(false) ?? new DatasetCounter { Name = name, Last = 0 };
        if (After is int after && counter.Last != after) return (null, true);
        if (await ExistingAsync(draft.Fingerprint, cancellationToken).ConfigureAwait(false) is { } existing) return await ReturnAsync(existing, erasures, cancellationToken).ConfigureAwait(false);

        DatasetVersion version = draft with { Version = counter.Last + 1 };
        if (IsStored)
        {
            _file ??= await SaveAsync(cancellationToken).ConfigureAwait(false);
            if (_blob is null) (_blob, _storedAt) = (await PutAsync(cancellationToken).ConfigureAwait(false), documents.Now);
            version = version with { ContentSha256 = _blob.Value.Sha256, ContentSize = _blob.Value.Size };
        }

        List<DocumentWrite> writes = [ErasureMark.At(erasures), CatalogDocuments.Write(CatalogKinds.Counter, counter with { Last = version.Version }, counter.Stamp.Revision), CatalogDocuments.Write(CatalogKinds.Version, version, 0), .. With];
        if (_blob is { } blob) writes.Add(ArtifactReferences.Add(blob, $"dataset/{version}", "content", 0));
        if (await catalog.Guard.Store.Documents.FindAsync(CatalogKinds.Detail.Name, fingerprint.Root, null, cancellationToken).ConfigureAwait(false) is null) writes.Add(CatalogDocuments.Write(CatalogKinds.Detail, FingerprintDetail.Of(data, fingerprint), 0));
        if (await EntryAsync(cancellationToken).ConfigureAwait(false) is { } entry) writes.Add(entry);
        AuditRecord audit = documents.Audit("version.register", $"dataset/{version}", $"fingerprint {version.Fingerprint}{(version.HoldsErased is { } held ? $"; {held}" : "")}");
        if (await documents.TryWriteAsync(writes, audit, cancellationToken).ConfigureAwait(false) is { } conflict) return (null, With.Any(write => write.Kind == conflict.Kind && write.Key == conflict.Key));
        return (version with { Stamp = new CatalogStamp(1, audit.At, audit.Actor) }, true);
    }

    private async Task<string?> HoldsErasedOrLeaveAsync(DatasetVersion draft, CancellationToken cancellationToken)
    {
        try
        {
            return await HoldsErasedAsync(draft, cancellationToken).ConfigureAwait(false);
        }
        catch (MlopsException) when (_blob is not null)
        {
            // Its bytes are not to lie about until garbage is collected.
            await VersionRemoval.RemoveAsync(catalog.Guard.Store, catalog.Guard.Artifacts, [_blob.Value.Sha256], _storedAt).ConfigureAwait(false);
            throw;
        }
    }

    // What was erased is known to the stores, whatever of it who registers may see.
    private async Task<string?> HoldsErasedAsync(DatasetVersion draft, CancellationToken cancellationToken)
    {
        var all = new CatalogDocuments(catalog.Guard.Store, catalog.Options);
        DatasetVersion? erased = await all.FindErasedAsync(draft.Fingerprint, name, cancellationToken).ConfigureAwait(false);
        if (erased is not null && options.ErasedValues == ErasedValues.Refuse) throw CatalogErrors.ErasedElsewhere(name, await documents.SeesAsync(erased.Name, cancellationToken).ConfigureAwait(false) ? erased : null);
        var rows = await ErasedIds.FindAsync(all, data, draft.Parents, cancellationToken).ConfigureAwait(false);
        if (rows is { } found && options.ErasedValues == ErasedValues.Refuse) throw CatalogErrors.ErasedRows(name, await documents.SeesAsync(found.Erased.Split('/')[0], cancellationToken).ConfigureAwait(false) ? found.Erased : null, found.Column, found.Rows);
        if (erased is null && rows is null) return null;
        return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"it holds {(erased is null ? $"{rows!.Value.Rows.Count} rows with ids" : "the values")} that were erased before");
    }

    // A file is found again wherever the process that opens it stands.
    private string PlaceOf(string location)
    {
        catalog.Own.Refuse(SourceLocation.Checked(location));
        return File.Exists(location) ? Path.GetFullPath(location) : location;
    }

    private bool IsStored => options.Storage == DatasetStorage.Store || (options.Storage == DatasetStorage.Auto && DatasetSize.Of(data) <= options.StoreUpTo);

    private async Task<DatasetVersion?> ExistingAsync(string fingerprint, CancellationToken cancellationToken) =>
        await documents.ListAsync(CatalogKinds.Version, name + "/", [new DocumentTermFilter("fingerprint", [fingerprint])], cancellationToken).FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);

    private async Task<(DatasetVersion? Version, bool IsOver)> ReturnAsync(DatasetVersion existing, int erasures, CancellationToken cancellationToken)
    {
        if (existing.ErasedAt is not null) throw CatalogErrors.Erased(existing);
        List<DocumentWrite> writes = [.. With];
        if (existing.DeletedAt is not null) writes.Add(CatalogDocuments.Write(CatalogKinds.Version, existing with { DeletedAt = null, DeletedBy = null }, existing.Stamp.Revision));
        if (await EntryAsync(cancellationToken).ConfigureAwait(false) is { } entry) writes.Add(entry);
        if (writes.Count == 0) return (existing, true);
        writes.Add(ErasureMark.At(erasures));
        AuditRecord audit = documents.Audit("version.register", $"dataset/{existing}", "again");
        if (await documents.TryWriteAsync(writes, audit, cancellationToken).ConfigureAwait(false) is { } conflict) return (null, With.Any(write => write.Kind == conflict.Kind && write.Key == conflict.Key));
        return (existing.DeletedAt is null ? existing : existing with { DeletedAt = null, DeletedBy = null, Stamp = new CatalogStamp(existing.Stamp.Revision + 1, audit.At, audit.Actor) }, true);
    }

    // The entry of a dataset that has none yet, or that was set aside.
    private async Task<DocumentWrite?> EntryAsync(CancellationToken cancellationToken)
    {
        DatasetEntry? entry = await documents.FindAsync(CatalogKinds.Dataset, name, cancellationToken).ConfigureAwait(false);
        if (entry is { DeletedAt: null }) return null;
        int expected = entry?.Stamp.Revision ?? await documents.RevisionAsync(CatalogKinds.Dataset.Name, name, cancellationToken).ConfigureAwait(false);
        return CatalogDocuments.Write(CatalogKinds.Dataset, (entry ?? new DatasetEntry { Name = name }) with { DeletedAt = null }, expected);
    }

    private async Task<string> SaveAsync(CancellationToken cancellationToken)
    {
        string file = Path.GetTempFileName();
        try
        {
            await Task.Run(() => data.Save(file), cancellationToken).ConfigureAwait(false);
            return file;
        }
        catch (Exception e)
        {
            File.Delete(file);
            if (e is IOException or UnauthorizedAccessException) throw TrackingErrors.WriteFailed(Path.GetTempPath(), e);
            throw;
        }
    }

    private async Task<ArtifactBlob> PutAsync(CancellationToken cancellationToken)
    {
        await using var content = new FileStream(_file!, FileMode.Open, FileAccess.Read, FileShare.Read);
        return await artifacts.PutAsync(content, cancellationToken).ConfigureAwait(false);
    }
}
