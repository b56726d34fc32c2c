namespace Mlops.Sdk.Numerics;

/// <summary>Counts the pairs of a sequence by their order. O(n log n).</summary>
internal static class PairOrder
{
    /// <summary>How many pairs i &lt; j have x[i] &gt; x[j], and how many x[i] &gt;= x[j]. Values are free of NaN.</summary>
    public static (long Greater, long NotLess) Count(ReadOnlySpan<double> values)
    {
        double[] sorted = values.ToArray();
        int[] order = [.. Enumerable.Range(0, sorted.Length)], ranks = new int[sorted.Length], spare = new int[sorted.Length];
        Array.Sort(sorted, order);
        long equal = 0;
        for (int i = 0, rank = 0, run = 0; i < sorted.Length; i++)
        {
            run = i > 0 && sorted[i] == sorted[i - 1] ? run + 1 : 0;
            rank += i > 0 && run == 0 ? 1 : 0;
            equal += run;
            ranks[order[i]] = rank;
        }

        long greater = Inversions.Count(ranks, spare);
        return (greater, greater + equal);
    }
}
