using System.Buffers;
using System.Numerics.Tensors;

namespace Mlops.Sdk.Numerics;

/// <summary>Rows in standardized columns, free of columns that say nothing, in which concentration steps are made.</summary>
internal sealed class ConcentrationSpace
{
    private const int BlockRows = 512;
    private const double FlatWidening = 1e-6;
    private const double LeastVariance = 1e-12;

    private readonly double[][] _columns;
    private readonly double _widening;

    private ConcentrationSpace(double[][] columns, int rows, double logUnits, double widening) => (_columns, Rows, LogUnits, _widening) = (columns, rows, logUnits, widening);

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
        var scaled = new double[used.Length][];
        double log = 0;
        for (int i = 0; i < used.Length; i++)
        {
            double unit = Math.Sqrt(all.Covariance[(used[i] * width) + used[i]]);
            log += 2 * Math.Log(unit);
            scaled[i] = new double[columns[0].Length];
            TensorPrimitives.Subtract(columns[used[i]].Span, all.Location[used[i]], scaled[i]);
            TensorPrimitives.Divide<double>(scaled[i], unit, scaled[i]);
        }

        return new ConcentrationSpace(scaled, columns[0].Length, log, widening);
    }

    /// <summary>The same space with some of its rows.</summary>
    public ConcentrationSpace Take(int[] rows) => new(Array.ConvertAll(_columns, column => Array.ConvertAll(rows, row => column[row])), rows.Length, LogUnits, _widening);

    public Concentration Estimate(int[] rows, ParallelOptions parallel)
    {
        double[] location = new double[Width], covariance = new double[Width * Width];
        var rented = new double[Width][];
        for (int c = 0; c < Width; c++)
        {
            rented[c] = ArrayPool<double>.Shared.Rent(rows.Length);
            double[] column = _columns[c];
            Span<double> values = rented[c].AsSpan(0, rows.Length);
            for (int i = 0; i < rows.Length; i++) values[i] = column[rows[i]];
            location[c] = TensorPrimitives.Sum<double>(values) / rows.Length;
            TensorPrimitives.Subtract(values, location[c], values);
        }

        GramMatrix.Compute(Array.ConvertAll(rented, values => (ReadOnlyMemory<double>)values.AsMemory(0, rows.Length)), default, covariance, parallel);
        foreach (double[] values in rented) ArrayPool<double>.Shared.Return(values);
        TensorPrimitives.Divide<double>(covariance, rows.Length, covariance);
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
        Parallel.For(0, (Rows + BlockRows - 1) / BlockRows, parallel, () => new double[(Width + 1) * BlockRows], (block, _, solved) =>
        {
            int start = block * BlockRows, count = Math.Min(BlockRows, Rows - start);
            Span<double> sums = distances.AsSpan(start, count), spare = solved.AsSpan(Width * BlockRows, count);
            for (int i = 0; i < Width; i++)
            {
                ReadOnlySpan<double> lower = from.Factor.LowerRow(i);
                Span<double> own = solved.AsSpan(i * BlockRows, count);
                TensorPrimitives.Subtract(_columns[i].AsSpan(start, count), from.Location[i], own);
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
        return distances;
    }

    /// <summary>The rows with the least distances, ascending; of equal ones those that come first.</summary>
    public static int[] Nearest(double[] distances, int count)
    {
        if (count >= distances.Length) return [.. Enumerable.Range(0, distances.Length)];
        double[] copy = [.. distances];
        Selection.Select(copy, count - 1);
        double worst = copy[count - 1];
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
