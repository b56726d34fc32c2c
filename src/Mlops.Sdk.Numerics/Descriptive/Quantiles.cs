namespace Mlops.Sdk.Numerics;

/// <summary>Exact sample quantiles and the robust measures made of them. NaN is missing and is skipped; no number gives NaN.</summary>
/// <remarks>The overloads over read-only spans copy. A few quantiles take linear expected time by selection; more than sixteen sort the copy. Infinite values are ordinary extremes.</remarks>
public static class Quantiles
{
    /// <summary>The factor that makes the median absolute deviation of a normal sample estimate its standard deviation: 1 / Phi^-1(3/4).</summary>
    public const double NormalConsistency = 1.482602218505602;

    private const int SortAbove = 16;

    /// <summary>One quantile.</summary>
    /// <param name="values">The sample.</param>
    /// <param name="probability">The share of the sample below, 0 to 1.</param>
    /// <param name="method">The definition.</param>
    public static double Of(ReadOnlySpan<double> values, double probability, QuantileMethod method = QuantileMethod.Linear)
    {
        double result = 0;
        OfInPlace(values.ToArray(), [probability], new Span<double>(ref result), method);
        return result;
    }

    /// <summary>Several quantiles, in the order of <paramref name="probabilities"/>.</summary>
    /// <param name="values">The sample.</param>
    /// <param name="probabilities">Shares of the sample below, 0 to 1, in any order.</param>
    /// <param name="method">The definition.</param>
    public static double[] Of(ReadOnlySpan<double> values, ReadOnlySpan<double> probabilities, QuantileMethod method = QuantileMethod.Linear)
    {
        double[] results = new double[probabilities.Length];
        OfInPlace(values.ToArray(), probabilities, results, method);
        return results;
    }

    /// <summary>Several quantiles without a copy: the values are reordered, the NaN last.</summary>
    /// <param name="values">The sample; its order is lost.</param>
    /// <param name="probabilities">Shares of the sample below, 0 to 1, in any order.</param>
    /// <param name="results">Receives one quantile for each probability.</param>
    /// <param name="method">The definition.</param>
    public static void OfInPlace(Span<double> values, ReadOnlySpan<double> probabilities, Span<double> results, QuantileMethod method = QuantileMethod.Linear)
    {
        if (results.Length < probabilities.Length)
            throw new ArgumentException($"There are {probabilities.Length} probabilities and room for {results.Length} results.", nameof(results));
        foreach (double p in probabilities)
        {
            if (!(p >= 0 && p <= 1))
                throw new ArgumentOutOfRangeException(nameof(probabilities), p, "A probability lies between 0 and 1.");
        }

        Span<double> sample = values[..Selection.MoveMissingLast(values)];
        if (sample.IsEmpty)
        {
            results[..probabilities.Length].Fill(double.NaN);
            return;
        }

        bool sorted = probabilities.Length > SortAbove;
        if (sorted)
            Sorting.Ascending(sample);
        for (int i = 0; i < probabilities.Length; i++)
            results[i] = At(sample, probabilities[i], method, sorted);
    }

    /// <summary>One quantile of values that are sorted and free of NaN, in constant time.</summary>
    /// <param name="sorted">The sample in ascending order.</param>
    /// <param name="probability">The share of the sample below, 0 to 1.</param>
    /// <param name="method">The definition.</param>
    public static double OfSorted(ReadOnlySpan<double> sorted, double probability, QuantileMethod method = QuantileMethod.Linear)
    {
        if (!(probability >= 0 && probability <= 1))
            throw new ArgumentOutOfRangeException(nameof(probability), probability, "A probability lies between 0 and 1.");
        if (sorted.IsEmpty)
            return double.NaN;
        (int lower, double fraction) = Position(sorted.Length, probability, method);
        return fraction == 0 ? sorted[lower] : Interpolate(sorted[lower], sorted[lower + 1], fraction);
    }

    /// <summary>The median.</summary>
    /// <param name="values">The sample.</param>
    public static double Median(ReadOnlySpan<double> values) => Of(values, 0.5);

