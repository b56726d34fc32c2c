namespace Mlops.Sdk;

/// <summary>How far numbers are from evenly spread between the least and the greatest of them.</summary>
internal static class UniformTest
{
    private const int Places = 256;

    /// <summary>The greatest difference between the share of numbers below a place and where the place lies, at 256 places, and what it exceeds with a given probability when the numbers are evenly spread
    /// (Kolmogorov's distribution, first term; the limits are taken from the data, which makes the distance a little smaller). Null where it cannot be told.</summary>
    public static (double Distance, Func<double, double> Critical)? Distance(ColumnProfile column)
    {
        if (column.Min is not { } low || column.Max is not { } high || !double.IsFinite(high - low) || !(high > low) || column.Infinite > 0) return null;
        double n = column.Summary.Numbers.Count;
        if (column.Distinct < n / 2) return null;
        double distance = 0;
        for (int place = 1; place < Places; place++)
            distance = Math.Max(distance, Math.Abs(column.Summary.Rank(low + (high - low) * place / Places) - (double)place / Places));
        double bound = column.QuantileRankBound;
        return bound > 0.5 / Math.Sqrt(n) ? null : (distance, level => Math.Sqrt(-Math.Log(level / 2) / (2 * n)));
    }
}
