using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Rows between two others: numbers on the line from one to the other, categories by the vote of neighbors. A row misses what its start misses; a number that the neighbor misses is that of the start.</summary>
internal sealed class PairRows : NewRows
{
    // The rows that any pair touches, ascending, and pairs as places in them: a column's values of these few stay in cache.
    private readonly int[] _touched;
    private readonly int[] _from;
    private readonly int[] _to;
    private readonly PairList _pairs;
    private readonly bool _goesBeyond;

    public PairRows(PairList pairs, int rows)
        : base(pairs.Starts.ToArray())
    {
        _pairs = pairs;
        foreach (double share in pairs.Shares) _goesBeyond |= share < 0;
        var places = new int[rows];
        foreach (int row in pairs.Starts) places[row] = 1;
        foreach (int row in pairs.Neighbors) places[row] = 1;
        var touched = new List<int>();
        for (int row = 0; row < rows; row++)
        {
            if (places[row] == 0) continue;
            places[row] = touched.Count;
            touched.Add(row);
        }

        _touched = [.. touched];
        (_from, _to) = (new int[Count], new int[Count]);
        ReadOnlySpan<int> starts = pairs.Starts, neighbors = pairs.Neighbors;
        for (int i = 0; i < starts.Length; i++) (_from[i], _to[i]) = (places[starts[i]], places[neighbors[i]]);
    }

    public override void Numbers(int column, ReadOnlySpan<double> values, Span<double> made)
    {
        var few = new double[_touched.Length];
        for (int place = 0; place < few.Length; place++) few[place] = values[_touched[place]];
        if (!_goesBeyond)
        {
            Interpolation.Between(few, _from, _to, _pairs.Shares, made);
            return;
        }

        (double low, double high) = Descriptive.Range(values);
        Interpolation.Beyond(few, _from, _to, _pairs.Shares, low, high, made);
    }

    public override void Integers(int column, IntegerColumn values, Span<long> made)
    {
        ReadOnlySpan<long> rows = values.Values;
        ReadOnlySpan<double> shares = _pairs.Shares;
        (long Low, long High) range = _goesBeyond ? RangeOf(values) : default;
        for (int i = 0; i < made.Length; i++)
        {
            int neighbor = _touched[_to[i]];
            long from = rows[_touched[_from[i]]], to = values.IsMissing(neighbor) ? from : rows[neighbor];
            double between = from * (1 - shares[i]) + to * shares[i];
            (long low, long high) = shares[i] < 0 ? range : (Math.Min(from, to), Math.Max(from, to));
            made[i] = Math.Clamp((long)Math.Round(between), low, high);
        }
    }

    private static (long Low, long High) RangeOf(IntegerColumn values)
    {
        (long low, long high) = (long.MaxValue, long.MinValue);
        for (int row = 0; row < values.Length; row++)
            if (!values.IsMissing(row)) (low, high) = (Math.Min(low, values.Values[row]), Math.Max(high, values.Values[row]));
        return low <= high ? (low, high) : (0, 0);
    }

    /// <summary>The code that most neighbors have; of several the start's own, otherwise the least.</summary>
    public override int[] Codes(ReadOnlySpan<int> codes)
    {
        var made = new int[Count];
        for (int i = 0; i < made.Length; i++) made[i] = ClassNeighbors.Vote(_pairs.Voters[i], codes, codes[Starts[i]]);
        return made;
    }
}
