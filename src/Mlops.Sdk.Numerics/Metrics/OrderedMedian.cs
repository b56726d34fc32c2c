namespace Mlops.Sdk.Numerics;

/// <summary>The median of weighted values whose order is known, so that many weightings of the same values need one sort.</summary>
public static class OrderedMedian
{
    /// <summary>
    /// The value at which half of the weight is reached; the mean of two neighbours when it is reached exactly between them. With weights of 1 it is the usual median, with whole numbers that of
    /// the values repeated so many times. NaN without weight. O(rows).
    /// </summary>
    /// <param name="values">The values; no NaN.</param>
    /// <param name="order">The rows in rising order of their values.</param>
    /// <param name="weights">A weight for every row, at least 0; empty for 1 each.</param>
    public static double Of(ReadOnlySpan<double> values, ReadOnlySpan<int> order, ReadOnlySpan<double> weights)
    {
        double half = (weights.IsEmpty ? values.Length : OrderedSums.Sum(weights)) / 2;
        if (!(half > 0)) return double.NaN;
        // Sums of weights that are no whole numbers differ in the last bits by the order of adding.
        double slack = weights.IsEmpty ? 0 : half * 1e-13, reached = 0;
        int lower = -1;
        foreach (int row in order)
        {
            double weight = weights.IsEmpty ? 1 : weights[row];
            if (weight == 0) continue;
            if (lower >= 0) return (values[lower] + values[row]) / 2;
            reached += weight;
            if (reached > half + slack) return values[row];
            if (reached >= half - slack) lower = row;
        }

        return values[lower >= 0 ? lower : order[^1]];
    }
}