    /// <summary>The median of the distances from the median. Times <see cref="NormalConsistency"/> it estimates the standard deviation of a normal sample.</summary>
    /// <param name="values">The sample.</param>
    /// <param name="scale">A factor for the result: 1, or <see cref="NormalConsistency"/>.</param>
    public static double MedianAbsoluteDeviation(ReadOnlySpan<double> values, double scale = 1)
    {
        double[] copy = values.ToArray();
        Span<double> sample = copy.AsSpan(0, Selection.MoveMissingLast(copy));
        if (sample.IsEmpty)
            return double.NaN;
        double median = At(sample, 0.5, QuantileMethod.Linear, sorted: false);
        foreach (ref double value in sample)
            value = value == median ? 0 : Math.Abs(value - median);
        return scale * At(sample, 0.5, QuantileMethod.Linear, sorted: false);
    }

    /// <summary>The third quartile less the first.</summary>
    /// <param name="values">The sample.</param>
    /// <param name="method">The definition of the quartiles.</param>
    public static double InterquartileRange(ReadOnlySpan<double> values, QuantileMethod method = QuantileMethod.Linear)
    {
        double[] quartiles = Of(values, [0.25, 0.75], method);
        return quartiles[1] == quartiles[0] ? 0 : quartiles[1] - quartiles[0];
    }

    private static double At(Span<double> sample, double probability, QuantileMethod method, bool sorted)
    {
        (int lower, double fraction) = Position(sample.Length, probability, method);
        if (!sorted)
            Selection.Select(sample, lower);
        if (fraction == 0)
            return sample[lower];
        double upper = sorted ? sample[lower + 1] : Selection.Least(sample[(lower + 1)..]);
        return Interpolate(sample[lower], upper, fraction);
    }

    // Zero-based index of the lower neighbour and the weight of the upper one (Hyndman and Fan 1996, section 2).
    private static (int Lower, double Fraction) Position(int n, double p, QuantileMethod method)
    {
        double at = method switch
        {
            QuantileMethod.InvertedCdf or QuantileMethod.AveragedInvertedCdf or QuantileMethod.InterpolatedInvertedCdf => n * p - 1,
            QuantileMethod.ClosestObservation => n * p - 1.5,
            QuantileMethod.Hazen => n * p - 0.5,
            QuantileMethod.Weibull => (n + 1) * p - 1,
            QuantileMethod.Linear => (n - 1) * p,
            QuantileMethod.MedianUnbiased => n * p + (p + 1) / 3 - 1,
            QuantileMethod.NormalUnbiased => n * p + p / 4 + 0.375 - 1,
            _ => throw new ArgumentOutOfRangeException(nameof(method), method, "No such definition of a quantile."),
        };
        double floor = Math.Floor(at), g = at - floor;
        double fraction = method switch
        {
            QuantileMethod.InvertedCdf => g > 0 ? 1 : 0,
            QuantileMethod.AveragedInvertedCdf => g > 0 ? 1 : 0.5,
            QuantileMethod.ClosestObservation => g == 0 && (long)floor % 2 != 0 ? 0 : 1,
            _ => g,
        };
        if (fraction == 1)
            (floor, fraction) = (floor + 1, 0);
        if (floor < 0)
            return (0, 0);
        return floor >= n - 1 ? (n - 1, 0) : ((int)floor, fraction);
    }

    /// <summary>The point between two numbers in order, a fraction above 0 and below 1 of the way: NaN between the two infinities alone.</summary>
    internal static double Interpolate(double lower, double upper, double fraction)
    {
        if (lower == upper)
            return lower;
        double step = upper - lower;
        // Two numbers may lie further apart than the greatest double, and of two numbers one may be infinite.
        if (double.IsInfinity(step))
            return (lower * (1 - fraction)) + (upper * fraction);
        return fraction < 0.5 ? lower + step * fraction : upper - step * (1 - fraction);
    }
}
