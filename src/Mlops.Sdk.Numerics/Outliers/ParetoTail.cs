namespace Mlops.Sdk.Numerics;

/// <summary>A generalized Pareto distribution fitted to what lies beyond a high level, and the values that the tail exceeds with a small probability (peaks over threshold, Pickands 1975).</summary>
/// <param name="Level">The level.</param>
/// <param name="LevelShare">The share of the sample beyond it.</param>
/// <param name="Shape">Above 0 for a heavy tail, 0 for an exponential one, below 0 for one that ends.</param>
/// <param name="Scale">The scale, above 0.</param>
public sealed record ParetoTail(double Level, double LevelShare, double Shape, double Scale)
{
    /// <summary>The fewest values beyond a level from which a tail is fitted.</summary>
    public const int LeastCount = 10;

    /// <summary>Fits the tail of a sample by the quasi-Bayesian estimate of Zhang and Stephens (2009), which exists for every shape. O(n log n).</summary>
    /// <param name="values">The sample, finite.</param>
    /// <param name="levelShare">Which share of it makes the tail, above 0 and below 1.</param>
    /// <returns>Null where fewer than <see cref="LeastCount"/> values lie beyond the level, or where they do not differ.</returns>
    public static ParetoTail? Fit(ReadOnlySpan<double> values, double levelShare)
    {
        if (!(levelShare > 0 && levelShare < 1)) throw new ArgumentOutOfRangeException(nameof(levelShare), levelShare, "The share of the tail is above 0 and below 1.");
        if (values.IsEmpty) return null;
        double level = Quantiles.Of(values, 1 - levelShare);
        double[] beyond = [.. values.ToArray().Where(value => value > level).Select(value => value - level).Order()];
        if (beyond.Length < LeastCount || beyond[0] == beyond[^1] || !double.IsFinite(beyond[^1])) return null;
        (double shape, double scale) = Estimate(beyond);
        return new ParetoTail(level, (double)beyond.Length / values.Length, shape, scale);
    }

    /// <summary>The value that is exceeded with a probability.</summary>
    /// <param name="probability">The probability, above 0; at or above the share of the tail it gives the level.</param>
    public double ExceededWith(double probability)
    {
        if (!(probability > 0)) throw new ArgumentOutOfRangeException(nameof(probability), probability, "The probability is above 0.");
        double ratio = probability / LevelShare;
        if (ratio >= 1) return Level;
        return Level + (Math.Abs(Shape) < 1e-9 ? -Scale * Math.Log(ratio) : Scale / Shape * (Math.Pow(ratio, -Shape) - 1));
    }

    // The profile likelihood of theta = -shape / scale, weighed over a grid that the first quartile spreads (eq. 6 and 7 there).
    private static (double Shape, double Scale) Estimate(double[] sorted)
    {
        int count = sorted.Length, points = 20 + (int)Math.Sqrt(count);
        double quartile = sorted[Math.Max(0, (int)((count / 4.0) + 0.5) - 1)], theta = 0, total = 0;
        double[] grid = new double[points], likelihood = new double[points];
        for (int i = 0; i < points; i++)
        {
            grid[i] = (1 / sorted[^1]) + ((1 - Math.Sqrt(points / (i + 0.5))) / (3 * quartile));
            double shape = MeanLog(sorted, grid[i]);
            likelihood[i] = count * (Math.Log(-grid[i] / shape) - shape - 1);
        }

        double greatest = likelihood.Where(double.IsFinite).DefaultIfEmpty(0).Max();
        for (int i = 0; i < points; i++)
        {
            double weight = double.IsFinite(likelihood[i]) ? Math.Exp(likelihood[i] - greatest) : 0;
            total += weight;
            theta += weight * grid[i];
        }

        theta /= total;
        double fitted = MeanLog(sorted, theta);
        return theta != 0 && fitted != 0 ? (fitted, -fitted / theta) : (0, sorted.Average());
    }

    private static double MeanLog(double[] values, double theta)
    {
        double sum = 0;
        foreach (double value in values) sum += Math.Log(1 - (theta * value));
        return sum / values.Length;
    }
}
