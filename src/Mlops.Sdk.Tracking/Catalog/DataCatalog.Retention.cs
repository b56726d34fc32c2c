using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

public sealed partial class DataCatalog
{
    /// <summary>Sets a version aside, or a dataset with all its versions. They are no longer listed nor opened, and can be brought back.</summary>
    /// <param name="target">The version (<c>loans/3</c>) or the dataset (<c>loans</c>).</param>
    /// <param name="cancellationToken">Stops the call as long as the write has not begun.</param>
    /// <exception cref="MlopsException">MLO6101 to MLO6103: the target is not there.</exception>
    public Task DeleteAsync(string target, CancellationToken cancellationToken = default) => SetAsideAsync(target, _documents.Now, "delete", cancellationToken);

    /// <summary>Brings back what was set aside: a version, or a dataset with all its versions.</summary>
    /// <param name="target">The version (<c>loans/3</c>) or the dataset (<c>loans</c>).</param>
    /// <param name="cancellationToken">Stops the call as long as the write has not begun.</param>
    /// <exception cref="MlopsException">MLO6101 to MLO6103: the target is not there.</exception>
    public Task RestoreAsync(string target, CancellationToken cancellationToken = default) => SetAsideAsync(target, null, "restore", cancellationToken);

    /// <summary>Removes for ever what was set aside long enough ago: versions with their reports, and datasets without versions with all that was said of them. A version that a registered model came of, itself or by what was made of it, stays, and so does the record of a version that was erased, since it keeps the same rows from being taken in again. Where a principal is asked for, it takes an owner.</summary>
    /// <remarks>The contents lose their references; <see cref="Workspace.CollectGarbageAsync"/> removes the bytes.</remarks>
    /// <param name="age">How long ago it was set aside at least.</param>
    /// <param name="force">Whether versions go that registered models came of, and records of erased versions.</param>
    /// <param name="cancellationToken">Stops the call between two versions.</param>
    public async Task<CatalogPurge> PurgeAsync(TimeSpan age, bool force = false, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(age, TimeSpan.Zero);
        return await (await WholeAsync("purge the catalog", cancellationToken).ConfigureAwait(false)).PurgeAllAsync(age, force, cancellationToken).ConfigureAwait(false);
    }

    private async Task<CatalogPurge> PurgeAllAsync(TimeSpan age, bool force, CancellationToken cancellationToken)
    {
        DateTimeOffset before = _documents.Now - age;
        List<string> removed = [], datasets = [], kept = [];
        List<DatasetVersion> versions = await _documents.ListAsync(CatalogKinds.Version, cancellationToken: cancellationToken).Where(version => version.DeletedAt <= before).ToListAsync(cancellationToken).ConfigureAwait(false);
        foreach (DatasetVersion version in versions)
        {
            if (!force && (version.ErasedAt is not null || (await UsesOfAsync(version, [], cancellationToken).ConfigureAwait(false)).Models.Length > 0)) kept.Add(version.ToString());
            else if (await new VersionRemoval(this, _documents, _artifacts, version).PurgeAsync(cancellationToken).ConfigureAwait(false)) removed.Add(version.ToString());
        }

        List<DatasetEntry> entries = await _documents.ListAsync(CatalogKinds.Dataset, cancellationToken: cancellationToken).Where(entry => entry.DeletedAt <= before).ToListAsync(cancellationToken).ConfigureAwait(false);
        foreach (DatasetEntry entry in entries)
            if (await PurgeEntryAsync(entry, cancellationToken).ConfigureAwait(false)) datasets.Add(entry.Name);
        return new CatalogPurge([.. removed], [.. datasets], [.. kept]);
    }

    /// <summary>Erases the content of a version for ever, at once: its bytes, its reports, the levels of its categories and the hashes of its blocks. Its record stays, with who erased it, when and why, and the same values, and rows with the ids that were given, are not taken in again under any name. Where a principal is asked for, it takes an owner.</summary>
    /// <remarks>Runs and models that used it, and what of them may hold rows, are told and not changed, but for copies of rows with <see cref="DatasetErasureOptions.PurgeCopies"/>. With ids, every version of the catalog that has the column is read, so that those that still hold the rows can be told. Calling it again finishes what was interrupted.</remarks>
    /// <param name="reference">The version.</param>
    /// <param name="reason">Why, for the record and the audit chain. Name no person.</param>
    /// <param name="options">Which rows, and whether copies of them go too; null for the defaults.</param>
    /// <param name="cancellationToken">Stops the call as long as the write has not begun.</param>
    /// <exception cref="ArgumentException">The version does not have the column of the ids, or there are more than 100,000.</exception>
    /// <exception cref="MlopsException">MLO6101 to MLO6103: the reference stands for nothing. MLO6117: ids were given without a column, and the version has no single one with the role Id.</exception>
    public async Task<DatasetErasure> EraseAsync(string reference, string reason, DatasetErasureOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new DatasetErasureOptions();
        if (options.Ids.Count > ErasedIds.Most) throw new ArgumentException($"There are {options.Ids.Count} ids, and {ErasedIds.Most} are the most. Erase them in parts.", nameof(options));
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        CatalogText.Prose(reason);
        return await (await WholeAsync("erase data", cancellationToken).ConfigureAwait(false)).EraseContentAsync(reference, reason, options, cancellationToken).ConfigureAwait(false);
    }

