namespace Mlops.Sdk.Numerics;

/// <summary>Quantiles of numbers that count more or less: the value at which the weight below reaches a share of the whole; where it does so exactly, the middle of that value and the next.</summary>
/// <remarks>That is SAS' fifth definition and statsmodels' <c>DescrStatsW.quantile</c>; with weights that are all 1 it is <see cref="QuantileMethod.AveragedInvertedCdf"/>. NaN and weights of 0 are skipped.</remarks>
public static class WeightedQuantiles
{
    // A share that differs from the weight below by rounding alone counts as reached.
    private const double Rounding = 1e-12;

    /// <summary>One quantile; NaN when nothing has a weight. O(n log n).</summary>
    /// <param name="values">The numbers.</param>
    /// <param name="weights">One weight for each, finite and at least 0.</param>
    /// <param name="probability">The share of the weight below, 0 to 1.</param>
    public static double Of(ReadOnlySpan<double> values, ReadOnlySpan<double> weights, double probability)
    {
        WeightedMoments.RequireWeights(values, weights);
        var kept = new List<(double Value, double Weight)>(values.Length);
        for (int i = 0; i < values.Length; i++)
            if (!double.IsNaN(values[i]) && weights[i] > 0) kept.Add((values[i], weights[i]));
        kept.Sort((a, b) => a.Value.CompareTo(b.Value));
        double[] sorted = [.. kept.Select(one => one.Value)], cumulative = new double[kept.Count];
        double sum = 0;
        for (int i = 0; i < cumulative.Length; i++) cumulative[i] = sum += kept[i].Weight;
        return OfCumulative(sorted, cumulative, probability);
    }

    /// <summary>One quantile of values that are sorted, in O(log n).</summary>
    /// <param name="sorted">The numbers in ascending order, free of NaN.</param>
    /// <param name="cumulative">For each, the weight up to and with it.</param>
    /// <param name="probability">The share of the weight below, 0 to 1.</param>
    public static double OfCumulative(ReadOnlySpan<double> sorted, ReadOnlySpan<double> cumulative, double probability)
    {
        if (!(probability >= 0 && probability <= 1)) throw new ArgumentOutOfRangeException(nameof(probability), probability, "A probability lies between 0 and 1.");
        if (sorted.Length != cumulative.Length) throw new ArgumentException($"There are {sorted.Length} values and {cumulative.Length} weights.", nameof(cumulative));
        if (sorted.IsEmpty) return double.NaN;
        double target = probability * cumulative[^1], slack = Rounding * cumulative[^1];
        int low = 0, high = sorted.Length - 1;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (cumulative[middle] < target - slack) low = middle + 1;
            else high = middle;
        }

        if (Math.Abs(cumulative[low] - target) > slack) return sorted[low];
        int next = low + 1;
        while (next < sorted.Length && sorted[next] == sorted[low]) next++;

        // Equal values are one value: the weight below is reached at the last of them only.
        if (next > low + 1 || next == sorted.Length) return sorted[low];
        double sum = sorted[low] + sorted[next];
        return double.IsInfinity(sum) ? (sorted[low] / 2) + (sorted[next] / 2) : sum / 2;
    }
}
