using System.Runtime.InteropServices;

namespace Mlops.Sdk.Numerics;

/// <summary>Counts, means, variances and covariances of all pairs of columns in one pass, mergeable. A pair skips the rows in which either side is not finite (pairwise complete).</summary>
/// <remarks>
/// Blocks of 2,048 rows are centred and merged (Pebay 2008, eq. 3.6), so a large mean beside a small spread loses no digits. O(rows columns^2) time, O(columns^2) memory.
/// Lanes are eight wide on every machine and each pair is summed by one thread: the same calls give the same bits on any processor and any number of threads. One writer at a time.
/// </remarks>
public sealed class CoMomentMatrix
{
    private const int BlockRows = 2048;
    private const int TileColumns = 4;
    private const long LeastParallel = 4_000_000;

    private readonly PairMoments[] _pairs;

    /// <summary>An empty matrix.</summary>
    /// <param name="columns">How many columns, at most 1,024.</param>
    public CoMomentMatrix(int columns)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(columns, 1024);
        ColumnCount = columns;
        _pairs = new PairMoments[columns * (columns - 1) / 2];
    }

    /// <summary>The number of columns.</summary>
    public int ColumnCount { get; }

    /// <summary>How many rows had both columns.</summary>
    /// <param name="first">One column.</param>
    /// <param name="second">Another column.</param>
    public long Count(int first, int second) => (long)Pair(first, second).Count;

    /// <summary>The sample covariance (divisor n - 1) of two different columns; NaN below two rows.</summary>
    /// <param name="first">One column.</param>
    /// <param name="second">Another column.</param>
    public double Covariance(int first, int second) => Pair(first, second) is { Count: >= 2 } pair ? pair.Cross / (pair.Count - 1) : double.NaN;

    /// <summary>Pearson's correlation, within [-1, 1]; 1 of a column with itself; NaN below two rows or when either side is constant.</summary>
    /// <param name="first">One column.</param>
    /// <param name="second">Another column.</param>
    public double Correlation(int first, int second) => first == second ? 1 : Pair(first, second).Correlation;

    /// <summary>Adds rows.</summary>
    /// <param name="columns">The columns, equally long; NaN and infinite values are skipped.</param>
    public void Add(IReadOnlyList<ReadOnlyMemory<double>> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        if (columns.Count != ColumnCount) throw new ArgumentException($"The matrix has {ColumnCount} columns, got {columns.Count}.", nameof(columns));
        if (columns.Any(column => column.Length != columns[0].Length)) throw new ArgumentException("The columns differ in length.", nameof(columns));
        if (ColumnCount < 2) return;
        var centred = new CentredColumn[ColumnCount];

        // Threads are not worth their start for so little.
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = (long)columns[0].Length * ColumnCount * ColumnCount < LeastParallel ? 1 : -1 };
        Parallel.For(0, ColumnCount, parallel, c => centred[c] = new CentredColumn(columns[c], BlockRows));
        int tiles = (ColumnCount + TileColumns - 1) / TileColumns;
        Parallel.For(0, tiles * tiles, parallel, tile =>
        {
            if (tile / tiles <= tile % tiles) AddTile(centred, tile / tiles * TileColumns, tile % tiles * TileColumns);
        });
        foreach (CentredColumn column in centred) column.Dispose();
    }

    /// <summary>Adds the rows that another matrix of as many columns has seen; that one does not change.</summary>
    /// <param name="other">The other part.</param>
    public void Merge(CoMomentMatrix other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.ColumnCount != ColumnCount) throw new ArgumentException($"The matrix has {ColumnCount} columns, the other {other.ColumnCount}.", nameof(other));
        for (int i = 0; i < _pairs.Length; i++) _pairs[i].Merge(other._pairs[i]);
    }

    /// <summary>Writes the state; equal states give equal bytes.</summary>
    /// <param name="writer">Where to.</param>
    public void WriteTo(BinaryWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(ColumnCount);
        foreach (double part in MemoryMarshal.Cast<PairMoments, double>(_pairs)) writer.Write(part);
    }

    /// <summary>Reads a state that <see cref="WriteTo"/> wrote.</summary>
    /// <param name="reader">Where from.</param>
    /// <param name="columns">How many columns it has to have.</param>
    /// <exception cref="InvalidDataException">The bytes are no such state.</exception>
    public static CoMomentMatrix ReadFrom(BinaryReader reader, int columns)
    {
        ArgumentNullException.ThrowIfNull(reader);
        int stored = reader.ReadInt32();
        if (stored != columns) throw new InvalidDataException($"The stored co-moments have {stored} columns and not {columns}.");
        var matrix = new CoMomentMatrix(columns);
        foreach (ref double part in MemoryMarshal.Cast<PairMoments, double>(matrix._pairs.AsSpan())) part = reader.ReadDouble();
        return Array.TrueForAll(matrix._pairs, pair => pair.IsSound) ? matrix : throw new InvalidDataException("The stored co-moments are damaged: counts and second moments contradict each other.");
    }

    private ref readonly PairMoments Pair(int first, int second)
    {
        ArgumentOutOfRangeException.ThrowIfEqual(first, second);
        return ref _pairs[Index(Math.Max(first, second), Math.Min(first, second))];
    }

    private static int Index(int larger, int smaller) => (larger * (larger - 1) / 2) + smaller;

    private void AddTile(CentredColumn[] columns, int firstRow, int firstColumn)
    {
        for (int block = 0; block < columns[0].Blocks; block++)
        {
            for (int i = firstRow; i < Math.Min(firstRow + TileColumns, ColumnCount); i++)
            {
                for (int j = Math.Max(firstColumn, i + 1); j < Math.Min(firstColumn + TileColumns, ColumnCount); j++)
                    _pairs[Index(j, i)].Merge(CentredColumn.Pair(columns[j], columns[i], block));
            }
        }
    }
}
