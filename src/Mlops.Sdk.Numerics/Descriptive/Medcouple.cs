namespace Mlops.Sdk.Numerics;

/// <summary>A robust measure of skewness: the median, over all pairs of a value below and one above the median, of how much farther the upper one is away from it (Brys, Hubert and Struyf 2004).</summary>
/// <remarks>-1 to 1, 0 for symmetric samples; a quarter of the values may be wrong. The mean of both middle pairs when there are two, as in statsmodels.</remarks>
public static class Medcouple
{
    /// <summary>The medcouple. Expected time n log n, memory n; the same bits for the same values in any order.</summary>
    /// <param name="values">The sample, at least 3 finite values for a meaning; it is sorted.</param>
    /// <returns>NaN for no values or none but missing ones, 0 for a constant.</returns>
    public static double OfInPlace(Span<double> values)
    {
        Span<double> sorted = values[..Selection.MoveMissingLast(values)];
        if (sorted.IsEmpty) return double.NaN;
        Sorting.Ascending(sorted);
        double median = Quantiles.OfSorted(sorted, 0.5), size = Math.Max(Math.Abs(sorted[0]), Math.Abs(sorted[^1]));
        if (sorted[0] == sorted[^1] || size == 0) return 0;

        // Both sides hold the values that are the median; distances from it fall in both. Scaled, so that no difference overflows.
        var above = new List<double>();
        var below = new List<double>();
        for (int i = sorted.Length - 1; i >= 0; i--)
        {
            double distance = (sorted[i] / size) - (median / size);
            if (sorted[i] >= median) above.Add(distance);
            if (sorted[i] <= median) below.Add(distance);
        }

        var pairs = new Pairs([.. above], [.. below]);
        long last = ((long)above.Count * below.Count) - 1;
        double upper = pairs.Select(last / 2);
        return last % 2 == 0 ? upper : (upper + pairs.Select((last / 2) + 1)) / 2;
    }

    /// <summary>The pairs as a matrix that falls along rows and columns, of which only what is asked for is computed.</summary>
    private sealed class Pairs(double[] above, double[] below)
    {
        /// <summary>The pair that so many are greater than: quickselect, each step counting along the stairs between the greater and the smaller pairs.</summary>
        public double Select(long rank)
        {
            var random = new RandomStream(1);
            int[] from = new int[above.Length], to = new int[above.Length], greater = new int[above.Length], notSmaller = new int[above.Length];
            Array.Fill(to, below.Length);
            long left = (long)above.Length * below.Length;
            while (true)
            {
                double pivot = Drawn((long)(random.NextDouble() * left), from, to);
                bool isGreater = rank < Count(greater, pivot, orEqual: false);
                if (!isGreater && rank < Count(notSmaller, pivot, orEqual: true)) return pivot;
                long remaining = 0;
                for (int i = 0; i < above.Length; i++)
                {
                    if (isGreater) to[i] = Math.Max(from[i], Math.Min(to[i], greater[i]));
                    else from[i] = Math.Min(to[i], Math.Max(from[i], notSmaller[i]));
                    remaining += to[i] - from[i];
                }

                // Rounding can bend the order of all but equal pairs; then they are the answer.
                if (remaining == 0 || remaining == left) return pivot;
                left = remaining;
            }
        }

        private double Drawn(long place, int[] from, int[] to)
        {
            for (int i = 0; ; i++)
            {
                if (place < to[i] - from[i]) return At(i, from[i] + (int)place);
                place -= to[i] - from[i];
            }
        }

        // How many pairs of each row, and in all, are greater than the pivot, or as great.
        private long Count(int[] counts, double pivot, bool orEqual)
        {
            long total = 0;
            for (int i = 0, j = below.Length; i < above.Length; i++)
            {
                for (; j > 0; j--)
                {
                    double pair = At(i, j - 1);
                    if (pair > pivot || (orEqual && pair == pivot)) break;
                }

                counts[i] = j;
                total += j;
            }

            return total;
        }

        // Pairs of the median with itself count as if those above were a little above it, in order.
        private double At(int i, int j) =>
            above[i] == 0 && below[j] == 0 ? Math.Sign(above.Length - 1 - i - j) : (above[i] + below[j]) / (above[i] - below[j]);
    }
}
