using System.Collections.Immutable;

namespace Mlops.Sdk;

public sealed partial class DataCatalog
{
    /// <summary>How a version differs from another: which columns, which blocks, which rows. Blocks that are the same in both are not read; memory does not grow with the number of rows beyond <see cref="DatasetDiffOptions.RowsInMemory"/>.</summary>
    /// <param name="before">The earlier version.</param>
    /// <param name="after">The later version, of the same dataset or another.</param>
    /// <param name="options">What tells rows; null for the defaults.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="ArgumentException">A version does not have the key column.</exception>
    /// <exception cref="MlopsException">MLO6101 to MLO6103: a reference stands for nothing. MLO6106 to MLO6108, MLO6116: the content cannot be had.</exception>
    public async Task<DatasetDiff> CompareAsync(string before, string after, DatasetDiffOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new DatasetDiffOptions();
        ArgumentOutOfRangeException.ThrowIfNegative(options.MostExamples, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.RowsInMemory, nameof(options));
        DatasetVersion old = await ResolveAsync(before, cancellationToken).ConfigureAwait(false), now = await ResolveAsync(after, cancellationToken).ConfigureAwait(false);
        foreach (DatasetVersion version in (DatasetVersion[])[old, now])
            if (options.KeyColumn is { } column && !version.Schema.Contains(column)) throw new ArgumentException($"{version} has no column '{column}'.", nameof(options));
        Dataset oldData = await ReadAsync(old, options.Open, cancellationToken).ConfigureAwait(false), nowData = await ReadAsync(now, options.Open, cancellationToken).ConfigureAwait(false);
        var comparison = new VersionComparison(old, now, await DetailAsync(old, cancellationToken).ConfigureAwait(false), await DetailAsync(now, cancellationToken).ConfigureAwait(false));
        return await Task.Run(() => comparison.Run(oldData, nowData, options, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    private async Task<ImmutableDictionary<string, ColumnDetail>> DetailAsync(DatasetVersion version, CancellationToken cancellationToken)
    {
        FingerprintDetail? detail = await _documents.FindAsync(CatalogKinds.Detail, version.Fingerprint, cancellationToken).ConfigureAwait(false);
        return (detail?.Columns ?? []).ToImmutableDictionary(column => column.Name, StringComparer.Ordinal);
    }
}
