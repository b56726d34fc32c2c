using System.Buffers;
using System.Numerics.Tensors;

namespace Mlops.Sdk.Numerics;

/// <summary>Rows in standardized columns, free of columns that say nothing, in which concentration steps are made.</summary>
internal sealed class ConcentrationSpace
{
    private const int BlockRows = 512;
    private const double FlatWidening = 1e-6;
    private const double LeastVariance = 1e-12;

    private readonly ReadOnlyMemory<double>[] _columns;
    private readonly double _widening;

    private ConcentrationSpace(ReadOnlyMemory<double>[] columns, int rows, double logUnits, double widening) => (_columns, Rows, LogUnits, _widening) = (columns, rows, logUnits, widening);

    public int Rows { get; }

    public int Width => _columns.Length;

    /// <summary>What turns a log determinant here into one in the units of the columns.</summary>
    public double LogUnits { get; }

    public static ConcentrationSpace Of(ReadOnlyMemory<double>[] columns, double widening, ParallelOptions parallel)
    {
        CovarianceEstimate all = ShrunkCovariance.Empirical(columns, parallel);
        int width = columns.Length;
        SymmetricFactor factor = SymmetricFactor.Of(all.Covariance, width);
        int[] used = [.. Enumerable.Range(0, width).Where(factor.IsDetermined)];
        var scaled = new ReadOnlyMemory<double>[used.Length];
        double log = 0;
        for (int i = 0; i < used.Length; i++)
        {
            double unit = Math.Sqrt(all.Covariance[(used[i] * width) + used[i]]);
            log += 2 * Math.Log(unit);
            double[] own = new double[columns[0].Length];
            TensorPrimitives.Subtract(columns[used[i]].Span, all.Location[used[i]], own);
            TensorPrimitives.Divide<double>(own, unit, own);
            scaled[i] = own;
        }

        return new ConcentrationSpace(scaled, columns[0].Length, log, widening);
    }

    /// <summary>The same space with some of its rows.</summary>
    public ConcentrationSpace Take(int[] rows) => new(Array.ConvertAll(_columns, column => (ReadOnlyMemory<double>)Array.ConvertAll(rows, row => column.Span[row])), rows.Length, LogUnits, _widening);

    public Concentration Estimate(int[] rows, ParallelOptions parallel)
    {
        (double[] location, double[] covariance) = RowCovariance.Of(_columns, rows, parallel);
        if (_widening > 0)
        {
            TensorPrimitives.Multiply<double>(covariance, 1 - _widening, covariance);
            for (int c = 0; c < Width; c++) covariance[(c * Width) + c] += _widening;
        }

        SymmetricFactor factor = SymmetricFactor.Of(covariance, Width);
        bool flat = factor.IsSingular;
        for (int c = 0; c < Width; c++) flat |= covariance[(c * Width) + c] < LeastVariance;
        if (flat)
        {
            for (int c = 0; c < Width; c++) covariance[(c * Width) + c] += FlatWidening;
            factor = SymmetricFactor.Of(covariance, Width, 1e-14);
        }

        return new Concentration(rows, location, factor, factor.LogDeterminant, flat);
    }

    /// <summary>The squared distances of all rows.</summary>
    public double[] Distances(Concentration from, ParallelOptions parallel)
    {
        double[] distances = new double[Rows];
        Measure(from, distances, parallel);
        return distances;
    }

    /// <summary>The rows nearest to an estimate, ascending; of equal ones those that come first.</summary>
    public int[] Nearest(Concentration from, int count, ParallelOptions parallel)
    {
        if (count >= Rows) return [.. Enumerable.Range(0, Rows)];
        double[] distances = ArrayPool<double>.Shared.Rent(Rows), copy = ArrayPool<double>.Shared.Rent(Rows);
        try
        {
            Measure(from, distances, parallel);
            distances.AsSpan(0, Rows).CopyTo(copy);
            Selection.Select(copy.AsSpan(0, Rows), count - 1);
            return UpTo(distances.AsSpan(0, Rows), copy[count - 1], count);
        }
        finally
        {
            ArrayPool<double>.Shared.Return(distances);
            ArrayPool<double>.Shared.Return(copy);
        }
    }

    private void Measure(Concentration from, double[] distances, ParallelOptions parallel) =>
        Parallel.For(0, (Rows + BlockRows - 1) / BlockRows, parallel, () => new double[(Width + 1) * BlockRows], (block, _, solved) =>
        {
            int start = block * BlockRows, count = Math.Min(BlockRows, Rows - start);
            Span<double> sums = distances.AsSpan(start, count), spare = solved.AsSpan(Width * BlockRows, count);
            sums.Clear();
            for (int i = 0; i < Width; i++)
            {
                ReadOnlySpan<double> lower = from.Factor.LowerRow(i);
                Span<double> own = solved.AsSpan(i * BlockRows, count);
                TensorPrimitives.Subtract(_columns[i].Span.Slice(start, count), from.Location[i], own);
                for (int j = 0; j < i; j++)
                {
                    TensorPrimitives.Multiply(solved.AsSpan(j * BlockRows, count), lower[j], spare);
                    TensorPrimitives.Subtract(own, spare, own);
                }

                if (lower[i] > 0) TensorPrimitives.Divide(own, lower[i], own);
                else own.Clear();
                TensorPrimitives.MultiplyAdd(own, own, sums, sums);
            }

            return solved;
        }, _ => { });

    private static int[] UpTo(ReadOnlySpan<double> distances, double worst, int count)
    {
        int below = 0;
        foreach (double distance in distances) below += distance < worst ? 1 : 0;
        int[] rows = new int[count];
        for (int row = 0, at = 0, ties = count - below; at < count; row++)
        {
            if (distances[row] < worst || (distances[row] == worst && ties-- > 0)) rows[at++] = row;
        }

        return rows;
    }
}
