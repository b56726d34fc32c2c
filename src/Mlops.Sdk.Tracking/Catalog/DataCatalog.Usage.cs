namespace Mlops.Sdk;

public sealed partial class DataCatalog
{
    /// <summary>Who reads a dataset, and how often. Reads are counted by <see cref="OpenAsync"/> and written together: those of other processes are seen within a minute or when they close the workspace.</summary>
    /// <param name="name">The dataset.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task<DatasetInsight> InsightAsync(string name, CancellationToken cancellationToken = default)
    {
        await _usage.FlushAsync(cancellationToken).ConfigureAwait(false);
        List<DatasetUsage> users = await _documents.ListAsync(CatalogKinds.Usage, Names.Model(name) + "/", cancellationToken: cancellationToken).ToListAsync(cancellationToken).ConfigureAwait(false);
        return new DatasetInsight(name, [.. users.OrderByDescending(user => user.Reads).ThenBy(user => user.User, StringComparer.Ordinal)]);
    }
}
