using System.Collections.Immutable;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>
/// The data catalog of a workspace: sources, datasets and their versions by fingerprint, what they mean, whose they are, how good they are and who uses them.
/// Nothing is overwritten unseen: a record that is saved must stand where it was read, and all former revisions stay.
/// </summary>
public sealed partial class DataCatalog
{
    private const int MostAttempts = 200;
    private readonly Workspace _workspace;
    private readonly CatalogDocuments _documents;
    private readonly IArtifactStore _artifacts;
    private readonly SortableIds _ids;
    private readonly UsageLog _usage;

    internal DataCatalog(Workspace workspace)
        : this(workspace, workspace.Store, workspace.Artifacts)
    {
    }

    private DataCatalog(Workspace workspace, IWorkspaceStore store, IArtifactStore artifacts)
    {
        _workspace = workspace;
        _documents = new CatalogDocuments(store, workspace.Options);
        _artifacts = artifacts;
        _ids = new SortableIds(workspace.Options.Time);
        _usage = new UsageLog(_documents);
    }

    /// <summary>All datasets by name, without those that were set aside.</summary>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task<IReadOnlyList<DatasetEntry>> ListAsync(CancellationToken cancellationToken = default) =>
        await _documents.ListAsync(CatalogKinds.Dataset, cancellationToken: cancellationToken).Where(entry => entry.DeletedAt is null).ToListAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>What is said of a dataset.</summary>
    /// <param name="name">The dataset.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="MlopsException">MLO6101: there is no such dataset; the message tells the nearest name.</exception>
    public async Task<DatasetEntry> GetAsync(string name, CancellationToken cancellationToken = default) =>
        await _documents.FindAsync(CatalogKinds.Dataset, Names.Model(name), cancellationToken).ConfigureAwait(false) ?? throw await UnknownAsync(name, cancellationToken).ConfigureAwait(false);

    /// <summary>Saves what is said of a dataset, if nobody changed it since it was read. An entry of your own makes a dataset that has no version yet.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="cancellationToken">Stops the call as long as the write has not begun.</param>
    /// <returns>The entry where it stands now.</returns>
    /// <exception cref="MlopsException">MLO6104: somebody changed it since; the message tells who, what and when. MLO6111: it refers to a term that is not in the glossary.</exception>
    public async Task<DatasetEntry> SaveAsync(DatasetEntry entry, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entry);
        DatasetEntry checkedEntry = entry.Checked();
        await RequireTermsAsync(checkedEntry.Terms.Concat(checkedEntry.Columns.SelectMany(column => column.Terms)), cancellationToken).ConfigureAwait(false);
        return await _documents.SaveAsync(CatalogKinds.Dataset, checkedEntry, entry.Stamp.Revision, _documents.Audit("dataset.write", $"dataset/{entry.Name}"), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Changes what is said of a dataset. When somebody else changes it at the same time, the change is made anew on what they wrote, so that nothing is lost.</summary>
    /// <param name="name">The dataset.</param>
    /// <param name="change">Makes the new entry of the one that stands; it may be called more than once.</param>
    /// <param name="cancellationToken">Stops the call as long as the write has not begun.</param>
    /// <exception cref="MlopsException">MLO6101: there is no such dataset. MLO6111: the new entry refers to a term that is not in the glossary.</exception>
    public async Task<DatasetEntry> ChangeAsync(string name, Func<DatasetEntry, DatasetEntry> change, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(change);
        return await RetryAsync($"The dataset \"{name}\"", async () =>
        {
            DatasetEntry entry = await GetAsync(name, cancellationToken).ConfigureAwait(false);
            return await SaveAsync(change(entry) with { Name = name, Stamp = entry.Stamp }, cancellationToken).ConfigureAwait(false);
        }).ConfigureAwait(false);
    }

    /// <summary>Who changed what of a dataset's entry, oldest first.</summary>
    /// <param name="name">The dataset.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task<ImmutableArray<CatalogChange>> HistoryAsync(string name, CancellationToken cancellationToken = default) =>
        CatalogChange.Of(await _documents.Store.Documents.ReadHistoryAsync(CatalogKinds.Dataset.Name, Names.Model(name), cancellationToken).ConfigureAwait(false));

    /// <summary>What was said of a dataset at a time, or null when nothing was yet.</summary>
    /// <param name="name">The dataset.</param>
    /// <param name="asOf">The time.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task<DatasetEntry?> FindAsOfAsync(string name, DateTimeOffset asOf, CancellationToken cancellationToken = default) =>
        await _documents.Store.Documents.FindAsync(CatalogKinds.Dataset.Name, Names.Model(name), asOf, cancellationToken).ConfigureAwait(false) is { } document ? CatalogDocuments.Read(CatalogKinds.Dataset, document) : null;

    /// <summary>What the acting principal gets of a dataset, and the stores without the guard.</summary>
    internal DatasetGuard Guard => _workspace.Access.Datasets;

    internal WorkspaceOptions Options => _workspace.Options;

    /// <summary>The files of the workspace itself, to which no location leads.</summary>
    internal OwnFiles Own => _workspace.Own;

    /// <summary>The catalog with all references in sight, for what removes: something is in use also where who removes may not see it. It takes an owner.</summary>
    private async Task<DataCatalog> WholeAsync(string what, CancellationToken cancellationToken)
    {
        await _workspace.Access.RequireOwnerAsync(what, cancellationToken).ConfigureAwait(false);
        return new DataCatalog(_workspace, Guard.Store, Guard.Artifacts);
    }

    /// <summary>Writes how often datasets were read. A count is not worth failing for.</summary>
    internal async Task CloseAsync()
    {
        try
        {
            await _usage.FlushAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (MlopsException)
        {
            // The store cannot take it, and whoever wrote something that matters was told so.
        }
    }

    private static async Task<T> RetryAsync<T>(string what, Func<Task<T>> attempt)
    {
        for (int i = 0; i < MostAttempts; i++)
        {
            try
            {
                return await attempt().ConfigureAwait(false);
            }
            catch (MlopsException e) when (e.Code == "MLO6104")
            {
                // Whoever was first is done: the next attempt sees what they wrote.
            }
        }

        throw CatalogErrors.Busy(what);
    }

    private async Task<MlopsException> UnknownAsync(string name, CancellationToken cancellationToken) =>
        CatalogErrors.UnknownDataset(name, [.. (await ListAsync(cancellationToken).ConfigureAwait(false)).Select(entry => entry.Name)]);
}
