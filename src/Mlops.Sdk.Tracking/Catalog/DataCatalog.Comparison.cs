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
        SeenVersion left = await SeeAsync(old, options.Open, cancellationToken).ConfigureAwait(false), right = await SeeAsync(now, options.Open, cancellationToken).ConfigureAwait(false);
        foreach (SeenVersion seen in (SeenVersion[])[left, right])
            if (options.KeyColumn is { } column && !seen.Version.Schema.Contains(column)) throw new ArgumentException($"{seen.Version} has no column '{column}'.", nameof(options));
        return await Task.Run(() => new VersionComparison(left, right).Run(options, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    // Where something is hidden from who acts, it is not told by its hashes either: those of what is seen take their place.
    private async Task<SeenVersion> SeeAsync(DatasetVersion version, DatasetOpenOptions? options, CancellationToken cancellationToken)
    {
        Dataset data = await ReadAsync(version, options, cancellationToken).ConfigureAwait(false);
        bool hides = await Guard.HidesAsync(version.Name, cancellationToken).ConfigureAwait(false);
        FingerprintDetail? detail = hides
            ? await Task.Run(() => FingerprintDetail.Of(data, data.Fingerprint(cancellationToken)), cancellationToken).ConfigureAwait(false)
            : await new CatalogDocuments(Guard.Store, _workspace.Options).FindAsync(CatalogKinds.Detail, version.Fingerprint, cancellationToken).ConfigureAwait(false);
        return new SeenVersion(AsSeen(version, data), data, (detail?.Columns ?? []).ToImmutableDictionary(column => column.Name, StringComparer.Ordinal));
    }

    private static DatasetVersion AsSeen(DatasetVersion version, Dataset data) => version with { Schema = new Schema(data.Schema.Select(column => column with { Levels = null })), Rows = data.RowCount };
}
