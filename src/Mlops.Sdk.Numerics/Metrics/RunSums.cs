namespace Mlops.Sdk.Numerics;

/// <summary>Sums by group of rows whose groups come in runs: found once, after which the sums under many weightings are straight vector sums. Immutable.</summary>
public sealed class RunSums
{
    private readonly int[] _ends;
    private readonly int[] _groups;

    private RunSums(int[] ends, int[] groups)
    {
        _ends = ends;
        _groups = groups;
    }

    /// <summary>Finds the runs. O(rows).</summary>
    /// <param name="groups">The group of every row, from 0.</param>
    public static RunSums Create(ReadOnlySpan<int> groups)
    {
        var ends = new List<int>();
        var keys = new List<int>();
        for (int row = 0; row < groups.Length; row++)
        {
            if (row + 1 < groups.Length && groups[row + 1] == groups[row]) continue;
            ends.Add(row + 1);
            keys.Add(groups[row]);
        }

        return new RunSums([.. ends], [.. keys]);
    }

    /// <summary>The weight in each group. O(rows).</summary>
    /// <param name="weights">A weight for every row; empty for 1 each.</param>
    /// <param name="sums">Receives one sum a group.</param>
    public void Weights(ReadOnlySpan<double> weights, Span<double> sums)
    {
        sums.Clear();
        int start = 0;
        for (int run = 0; run < _ends.Length; run++)
        {
            int end = _ends[run];
            sums[_groups[run]] += weights.IsEmpty ? end - start : OrderedSums.Sum(weights[start..end]);
            start = end;
        }
    }

    /// <summary>The weighted sum of values in each group. O(rows).</summary>
    /// <param name="values">A value for every row.</param>
    /// <param name="weights">A weight for every row; empty for 1 each.</param>
    /// <param name="sums">Receives one sum a group.</param>
    public void Values(ReadOnlySpan<double> values, ReadOnlySpan<double> weights, Span<double> sums)
    {
        sums.Clear();
        int start = 0;
        for (int run = 0; run < _ends.Length; run++)
        {
            int end = _ends[run];
            ReadOnlySpan<double> own = values[start..end];
            sums[_groups[run]] += weights.IsEmpty ? OrderedSums.Sum(own) : OrderedSums.Dot(own, weights[start..end]);
            start = end;
        }
    }
}
