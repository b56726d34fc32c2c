namespace Mlops.Sdk.Numerics;

/// <summary>Ranks of a sample.</summary>
public static class Ranks
{
    /// <summary>Ranks from 1, equal values sharing the mean of their ranks. NaN keeps NaN and takes no rank. Takes n log n.</summary>
    /// <param name="values">The sample.</param>
    public static double[] Average(ReadOnlySpan<double> values)
    {
        double[] ranks = new double[values.Length];
        double[] keys = new double[values.Length];
        int[] rows = new int[values.Length];
        int count = 0;
        for (int i = 0; i < values.Length; i++)
        {
            ranks[i] = double.NaN;
            if (double.IsNaN(values[i]))
                continue;
            keys[count] = values[i];
            rows[count++] = i;
        }

        Sorting.Ascending(keys.AsSpan(0, count), rows.AsSpan(0, count));
        for (int start = 0; start < count;)
        {
            int end = start + 1;
            while (end < count && keys[end] == keys[start])
                end++;
            double shared = (start + 1 + end) * 0.5;
            for (int i = start; i < end; i++)
                ranks[rows[i]] = shared;
            start = end;
        }

        return ranks;
    }
}
