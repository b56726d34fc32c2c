using System.Globalization;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Reads a source once, in batches, and lets every column gather what it needs of them.</summary>
internal sealed class SourceScan(RowSample sample, int maxThreads)
{
    private const int BatchRows = 65_536;

    public long Rows => sample.RowCount;

    /// <summary>How many rows were sampled; null when all rows were taken.</summary>
    public int? SampledRows => sample.RowCount > sample.Capacity ? sample.Capacity : null;

    /// <param name="source">The rows.</param>
    /// <param name="columns">The names of the columns.</param>
    /// <param name="scans">What gathers each of them; null for a column that is not there.</param>
    /// <param name="prepare">What is done to a batch first.</param>
    /// <param name="progress">Told after every batch.</param>
    /// <param name="path">The path of the run.</param>
    /// <param name="cancellationToken">Honoured between batches and columns.</param>
    public void Run(DataSource source, string[] columns, ColumnScan?[] scans, Func<Dataset, Dataset>? prepare, IProgress<RunProgress>? progress, string path, CancellationToken cancellationToken)
    {
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = maxThreads, CancellationToken = cancellationToken };
        foreach (Dataset read in source.LendBatches(BatchRows, cancellationToken: cancellationToken).SelectMany(batches => batches))
        {
            Dataset batch = prepare is null ? read : prepare(read);
            ReadOnlyMemory<RowPlacement> placed = sample.Next(batch.RowCount);
            Parallel.For(0, columns.Length, parallel, i => scans[i]?.Add(batch[columns[i]], placed.Span));
            progress?.Report(new RunProgress(path, null, string.Create(CultureInfo.InvariantCulture, $"Read {Rows:N0} rows")));
        }
    }
}
