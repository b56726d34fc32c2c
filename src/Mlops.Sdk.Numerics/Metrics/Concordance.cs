namespace Mlops.Sdk.Numerics;

/// <summary>How often two rows are put in the right order.</summary>
public static class Concordance
{
    /// <summary>Of the pairs of rows whose actual numbers differ, the share whose predictions differ in the same direction; equal predictions count one half (Harrell 1982, without censoring). Each pair counts by the product of its weights.</summary>
    /// <param name="actual">The actual numbers; no NaN.</param>
    /// <param name="actualOrder">The rows in rising order of the actual numbers.</param>
    /// <param name="predictedRank">The place of each row's prediction among the distinct predictions, from 0.</param>
    /// <param name="weights">A weight for every row, at least 0; empty for 1 each.</param>
    /// <returns>NaN where no pair differs. O(n log n) by a tree of sums.</returns>
    public static double Of(ReadOnlySpan<double> actual, ReadOnlySpan<int> actualOrder, ReadOnlySpan<int> predictedRank, ReadOnlySpan<double> weights)
    {
        int ranks = 0;
        foreach (int rank in predictedRank) ranks = Math.Max(ranks, rank + 1);
        var tree = new double[ranks + 1];
        var own = new double[ranks];
        double before = 0, right = 0, pairs = 0;
        for (int start = 0; start < actualOrder.Length;)
        {
            int end = start;
            // Rows of one actual number are not compared with each other: all ask before any is added.
            for (; end < actualOrder.Length && actual[actualOrder[end]] == actual[actualOrder[start]]; end++)
            {
                int row = actualOrder[end], rank = predictedRank[row];
                double weight = weights.IsEmpty ? 1 : weights[row];
                if (weight == 0) continue;
                right += weight * (Below(tree, rank) + 0.5 * own[rank]);
                pairs += weight * before;
            }

            for (; start < end; start++)
            {
                int row = actualOrder[start], rank = predictedRank[row];
                double weight = weights.IsEmpty ? 1 : weights[row];
                if (weight == 0) continue;
                own[rank] += weight;
                before += weight;
                for (int i = rank + 1; i < tree.Length; i += i & -i) tree[i] += weight;
            }
        }

        return pairs > 0 ? right / pairs : double.NaN;
    }

    private static double Below(double[] tree, int rank)
    {
        double sum = 0;
        for (int i = rank; i > 0; i -= i & -i) sum += tree[i];
        return sum;
    }
}
