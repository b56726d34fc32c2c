using System.Numerics.Tensors;

namespace Mlops.Sdk.Numerics;

/// <summary>Weighted cross products of columns, the costly part of least squares and of Newton steps.</summary>
public static class GramMatrix
{
    private const int BlockRows = 2048;

    /// <summary>Computes <c>sum over rows of weight * x_i * x_j</c> for every pair of columns. Costs rows times columns squared; one block of rows of scratch a thread. The same bits on any number of threads.</summary>
    /// <param name="columns">The columns, all of one length, without NaN.</param>
    /// <param name="weights">One weight a row; empty for 1 each.</param>
    /// <param name="gram">Receives the symmetric matrix, row after row: as many rows and columns as there are columns.</param>
    /// <param name="parallel">Threads and cancellation.</param>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    public static void Compute(ReadOnlyMemory<double>[] columns, ReadOnlyMemory<double> weights, double[] gram, ParallelOptions parallel)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(gram);
        ArgumentNullException.ThrowIfNull(parallel);
        int size = columns.Length, rows = size == 0 ? 0 : columns[0].Length;
        if (columns.Any(column => column.Length != rows)) throw new ArgumentException("All columns have the same number of rows.", nameof(columns));
        if (weights.Length != 0 && weights.Length != rows) throw new ArgumentException($"{rows} rows have as many weights, got {weights.Length}.", nameof(weights));
        if (gram.Length != size * size) throw new ArgumentException($"{size} columns have {size * size} products, got room for {gram.Length}.", nameof(gram));

        // Rows of the matrix from both ends make parts of equal work.
        Parallel.For(0, (size + 1) / 2, parallel, () => new double[BlockRows], (pair, _, scratch) =>
        {
            Row(columns, weights, gram, pair, rows, scratch);
            if (size - 1 - pair != pair) Row(columns, weights, gram, size - 1 - pair, rows, scratch);
            return scratch;
        }, _ => { });
        for (int i = 0; i < size; i++)
            for (int j = 0; j < i; j++) gram[(i * size) + j] = gram[(j * size) + i];
    }

    private static void Row(ReadOnlyMemory<double>[] columns, ReadOnlyMemory<double> weights, double[] gram, int i, int rows, double[] scratch)
    {
        int size = columns.Length;
        Span<double> sums = gram.AsSpan(i * size, size);
        sums[i..].Clear();
        for (int start = 0; start < rows; start += BlockRows)
        {
            int count = Math.Min(BlockRows, rows - start);
            ReadOnlySpan<double> own = columns[i].Span.Slice(start, count);
            if (weights.Length > 0)
            {
                TensorPrimitives.Multiply(own, weights.Span.Slice(start, count), scratch);
                own = scratch.AsSpan(0, count);
            }

            for (int j = i; j < size; j++) sums[j] += OrderedSums.Dot(own, columns[j].Span.Slice(start, count));
        }
    }
}
