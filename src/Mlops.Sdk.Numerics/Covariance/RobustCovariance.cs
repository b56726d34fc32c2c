namespace Mlops.Sdk.Numerics;

/// <summary>The minimum covariance determinant (Rousseeuw 1984): place and covariance of that half of the rows whose covariance has the least determinant, so that up to half of the rows may be wrong.</summary>
/// <remarks>
/// FastMCD (Rousseeuw and Van Driessen 1999): 500 starts of columns + 1 rows, each taken through two concentration steps (the half nearest to the estimate gives the next); the ten best go on until the determinant stays.
/// Beyond 600 rows the starts are made in up to five parts of about 300 rows, then in their union, then in all rows. The raw covariance is scaled so that the median distance is that of a normal sample,
/// and the estimate is taken again from the rows within the 97.5 % quantile of chi squared. Columns without variance or determined by others are left out of the distances;
/// halves that lie in a plane, as those of one value of a flag do, are passed over where there are others, and otherwise have their covariance widened by 1e-6 of the variances of all rows. The same bits on any number of threads.
/// </remarks>
public sealed class RobustCovariance
{
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

    /// <summary>The logarithm of the determinant of <see cref="Raw"/>, in the units of the columns.</summary>
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
        ConcentrationSpace space = ConcentrationSpace.Of(columns, parallel);
        int half = Math.Clamp(supportFraction is { } share ? (int)(share * rows) : (rows + space.Width + 2) / 2, 1, rows);
        Concentration best = new ConcentrationSearch(space, (double)half / rows, random, parallel).Run(half);
        double[] distances = space.Distances(best, parallel);
        double correction = Quantiles.Median(distances) / ChiSquared.Quantile(0.5, Math.Max(1, space.Width)), cut = ChiSquared.Quantile(0.975, Math.Max(1, space.Width)) * correction;
        int[] support = [.. Enumerable.Range(0, rows).Where(row => correction > 0 ? distances[row] < cut : distances[row] <= 0)];
        if (support.Length < half) support = best.Rows;
        return new RobustCovariance(Of(columns, support, parallel), Of(columns, best.Rows, parallel), best.LogDeterminant + space.LogUnits, support);
    }

    private static CovarianceEstimate Of(ReadOnlyMemory<double>[] columns, int[] rows, ParallelOptions parallel) =>
        ShrunkCovariance.Empirical([.. columns.Select(column => (ReadOnlyMemory<double>)Array.ConvertAll(rows, row => column.Span[row]))], parallel);
}