    private async Task<DatasetErasure> EraseContentAsync(string reference, string reason, DatasetErasureOptions options, CancellationToken cancellationToken)
    {
        DatasetVersion version = await ResolveAsync(reference, cancellationToken).ConfigureAwait(false);
        string? column = options.Ids.Count == 0 ? null : options.IdColumn ?? IdOf(version);
        if (column is not null && !version.Schema.Contains(column)) throw new ArgumentException($"{version} has no column '{column}'.", nameof(options));
        DatasetUseReport uses = await UsesOfAsync(version, options.Ids, cancellationToken).ConfigureAwait(false);
        List<VersionUse> still = [], notSearched = [];
        if (column is not null) (still, notSearched) = await new RowSearch(this, _documents, new(options.Ids, StringComparer.Ordinal), null).RunAsync(version.Name, column, cancellationToken).ConfigureAwait(false);
        long bytes = 0;
        List<string> held = [];
        if (options.PurgeCopies)
        {
            (List<DataCopy> copies, bytes, held) = await new CopyRemoval(_documents, _artifacts, version).RunAsync(uses.Copies, options.Ids.Count > 0, cancellationToken).ConfigureAwait(false);
            uses = uses.With(copies);
        }

        DatasetErasure erasure = await RetryAsync($"The erasure of {version}", async () =>
        {
            DatasetVersion now = await ResolveAsync(version.Reference, cancellationToken).ConfigureAwait(false);
            return await new VersionRemoval(this, _documents, _artifacts, now).EraseAsync(reason, uses, column is null ? [] : await ErasedIds.WritesAsync(_documents.Store.Documents, now, column, options.Ids, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        }).ConfigureAwait(false);
        return erasure with
        {
            Bytes = erasure.Bytes + bytes,
            StillHeldBy = [.. erasure.StillHeldBy.Concat(held).Distinct()],
            RowsStillIn = [.. still.Where(use => use.Version.DocumentKey != version.DocumentKey)],
            NotSearched = [.. notSearched],
        };
    }

    private async Task SetAsideAsync(string target, DateTimeOffset? at, string action, CancellationToken cancellationToken)
    {
        DatasetReference? reference = DatasetReference.ParseOrName(target);
        await RetryAsync(target, async () =>
        {
            List<DocumentWrite> writes = [];
            IEnumerable<DatasetVersion> versions = reference is null
                ? await ListVersionsAsync(target, includeDeleted: true, cancellationToken).ConfigureAwait(false)
                : [await ResolveAsync(reference, cancellationToken).ConfigureAwait(false)];
            foreach (DatasetVersion version in versions.Where(version => version.DeletedAt is null == at is not null))
                writes.Add(CatalogDocuments.Write(CatalogKinds.Version, version with { DeletedAt = at, DeletedBy = at is null ? null : _documents.Actor }, version.Stamp.Revision));
            if (await _documents.FindAsync(CatalogKinds.Dataset, reference?.Name ?? target, cancellationToken).ConfigureAwait(false) is { } entry && entry.DeletedAt is null == at is not null && (reference is null || at is null))
                writes.Add(CatalogDocuments.Write(CatalogKinds.Dataset, entry with { DeletedAt = at }, entry.Stamp.Revision));
            if (writes.Count == 0) return true;
            DocumentConflict? conflict = await _documents.TryWriteAsync(writes, _documents.Audit(action, $"dataset/{target}"), cancellationToken).ConfigureAwait(false);
            return conflict is null ? true : throw CatalogErrors.Conflict(conflict.Kind, conflict.Key, conflict.Expected, await _documents.Store.Documents.ReadHistoryAsync(conflict.Kind, conflict.Key, cancellationToken).ConfigureAwait(false));
        }).ConfigureAwait(false);
    }

    private async Task<bool> PurgeEntryAsync(DatasetEntry entry, CancellationToken cancellationToken)
    {
        if (await _documents.ListAsync(CatalogKinds.Version, entry.Name + "/", cancellationToken: cancellationToken).AnyAsync(cancellationToken).ConfigureAwait(false)) return false;
        string subject = $"dataset/{entry.Name}";
        DocumentConflict? conflict = await _documents.TryWriteAsync([new DocumentWrite(CatalogKinds.Dataset.Name, entry.Name, entry.Stamp.Revision, null)], _documents.Audit("purge", subject), cancellationToken).ConfigureAwait(false);
        if (conflict is not null) return false;
        await _documents.EraseAsync(CatalogKinds.Dataset.Name, entry.Name, subject, cancellationToken).ConfigureAwait(false);
        foreach (string key in await _documents.ListAsync(CatalogKinds.Comment, entry.Name + "/", cancellationToken: cancellationToken).Select(comment => $"{comment.Dataset}/{comment.Id}").ToListAsync(cancellationToken).ConfigureAwait(false))
            await _documents.EraseAsync(CatalogKinds.Comment.Name, key, subject, cancellationToken).ConfigureAwait(false);
        foreach (string key in await _documents.ListAsync(CatalogKinds.Usage, entry.Name + "/", cancellationToken: cancellationToken).Select(usage => DatasetUsage.KeyOf(usage.Dataset, usage.User)).ToListAsync(cancellationToken).ConfigureAwait(false))
            await _documents.EraseAsync(CatalogKinds.Usage.Name, key, subject, cancellationToken).ConfigureAwait(false);
        return true;
    }
}
