namespace Mlops.Sdk;

public sealed partial class DataCatalog
{
    /// <summary>A version on a page, as a report: columns and what they mean, owners, terms, origin, quality, reviews and comments. It shows no rows.</summary>
    /// <param name="reference">The version.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="MlopsException">MLO6101 to MLO6103: the reference stands for nothing.</exception>
    public async Task<DatasetCard> CardAsync(string reference, CancellationToken cancellationToken = default)
    {
        DatasetVersion version = await ResolveAsync(reference, cancellationToken).ConfigureAwait(false);
        DatasetEntry entry = await GetAsync(version.Name, cancellationToken).ConfigureAwait(false);
        List<GlossaryTerm> terms = [];
        foreach (string name in entry.Terms.Concat(entry.Columns.SelectMany(column => column.Terms)).Distinct(StringComparer.Ordinal))
            if (await _documents.FindAsync(CatalogKinds.Term, name, cancellationToken).ConfigureAwait(false) is { } term) terms.Add(term);
        IReadOnlyDictionary<int, bool> approvals = await ApprovalsAsync(version.Name, cancellationToken).ConfigureAwait(false);
        IEnumerable<CatalogComment> comments = (await CommentsAsync(version.Name, cancellationToken).ConfigureAwait(false)).Where(comment => comment.Version is null || comment.Version == version.Version);
        return new DatasetCard(
            entry, version, [.. (await StoredReportsAsync(version, cancellationToken).ConfigureAwait(false)).Select(stored => stored.Report)], [.. terms], [.. comments],
            approvals.TryGetValue(version.Version, out bool approved) ? approved : null, await InsightAsync(version.Name, cancellationToken).ConfigureAwait(false));
    }
}
