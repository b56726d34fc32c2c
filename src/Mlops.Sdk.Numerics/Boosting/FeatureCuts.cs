namespace Mlops.Sdk.Numerics;

/// <summary>Cut points of a feature for gradient boosting, in single precision as trees compare: a value is in bin i when it is at most cut i and above cut i - 1.</summary>
public static class FeatureCuts
{
    /// <summary>Cuts so that bins hold about equal shares of the values; between all distinct values when these are few.</summary>
    /// <param name="values">A sample, at least one finite number; NaN is skipped. Is sorted in place.</param>
    /// <param name="bins">Most bins, 2 to 255.</param>
    /// <returns>Ascending; one fewer than bins.</returns>
    public static float[] Of(Span<float> values, int bins)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 2);
        values.Sort();
        int missing = 0;
        while (missing < values.Length && float.IsNaN(values[missing])) missing++;
        Span<float> sorted = values[missing..];
        var distinct = new List<float>();
        var counts = new List<int>();
        for (int i = 0; i < sorted.Length; i++)
        {
            if (i > 0 && sorted[i] == sorted[i - 1])
            {
                counts[^1]++;
                continue;
            }

            distinct.Add(sorted[i]);
            counts.Add(1);
        }

        var cuts = new List<float>(bins);
        if (distinct.Count <= bins)
        {
            for (int i = 1; i < distinct.Count; i++) cuts.Add(Between(distinct[i - 1], distinct[i]));
            return [.. cuts];
        }

        // A value that alone fills a bin gets one; the others share what is left.
        double share = (double)sorted.Length / bins;
        int big = 0;
        long bigRows = 0;
        foreach (int count in counts)
        {
            if (count < share) continue;
            big++;
            bigRows += count;
        }

        share = bins > big ? Math.Max(1, (double)(sorted.Length - bigRows) / (bins - big)) : double.PositiveInfinity;
        double inBin = 0, full = (double)sorted.Length / bins;
        for (int i = 0; i < distinct.Count - 1 && cuts.Count < bins - 1; i++)
        {
            inBin += counts[i];
            bool alone = counts[i] >= full, nextAlone = counts[i + 1] >= full;
            if (!alone && !nextAlone && inBin < share) continue;
            if (nextAlone && !alone && inBin < share / 2 && cuts.Count > 0) continue;
            cuts.Add(Between(distinct[i], distinct[i + 1]));
            inBin = 0;
        }

        return [.. cuts];
    }

    /// <summary>The bin of each value; NaN is put into the bin after the last.</summary>
    /// <param name="values">The values.</param>
    /// <param name="cuts">Ascending cuts, at most 254.</param>
    /// <param name="bins">Receives the bins.</param>
    public static void Assign(ReadOnlySpan<float> values, ReadOnlySpan<float> cuts, Span<byte> bins)
    {
        // A power of two of steps without branches on the data.
        int top = 1;
        while (top * 2 <= cuts.Length) top *= 2;
        for (int i = 0; i < values.Length; i++)
        {
            float value = values[i];
            int at = 0;
            for (int step = top; step > 0; step >>= 1)
            {
                int next = at + step;
                at = next <= cuts.Length && cuts[next - 1] < value ? next : at;
            }

            bins[i] = (byte)(float.IsNaN(value) ? cuts.Length + 1 : at);
        }
    }

    /// <summary>A cut between two values: their middle, or the lower one where single precision has nothing between.</summary>
    /// <param name="low">The lower value, which lies at or below the cut.</param>
    /// <param name="high">The higher value, which lies above it.</param>
    public static float Between(float low, float high)
    {
        float middle = (float)(((double)low + high) / 2);
        return middle >= low && middle < high ? middle : low;
    }
}
