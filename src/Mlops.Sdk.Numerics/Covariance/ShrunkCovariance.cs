using System.Numerics.Tensors;

namespace Mlops.Sdk.Numerics;

/// <summary>The covariance of a sample, as it is or drawn towards a multiple of the identity, so that it can be inverted where there are few rows for many columns.</summary>
/// <remarks>All divide by the number of rows. Coordinates must be finite. Rows times columns squared. The same bits on any number of threads.</remarks>
public static class ShrunkCovariance
{
    /// <summary>The covariance of the sample itself.</summary>
    /// <param name="columns">The columns, all of one length, at least 1.</param>
    /// <param name="parallel">Threads and cancellation.</param>
    public static CovarianceEstimate Empirical(ReadOnlyMemory<double>[] columns, ParallelOptions parallel)
    {
        (double[] means, _, double[] covariance) = Centre(columns, parallel);
        return new CovarianceEstimate(means, covariance);
    }

    /// <summary>With the shrinkage of least expected squared error (Ledoit and Wolf 2004).</summary>
    /// <inheritdoc cref="Empirical"/>
    public static CovarianceEstimate LedoitWolf(ReadOnlyMemory<double>[] columns, ParallelOptions parallel)
    {
        (double[] means, double[][] centred, double[] covariance) = Centre(columns, parallel);
        int width = means.Length, rows = centred[0].Length;
        double mean = Trace(covariance, width) / width, squares = OrderedSums.SumOfSquares(covariance), fourth = 0;
        double[] sizes = new double[rows];
        foreach (double[] column in centred) TensorPrimitives.MultiplyAdd<double>(column, column, sizes, sizes);
        fourth = OrderedSums.SumOfSquares(sizes);
        double noise = ((fourth / rows) - squares) / ((double)width * rows), distance = (squares - (width * mean * mean)) / width;
        noise = Math.Min(noise, distance);
        return Shrink(means, covariance, noise == 0 ? 0 : noise / distance, mean);
    }

    /// <summary>With the shrinkage that is best for a normal sample, by an oracle that approximates itself (Chen, Wiesel, Eldar and Hero 2010).</summary>
    /// <inheritdoc cref="Empirical"/>
    public static CovarianceEstimate Oas(ReadOnlyMemory<double>[] columns, ParallelOptions parallel)
    {
        (double[] means, double[][] centred, double[] covariance) = Centre(columns, parallel);
        int width = means.Length, rows = centred[0].Length;
        double mean = Trace(covariance, width) / width, alpha = OrderedSums.SumOfSquares(covariance) / ((double)width * width);
        double above = alpha + (mean * mean), below = (rows + 1.0) * (alpha - (mean * mean / width));
        return Shrink(means, covariance, below == 0 ? 1 : Math.Min(above / below, 1), mean);
    }

    private static CovarianceEstimate Shrink(double[] means, double[] covariance, double shrinkage, double mean)
    {
        TensorPrimitives.Multiply<double>(covariance, 1 - shrinkage, covariance);
        for (int i = 0; i < means.Length; i++) covariance[(i * means.Length) + i] += shrinkage * mean;
        return new CovarianceEstimate(means, covariance, shrinkage);
    }

    private static (double[] Means, double[][] Centred, double[] Covariance) Centre(ReadOnlyMemory<double>[] columns, ParallelOptions parallel)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(parallel);
        int rows = PointColumns.RequireRows(columns), width = columns.Length;
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        double[] means = new double[width], covariance = new double[width * width];
        var centred = new double[width][];
        for (int c = 0; c < width; c++)
        {
            means[c] = Moments.Of(columns[c].Span).Mean;
            centred[c] = new double[rows];
            TensorPrimitives.Subtract(columns[c].Span, means[c], centred[c]);
        }

        GramMatrix.Compute([.. centred.Select(column => (ReadOnlyMemory<double>)column)], default, covariance, parallel);
        TensorPrimitives.Divide<double>(covariance, rows, covariance);
        return (means, centred, covariance);
    }

    private static double Trace(double[] matrix, int width)
    {
        double trace = 0;
        for (int i = 0; i < width; i++) trace += matrix[(i * width) + i];
        return trace;
    }
}
