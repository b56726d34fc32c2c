namespace Mlops.Sdk.Numerics;

/// <summary>Counts pairs that are out of order, by merging. O(n log n).</summary>
internal static class Inversions
{
    /// <summary>How many pairs i &lt; j have x[i] &gt; x[j], and how many x[i] &gt;= x[j]. Values are free of NaN.</summary>
    public static (long Greater, long NotLess) Count(ReadOnlySpan<double> values)
    {
        double[] sorted = values.ToArray(), spare = new double[sorted.Length];
        long greater = 0, equal = 0;
        for (int width = 1; width < sorted.Length; width *= 2)
        {
            for (int start = 0; start < sorted.Length; start += 2 * width)
            {
                int middle = Math.Min(start + width, sorted.Length), end = Math.Min(start + (2 * width), sorted.Length);
                (long more, long same) = Merge(sorted, spare, start, middle, end);
                greater += more;
                equal += same;
            }

            (sorted, spare) = (spare, sorted);
        }

        return (greater, greater + equal);
    }

    private static (long Greater, long Equal) Merge(double[] from, double[] to, int start, int middle, int end)
    {
        long greater = 0, equal = 0;
        int i = start, j = middle, run = middle;
        for (int at = start; at < end; at++)
        {
            if (i < middle && (j >= end || from[i] <= from[j]))
            {
                // All of the right part below this value are already out; those equal to it come next.
                run = Math.Max(run, j);
                while (run < end && from[run] == from[i]) run++;
                greater += j - middle;
                equal += run - j;
                to[at] = from[i++];
            }
            else
            {
                to[at] = from[j++];
            }
        }

        return (greater, equal);
    }
}
