using System.Collections.Immutable;
using System.Globalization;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>What the columns of a source gather of its rows, read once, in batches.</summary>
/// <param name="schema">The columns of the source.</param>
/// <param name="columns">What gathers each of those that are looked at, by name; null for one that is not there.</param>
/// <param name="sample">Which rows are sampled.</param>
internal sealed class SourceScan(Schema schema, ImmutableArray<(string Name, ColumnScan? Scan)> columns, RowSample sample)
{
    private const int BatchRows = 65_536;

    /// <summary>The columns of the source.</summary>
    public Schema Schema => schema;

    /// <summary>What gathered each column.</summary>
    public ImmutableArray<(string Name, ColumnScan? Scan)> Columns => columns;

    public long Rows => sample.RowCount;

    /// <summary>How many rows were sampled; null when all rows were taken.</summary>
    public int? SampledRows => sample.RowCount > sample.Capacity ? sample.Capacity : null;

    /// <summary>Reads a source.</summary>
    /// <param name="source">The rows.</param>
    /// <param name="begin">Tells for the columns of the source what is gathered.</param>
    /// <param name="prepare">What is done to a batch first; null for nothing.</param>
    /// <param name="run">Threads and progress.</param>
    /// <param name="cancellationToken">Honoured between batches and columns.</param>
    public static SourceScan Run(DataSource source, Func<Schema, SourceScan> begin, Func<Dataset, Schema, Dataset>? prepare, RunContext run, CancellationToken cancellationToken)
    {
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = run.MaxThreads, CancellationToken = cancellationToken };
        return source.Reduce(begin, (scan, batches) =>
        {
            foreach (Dataset read in batches) scan.Add(prepare is null ? read : prepare(read, scan.Schema), parallel);
            run.Progress?.Report(new RunProgress(run.Path, null, string.Create(CultureInfo.InvariantCulture, $"Read {scan.Rows:N0} rows")));
        }, BatchRows, cancellationToken: cancellationToken);
    }

    private void Add(Dataset batch, ParallelOptions parallel)
    {
        ReadOnlyMemory<RowPlacement> placed = sample.Next(batch.RowCount);
        Parallel.For(0, columns.Length, parallel, i => columns[i].Scan?.Add(batch[columns[i].Name], placed.Span));
    }
}
