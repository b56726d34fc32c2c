namespace Mlops.Sdk.Numerics;

/// <summary>The minimum covariance determinant (Rousseeuw 1984): place and covariance of that half of the rows whose covariance has the least determinant, so that up to half of the rows may be wrong.</summary>
/// <remarks>
/// FastMCD (Rousseeuw and Van Driessen 1999): 500 starts of columns + 1 rows, each taken through two concentration steps (the half nearest to the estimate gives the next); the ten best go on until the determinant stays.
/// Beyond 600 rows the starts are made in up to five parts of about 300 rows, then in their union, then in all rows. The raw covariance is scaled so that the median distance is that of a normal sample,
/// and the estimate is taken again from the rows within the 97.5 % quantile of chi squared. Columns without variance or determined by others are left out of the distances.
/// Where half of a column is one value and the half that is found has less than 5 % of the column's variance, the column would be the whole of the determinant: every covariance is then widened
/// by 5 % of the variances of all rows (after Boudt et al. 2020). Halves that lie in a plane, as those of one value of a flag do, are passed over where there are others, and otherwise have their covariance widened by 1e-6 of the variances of all rows. The same bits on any number of threads.
/// </remarks>
public sealed class RobustCovariance
{
    private const double LeastMovement = 0.05;
    private const double Widening = 0.05;

    private RobustCovariance(CovarianceEstimate estimate, CovarianceEstimate raw, double rawLogDeterminant, int[] support)
    {
        Estimate = estimate;
        Raw = raw;
        RawLogDeterminant = rawLogDeterminant;
        Support = support;
    }

    /// <summary>The estimate from the rows that are no outliers.</summary>
    public CovarianceEstimate Estimate { get; }

    /// <summary>The place and covariance of the half, before any scaling.</summary>
    public CovarianceEstimate Raw { get; }

    /// <summary>The logarithm of the determinant of <see cref="Raw"/>, widened or not as it was compared, in the units of the columns.</summary>
    public double RawLogDeterminant { get; }

    /// <summary>The rows from which <see cref="Estimate"/> is taken, ascending.</summary>
    public IReadOnlyList<int> Support { get; }

    /// <summary>Estimates place and covariance.</summary>
    /// <param name="columns">The columns, finite, all of one length, at least 2.</param>
    /// <param name="supportFraction">The share of the rows that the half has, 0.5 to 1; null for the least that bears most outliers, (rows + columns + 1) / 2.</param>
    /// <param name="random">Where chance comes from; each start has a child stream of its own.</param>
    /// <param name="parallel">Threads and cancellation.</param>
    public static RobustCovariance Fit(ReadOnlyMemory<double>[] columns, double? supportFraction, RandomStream random, ParallelOptions parallel)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(random);
        ArgumentNullException.ThrowIfNull(parallel);
        if (supportFraction is not (null or (>= 0.5 and <= 1))) throw new ArgumentOutOfRangeException(nameof(supportFraction), supportFraction, "The share of the half is from 0.5 to 1.");
        int rows = PointColumns.RequireRows(columns), width = columns.Length;
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 2);
        ConcentrationSpace space = ConcentrationSpace.Of(columns, 0, parallel);
        int half = Math.Clamp(supportFraction is { } share ? (int)(share * rows) : (rows + space.Width + 2) / 2, 1, rows);
        Concentration best = new ConcentrationSearch(space, (double)half / rows, random, parallel).Run(half);
        double widening = HasStillColumn(columns, best.Rows, half) ? Widening : 0;
        if (widening > 0)
        {
            space = ConcentrationSpace.Of(columns, widening, parallel);
            best = new ConcentrationSearch(space, (double)half / rows, random, parallel).Run(half);
        }

        double[] distances = space.Distances(best, parallel);
        double correction = Quantiles.Median(distances) / ChiSquared.Quantile(0.5, Math.Max(1, space.Width)), cut = ChiSquared.Quantile(0.975, Math.Max(1, space.Width)) * correction;
        int[] support = [.. Enumerable.Range(0, rows).Where(row => correction > 0 ? distances[row] < cut : distances[row] <= 0)];
        if (support.Length < half) support = best.Rows;
        return new RobustCovariance(Widened(Of(columns, support, parallel), columns, widening), Of(columns, best.Rows, parallel), best.LogDeterminant + space.LogUnits, support);
    }

    // A column of which one value makes up a half can be as good as constant in it, whatever the others do.
    private static bool HasStillColumn(ReadOnlyMemory<double>[] columns, int[] rows, int half)
    {
        foreach (ReadOnlyMemory<double> column in columns)
        {
            ReadOnlySpan<double> values = column.Span;
            double variance = Moments.Of(values).PopulationVariance;
            if (!(variance > 0) || values.Count(Quantiles.Median(values)) < half) continue;
            if (Moments.Of(Array.ConvertAll(rows, row => column.Span[row])).PopulationVariance < LeastMovement * variance) return true;
        }

        return false;
    }

    private static CovarianceEstimate Widened(CovarianceEstimate estimate, ReadOnlyMemory<double>[] columns, double widening)
    {
        if (widening == 0) return estimate;
        double[] covariance = Array.ConvertAll(estimate.Covariance, value => (1 - widening) * value);
        for (int c = 0; c < columns.Length; c++) covariance[(c * columns.Length) + c] += widening * Moments.Of(columns[c].Span).PopulationVariance;
        return new CovarianceEstimate(estimate.Location, covariance, widening);
    }

    private static CovarianceEstimate Of(ReadOnlyMemory<double>[] columns, int[] rows, ParallelOptions parallel)
    {
        (double[] location, double[] covariance) = RowCovariance.Of(columns, rows, parallel);
        return new CovarianceEstimate(location, covariance, 0);
    }
}
