using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

public sealed partial class DataCatalog
{
    /// <summary>Describes a source, or changes one that nobody changed since it was read.</summary>
    /// <param name="source">The source.</param>
    /// <param name="cancellationToken">Stops the call as long as the write has not begun.</param>
    /// <exception cref="ArgumentException">The location is a connection string or holds a secret; a name or text breaks the rules.</exception>
    /// <exception cref="MlopsException">MLO6104: the source is there already, or somebody changed it since; the message tells who, what and when. MLO6120: the location leads to the workspace's own files.</exception>
    public async Task<CatalogSource> SaveSourceAsync(CatalogSource source, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        CatalogSource given = source.Checked();
        Own.Refuse(given.Location);
        if (source.Stamp.Revision == 0) given = given with { CreatedAt = _documents.Now };
        return await _documents.SaveAsync(CatalogKinds.Source, given, source.Stamp.Revision, _documents.Audit("source.write", $"source/{given.Name}"), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Changes a source. When somebody else changes it at the same time, the change is made anew on what they wrote.</summary>
    /// <param name="name">The source.</param>
    /// <param name="change">Makes the new source of the one that stands; it may be called more than once.</param>
    /// <param name="cancellationToken">Stops the call as long as the write has not begun.</param>
    /// <exception cref="MlopsException">MLO6110: there is no such source.</exception>
    public async Task<CatalogSource> ChangeSourceAsync(string name, Func<CatalogSource, CatalogSource> change, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(change);
        return await RetryAsync($"The source \"{name}\"", async () =>
        {
            CatalogSource source = await GetSourceAsync(name, cancellationToken).ConfigureAwait(false);
            return await SaveSourceAsync(change(source) with { Name = name, Stamp = source.Stamp }, cancellationToken).ConfigureAwait(false);
        }).ConfigureAwait(false);
    }

    /// <summary>A source by its name.</summary>
    /// <param name="name">The source.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="MlopsException">MLO6110: there is no such source; the message tells the nearest name.</exception>
    public async Task<CatalogSource> GetSourceAsync(string name, CancellationToken cancellationToken = default)
    {
        CatalogSource? source = await _documents.FindAsync(CatalogKinds.Source, Names.Model(name), cancellationToken).ConfigureAwait(false);
        if (source is null) throw CatalogErrors.UnknownSource(name, [.. (await ListSourcesAsync(cancellationToken).ConfigureAwait(false)).Select(known => known.Name)]);
        return await Guard.HidesWatermarksAsync(cancellationToken).ConfigureAwait(false) ? source with { Watermark = null } : source;
    }

    /// <summary>All sources by name.</summary>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task<IReadOnlyList<CatalogSource>> ListSourcesAsync(CancellationToken cancellationToken = default)
    {
        List<CatalogSource> sources = await _documents.ListAsync(CatalogKinds.Source, cancellationToken: cancellationToken).ToListAsync(cancellationToken).ConfigureAwait(false);
        return await Guard.HidesWatermarksAsync(cancellationToken).ConfigureAwait(false) ? [.. sources.Select(source => source with { Watermark = null })] : sources;
    }

    /// <summary>Notes that data of a source has arrived, for data that is not taken in by the catalog.</summary>
    /// <param name="name">The source.</param>
    /// <param name="cancellationToken">Stops the call as long as the write has not begun.</param>
    /// <exception cref="MlopsException">MLO6110: there is no such source.</exception>
    public Task<CatalogSource> NoteArrivalAsync(string name, CancellationToken cancellationToken = default) =>
        ChangeSourceAsync(name, source => source with { LastArrival = Later(source.LastArrival, _documents.Now) }, cancellationToken);

    /// <summary>Which sources are late: a finding CAT001 for each whose data has not arrived within its cadence and grace.</summary>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task<SourceFreshnessReport> CheckFreshnessAsync(CancellationToken cancellationToken = default) =>
        new([.. await ListSourcesAsync(cancellationToken).ConfigureAwait(false)], _documents.Now);

    // A clock that stepped back takes no arrival away.
    internal static DateTimeOffset Later(DateTimeOffset? before, DateTimeOffset now) => before > now ? before.Value : now;
}
