using System.Buffers;
using System.Numerics.Tensors;

namespace Mlops.Sdk.Numerics;

/// <summary>The place and the covariance of some rows, with scratch from the shared pool: called many times, on many rows.</summary>
internal static class RowCovariance
{
    /// <summary>The means of the columns, and their covariance over the number of rows.</summary>
    public static (double[] Location, double[] Covariance) Of(ReadOnlyMemory<double>[] columns, int[] rows, ParallelOptions parallel)
    {
        int width = columns.Length;
        double[] location = new double[width], covariance = new double[width * width];
        var rented = new double[width][];
        for (int c = 0; c < width; c++)
        {
            rented[c] = ArrayPool<double>.Shared.Rent(rows.Length);
            ReadOnlySpan<double> column = columns[c].Span;
            Span<double> values = rented[c].AsSpan(0, rows.Length);
            for (int i = 0; i < values.Length; i++) values[i] = column[rows[i]];
            location[c] = OrderedSums.Sum(values) / rows.Length;
            TensorPrimitives.Subtract(values, location[c], values);
        }

        GramMatrix.Compute(Array.ConvertAll(rented, values => (ReadOnlyMemory<double>)values.AsMemory(0, rows.Length)), default, covariance, parallel);
        foreach (double[] values in rented) ArrayPool<double>.Shared.Return(values);
        TensorPrimitives.Divide<double>(covariance, rows.Length, covariance);
        return (location, covariance);
    }
}
