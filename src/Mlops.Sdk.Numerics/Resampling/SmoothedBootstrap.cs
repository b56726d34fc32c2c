namespace Mlops.Sdk.Numerics;

/// <summary>The kernel of a smoothed bootstrap.</summary>
public static class SmoothedBootstrap
{
    /// <summary>The standard deviation of the normal noise for a column: shrinkage (4 / ((d + 2) n))^(1 / (d + 4)) times the sample standard deviation, which is best for normal data (Bowman and Azzalini 1997; ROSE, Menardi and Torelli 2014). O(values).</summary>
    /// <param name="values">The values of the class; those that are not finite do not count.</param>
    /// <param name="dimensions">How many columns are smoothed, at least 1.</param>
    /// <param name="shrinkage">A factor of at least 0; 0 gives the plain bootstrap.</param>
    /// <returns>0 with fewer than two values.</returns>
    public static double Bandwidth(ReadOnlySpan<double> values, int dimensions, double shrinkage)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimensions, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(shrinkage);
        var moments = new Moments();
        foreach (double value in values)
            if (double.IsFinite(value)) moments.Add(value);
        double deviation = moments.StandardDeviation;
        return double.IsFinite(deviation) ? shrinkage * Constant((int)moments.Count, dimensions) * deviation : 0;
    }

    /// <summary>The factor before the standard deviation, (4 / ((d + 2) n))^(1 / (d + 4)).</summary>
    /// <param name="count">How many rows, at least 1.</param>
    /// <param name="dimensions">How many columns, at least 1.</param>
    public static double Constant(int count, int dimensions) => Math.Pow(4 / ((dimensions + 2.0) * count), 1 / (dimensions + 4.0));
}
