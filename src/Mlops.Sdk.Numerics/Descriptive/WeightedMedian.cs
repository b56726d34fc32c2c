namespace Mlops.Sdk.Numerics;

/// <summary>The median of values that count more or less.</summary>
public static class WeightedMedian
{
    /// <summary>
    /// The value at which half of the weight lies below and half above; where the halves meet between two values, the middle of both. With equal weights it is the median.
    /// </summary>
    /// <remarks>Time n log n with weights, n without. An infinite middle (of opposite infinities, or of numbers whose sum overflows) is replaced by the lower of the two values. NaN for no values, and the plain median when the weights are all 0.</remarks>
    /// <param name="values">The values, free of NaN; their order is lost.</param>
    /// <param name="weights">Finite weights of at least 0, reordered with the values; empty when all count the same.</param>
    /// <exception cref="ArgumentException">The weights are neither empty nor as many as the values.</exception>
    public static double OfInPlace(Span<double> values, Span<double> weights)
    {
        if (weights.Length != 0 && weights.Length != values.Length)
            throw new ArgumentException($"There are {values.Length} values and {weights.Length} weights.", nameof(weights));
        if (values.IsEmpty) return double.NaN;
        double total = 0;
        foreach (double weight in weights) total += weight;
        if (total == 0)
        {
            int upper = values.Length / 2;
            Selection.Select(values, upper);
            if ((values.Length & 1) == 1) return values[upper];
            double lower = double.NegativeInfinity;
            foreach (double value in values[..upper]) lower = Math.Max(lower, value);
            return Middle(lower, values[upper]);
        }

        values.Sort(weights);
        double below = 0;
        for (int i = 0; i < values.Length; i++)
        {
            below += weights[i];
            if (below * 2 > total) return values[i];
            if (below * 2 == total) return Middle(values[i], values[NextWeighted(weights, i)]);
        }

        return values[^1];
    }

    private static int NextWeighted(ReadOnlySpan<double> weights, int after)
    {
        for (int i = after + 1; i < weights.Length; i++)
            if (weights[i] > 0) return i;
        return after;
    }

    private static double Middle(double lower, double upper)
    {
        double middle = (lower + upper) / 2;
        return double.IsFinite(middle) ? middle : double.IsFinite(lower / 2 + upper / 2) ? lower / 2 + upper / 2 : lower;
    }
}
