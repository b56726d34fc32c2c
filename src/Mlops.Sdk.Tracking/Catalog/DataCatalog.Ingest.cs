namespace Mlops.Sdk;

public sealed partial class DataCatalog
{
    /// <summary>Takes what is new in what a source gave into the next version of a dataset: the rows beyond the watermark are appended to the newest version. Without a column that tells what is new, what arrived is the next version as a whole.</summary>
    /// <remarks>Version and watermark are one transaction: of two processes that take in the same rows, one finds nothing new.</remarks>
    /// <param name="source">The source.</param>
    /// <param name="dataset">The dataset; it comes into being with its first version.</param>
    /// <param name="arrived">What the source gave: all of it, or the end of it.</param>
    /// <param name="options">What tells what is new; null for the defaults.</param>
    /// <param name="cancellationToken">Stops the call as long as the write has not begun.</param>
    /// <exception cref="ArgumentException">The column is of another type than the watermark, or the columns are not those of the newest version; the message names them.</exception>
    /// <exception cref="MlopsException">MLO6110: there is no such source. MLO6106 to MLO6108: the content of the newest version, which is gone on from, cannot be had.</exception>
    public Task<IngestResult> IngestAsync(string source, string dataset, Dataset arrived, IngestOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(arrived);
        return IngestAsync(source, dataset, options, ingestion => ingestion.RowsAsync(arrived, cancellationToken), cancellationToken);
    }

    /// <summary>Takes the files of a source that were not taken in yet into the next version of a dataset, appended to the newest one in the order of their paths. Files are known by path, size and time of change.</summary>
    /// <param name="source">The source; its location is a file or a pattern of files.</param>
    /// <param name="dataset">The dataset; it comes into being with its first version.</param>
    /// <param name="options">How files are read; null for the defaults.</param>
    /// <param name="cancellationToken">Stops the call as long as the write has not begun.</param>
    /// <exception cref="ArgumentException">The columns of a file are not those of the newest version; the message names them.</exception>
    /// <exception cref="IOException">A file or folder is not there, or cannot be read.</exception>
    /// <exception cref="MlopsException">MLO6110: there is no such source. MLO6106 to MLO6108: the content of the newest version, which is gone on from, cannot be had. MLO6120: a file is one of the workspace's own. MLO15xx: a file cannot be read as CSV; nothing was taken in.</exception>
    public Task<IngestResult> IngestFilesAsync(string source, string dataset, IngestOptions? options = null, CancellationToken cancellationToken = default) =>
        IngestAsync(source, dataset, options, ingestion => ingestion.FilesAsync(cancellationToken), cancellationToken);

    internal async Task<int> LastNumberAsync(string dataset, CancellationToken cancellationToken) =>
        (await _documents.FindAsync(CatalogKinds.Counter, dataset, cancellationToken).ConfigureAwait(false))?.Last ?? 0;

    private async Task<IngestResult> IngestAsync(string source, string dataset, IngestOptions? options, Func<Ingestion, Task<IngestResult?>> attempt, CancellationToken cancellationToken)
    {
        Names.Model(dataset);
        options ??= new IngestOptions();
        for (int i = 0; i < MostAttempts; i++)
        {
            CatalogSource from = await GetSourceAsync(source, cancellationToken).ConfigureAwait(false);
            if (await attempt(new Ingestion(this, _documents, _artifacts, from, dataset, options)).ConfigureAwait(false) is { } result) return result;
        }

        throw CatalogErrors.Busy($"What \"{source}\" gave");
    }
}
