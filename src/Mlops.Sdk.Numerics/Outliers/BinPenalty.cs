namespace Mlops.Sdk.Numerics;

/// <summary>How many bins of equal width suit a sample, by penalized likelihood (Birge and Rozenblac 2006).</summary>
public static class BinPenalty
{
    /// <summary>
    /// The number of bins, below the square root of the sample, with the greatest sum over bins of N log(D N / n + 1) - (D - 1 + (log D)^2.5), the penalty being taken for every bin as PyOD has it, which keeps the number small.
    /// O(n log n) for a sample of n.
    /// </summary>
    /// <param name="values">The sample; what is not finite is skipped.</param>
    public static int BestCount(ReadOnlySpan<double> values)
    {
        double[] sorted = [.. values.ToArray().Where(double.IsFinite)];
        Sorting.Ascending(sorted);
        int best = 1;
        double most = double.NegativeInfinity;
        for (int bins = 1; bins < (int)Math.Sqrt(sorted.Length); bins++)
        {
            IReadOnlyList<double> edges = Histogram.WithEdges(sorted[0], sorted[^1], bins).Edges;
            double likelihood = 0;
            for (int bin = 0, below = 0; bin < bins; bin++)
            {
                int next = bin == bins - 1 ? sorted.Length : SortedSearch.CountBelow(sorted, edges[bin + 1]);
                likelihood += ((next - below) * Math.Log((bins * (double)(next - below) / sorted.Length) + 1)) - (bins - 1 + Math.Pow(Math.Log(bins), 2.5));
                below = next;
            }

            if (likelihood > most) (best, most) = (bins, likelihood);
        }

        return best;
    }
}
