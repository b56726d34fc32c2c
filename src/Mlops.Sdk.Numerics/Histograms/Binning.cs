namespace Mlops.Sdk.Numerics;

/// <summary>Bins between cut points: bin i holds the numbers above cut i-1 and up to cut i, the first and the last being open-ended.</summary>
public static class Binning
{
    /// <summary>Cut points at the quantiles of a sample, so that bins hold about equal shares. A value that fills a bin alone is fenced by two cuts, so that its share is seen.</summary>
    /// <param name="values">The sample; NaN is skipped.</param>
    /// <param name="bins">The number of bins wanted, at least 2; ties can make it less, or one more.</param>
    /// <returns>Ascending distinct cuts; none for an empty sample.</returns>
    public static double[] QuantileCuts(ReadOnlySpan<double> values, int bins)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 2);
        double[] sorted = Descriptive.WithoutMissing(values);
        Sorting.Ascending(sorted);
        return QuantileCutsSorted(sorted, bins);
    }

    /// <summary>As <see cref="QuantileCuts(ReadOnlySpan{double}, int)"/>, of a sample in ascending order and free of NaN.</summary>
    /// <param name="sorted">The sample.</param>
    /// <param name="bins">The number of bins wanted, at least 2.</param>
    public static double[] QuantileCutsSorted(ReadOnlySpan<double> sorted, int bins)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 2);
        if (sorted.IsEmpty)
            return [];
        double[] quantiles = new double[bins - 1];
        for (int i = 1; i < bins; i++)
            quantiles[i - 1] = Quantiles.OfSorted(sorted, i / (double)bins, QuantileMethod.InvertedCdf);
        return Fence(quantiles);
    }

    /// <summary>Cut points at the quantiles that a sketch tells.</summary>
    /// <param name="sketch">The sketch of the sample.</param>
    /// <param name="bins">The number of bins wanted, at least 2.</param>
    public static double[] QuantileCuts(KllSketch sketch, int bins)
    {
        ArgumentNullException.ThrowIfNull(sketch);
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 2);
        return sketch.Count == 0 ? [] : Fence([.. Enumerable.Range(1, bins - 1).Select(i => sketch.Quantile(i / (double)bins))]);
    }

    /// <summary>The bin of a number.</summary>
    /// <param name="value">The number; NaN gives -1.</param>
    /// <param name="cuts">Ascending cuts.</param>
    public static int BinOf(double value, ReadOnlySpan<double> cuts)
    {
        if (double.IsNaN(value))
            return -1;
        int low = 0, high = cuts.Length;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (cuts[middle] < value)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    /// <summary>How many numbers fall into each bin; NaN is skipped.</summary>
    /// <param name="values">The numbers.</param>
    /// <param name="cuts">Ascending cuts.</param>
    /// <returns>One count more than there are cuts.</returns>
    public static long[] Count(ReadOnlySpan<double> values, ReadOnlySpan<double> cuts)
    {
        long[] counts = new long[cuts.Length + 1];
        foreach (double value in values)
        {
            int bin = BinOf(value, cuts);
            if (bin >= 0)
                counts[bin]++;
        }

        return counts;
    }

    /// <summary>How many numbers of a sample in ascending order and free of NaN fall into each bin. O(cuts log n).</summary>
    /// <param name="sorted">The sample.</param>
    /// <param name="cuts">Ascending cuts.</param>
    /// <returns>One count more than there are cuts.</returns>
    public static long[] CountSorted(ReadOnlySpan<double> sorted, ReadOnlySpan<double> cuts)
    {
        long[] counts = new long[cuts.Length + 1];
        int below = 0;
        for (int i = 0; i < cuts.Length; i++)
        {
            int upTo = below;
            for (int high = sorted.Length; upTo < high;)
            {
                int middle = (upTo + high) >>> 1;
                if (sorted[middle] <= cuts[i])
                    upTo = middle + 1;
                else
                    high = middle;
            }

            counts[i] = upTo - below;
            below = upTo;
        }

        counts[^1] = sorted.Length - below;
        return counts;
    }

    // Equal quantiles are one cut, with another just below it.
    private static double[] Fence(double[] quantiles)
    {
        var cuts = new List<double>(quantiles.Length);
        foreach (double cut in quantiles)
        {
            bool repeated = cuts.Count > 0 && cuts[^1] == cut;
            if (!repeated)
                cuts.Add(cut);
            else if (cuts.Count == 1 || cuts[^2] < Math.BitDecrement(cut))
                cuts.Insert(cuts.Count - 1, Math.BitDecrement(cut));
        }

        return [.. cuts];
    }
}
