using System.Collections.Immutable;

namespace Mlops.Sdk;

public sealed partial class Dataset
{
    /// <summary>Computes the fingerprint: one pass over all values, on all processors.</summary>
    /// <param name="cancellationToken">Checked at every block of every column.</param>
    public DatasetFingerprint Fingerprint(CancellationToken cancellationToken = default)
    {
        int blocks = (int)((RowCount + (long)DatasetFingerprint.BlockRows - 1) / DatasetFingerprint.BlockRows);
        var hashes = new string[ColumnCount * (long)blocks];
        Parallel.For(0L, hashes.LongLength, new ParallelOptions { CancellationToken = cancellationToken }, i =>
        {
            int start = (int)(i % blocks) * DatasetFingerprint.BlockRows;
            hashes[i] = BlockHash.Of(_columns[(int)(i / blocks)], start, Math.Min(DatasetFingerprint.BlockRows, RowCount - start));
        });
        ImmutableArray<ColumnFingerprint> columns =
        [
            .. _columns.Select((column, c) => new ColumnFingerprint(column.Name, column.Type, (column as CategoryColumn)?.Levels, [.. hashes.AsSpan(c * blocks, blocks)])),
        ];
        return new DatasetFingerprint(RowCount, columns);
    }
}
