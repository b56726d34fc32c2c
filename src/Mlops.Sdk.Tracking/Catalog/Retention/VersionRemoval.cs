using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Takes a version, or its content, away for ever.</summary>
internal sealed class VersionRemoval(DataCatalog catalog, CatalogDocuments documents, IArtifactStore artifacts, DatasetVersion version)
{
    private string Subject => $"dataset/{version}";

    /// <summary>Removes the record and all that belongs to it, unless somebody changed the record since it was read.</summary>
    public async Task<bool> PurgeAsync(CancellationToken cancellationToken)
    {
        List<DocumentWrite> writes = [new(CatalogKinds.Version.Name, version.DocumentKey, version.Stamp.Revision, null), .. await RemovalsAsync(cancellationToken).ConfigureAwait(false)];
        if (await documents.TryWriteAsync(writes, documents.Audit("version.purge", Subject, $"fingerprint {version.Fingerprint}"), cancellationToken).ConfigureAwait(false) is not null) return false;
        foreach (DocumentWrite write in writes) await documents.EraseAsync(write.Kind, write.Key, Subject, CancellationToken.None).ConfigureAwait(false);
        await EraseDetailAsync().ConfigureAwait(false);
        return true;
    }

    /// <summary>Removes the content and what is known of its values; the record stays and says so.</summary>
    public async Task<DatasetErasure> EraseAsync(string reason, DatasetUseReport uses, IReadOnlyList<DocumentWrite> with, CancellationToken cancellationToken)
    {
        DateTimeOffset now = documents.Now;
        List<DocumentWrite> removals = await RemovalsAsync(cancellationToken).ConfigureAwait(false);
        HashSet<string> contents = [.. removals.Where(write => write.Kind == ArtifactReferences.Kind).Select(write => write.Key[..64])];
        if (version.ContentSha256 is { } content) contents.Add(content);
        DatasetVersion erased = version.ErasedAt is not null ? version : version with { ErasedAt = now, ErasedBy = documents.Actor, EraseReason = reason };
        int mark = await ErasureMark.ReadAsync(documents, cancellationToken).ConfigureAwait(false);
        List<DocumentWrite> writes = [CatalogDocuments.Write(CatalogKinds.Version, erased, version.Stamp.Revision), new(ErasureMark.Kind, ErasureMark.Key, mark, "{}"), .. with, .. removals];
        if (await documents.TryWriteAsync(writes, documents.Audit("version.erase", Subject, reason), cancellationToken).ConfigureAwait(false) is { } conflict)
            throw CatalogErrors.Conflict(conflict.Kind, conflict.Key, conflict.Expected, await documents.Store.Documents.ReadHistoryAsync(conflict.Kind, conflict.Key, cancellationToken).ConfigureAwait(false));

        foreach (DocumentWrite write in removals) await documents.EraseAsync(write.Kind, write.Key, Subject, CancellationToken.None).ConfigureAwait(false);
        await EraseDetailAsync().ConfigureAwait(false);
        (long bytes, List<string> held) = await RemoveAsync(documents.Store, artifacts, contents, now).ConfigureAwait(false);
        return new DatasetErasure(await catalog.ResolveAsync(version.Reference, CancellationToken.None).ConfigureAwait(false), bytes, [.. held], version.Location, uses);
    }

    // The reports, which show values, and every reference that the version ever had to a content.
    private async Task<List<DocumentWrite>> RemovalsAsync(CancellationToken cancellationToken)
    {
        List<DocumentWrite> writes = [];
        HashSet<string> links = [];
        if (version.ContentSha256 is { } content) links.Add(ArtifactReferences.Key(content, Subject, "content"));
        foreach (StoredReport report in await catalog.StoredReportsAsync(version, cancellationToken).ConfigureAwait(false))
        {
            string key = StoredReport.KeyOf(report.Dataset, report.Version, report.Report.Name);
            writes.Add(new DocumentWrite(CatalogKinds.Report.Name, key, report.Stamp.Revision, null));
            foreach (StoredDocument former in await documents.Store.Documents.ReadHistoryAsync(CatalogKinds.Report.Name, key, cancellationToken).ConfigureAwait(false))
                foreach (RunArtifact artifact in former.Body is null ? [] : CatalogDocuments.Read(CatalogKinds.Report, former).Report.Artifacts)
                    links.Add(ArtifactReferences.Key(artifact.Sha256, Subject, artifact.Path));
        }

        foreach (string key in links)
            if (await documents.Store.Documents.FindAsync(ArtifactReferences.Kind, key, null, cancellationToken).ConfigureAwait(false) is { } link)
                writes.Add(new DocumentWrite(ArtifactReferences.Kind, key, link.Revision, null));
        return writes;
    }

    private async Task EraseDetailAsync()
    {
        IReadOnlyList<DatasetVersion> same = await catalog.FindByFingerprintAsync(version.Fingerprint, CancellationToken.None).ConfigureAwait(false);
        if (same.All(other => other.ErasedAt is not null)) await documents.EraseAsync(CatalogKinds.Detail.Name, version.Fingerprint, Subject, CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>Removes contents that nothing refers to any more, and says who still refers to the others.</summary>
    public static async Task<(long Bytes, List<string> Held)> RemoveAsync(IWorkspaceStore store, IArtifactStore artifacts, HashSet<string> contents, DateTimeOffset now)
    {
        if (contents.Count == 0) return (0, []);
        ILookup<string, ArtifactLink> links = (await ArtifactReferences.ListAsync(store, CancellationToken.None).ConfigureAwait(false)).ToLookup(link => link.Sha256, StringComparer.Ordinal);
        long bytes = 0;
        List<string> held = [];
        foreach (string sha256 in contents)
        {
            if (links[sha256].Any()) held.AddRange(links[sha256].Select(link => link.Owner));
            else bytes += await artifacts.RemoveAsync(sha256, now.AddTicks(1), CancellationToken.None).ConfigureAwait(false) ?? 0;
        }

        return (bytes, held);
    }
}
