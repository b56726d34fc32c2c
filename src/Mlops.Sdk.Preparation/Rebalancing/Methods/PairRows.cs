using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>A row to make: where it starts, where it heads, how far it goes (below 0: away from there, within what the column has), and the rows that vote on its categories.</summary>
internal readonly record struct SmotePair(int Start, int Neighbor, double Share, int[] Voters);

/// <summary>Rows between two others: numbers on the line from one to the other, categories by the vote of neighbors.</summary>
internal sealed class PairRows : NewRows
{
    // The rows that any pair touches, ascending, and pairs as places in them: a column's values of these few stay in cache.
    private readonly int[] _touched;
    private readonly int[] _from;
    private readonly int[] _to;
    private readonly double[] _shares;
    private readonly int[][] _voters;
    private readonly bool _goesBeyond;

    public PairRows(IReadOnlyCollection<SmotePair> pairs)
        : base([.. pairs.Select(pair => pair.Start)])
    {
        (_from, _to, _shares, _voters) = (new int[pairs.Count], new int[pairs.Count], new double[pairs.Count], new int[pairs.Count][]);
        int i = 0;
        foreach (SmotePair pair in pairs) (_from[i], _to[i], _shares[i], _voters[i++]) = (pair.Start, pair.Neighbor, pair.Share, pair.Voters);
        _goesBeyond = Array.Exists(_shares, share => share < 0);
        int last = Math.Max(_from.Append(0).Max(), _to.Append(0).Max());
        var places = new int[last + 1];
        foreach (int row in _from) places[row] = 1;
        foreach (int row in _to) places[row] = 1;
        _touched = [.. Enumerable.Range(0, places.Length).Where(row => places[row] == 1)];
        for (int place = 0; place < _touched.Length; place++) places[_touched[place]] = place;
        for (i = 0; i < _from.Length; i++) (_from[i], _to[i]) = (places[_from[i]], places[_to[i]]);
    }

    // Two products, not a difference: the difference of two large numbers may be infinite. Clamped, for the sum may be off by a rounding, or beyond what was seen. A row misses what its start misses; a number that the neighbor misses is that of the start.
    public override void Numbers(int column, ReadOnlySpan<double> values, Span<double> made)
    {
        (double Low, double High) range = _goesBeyond ? Descriptive.Range(values) : default;
        var few = new double[_touched.Length];
        for (int place = 0; place < few.Length; place++) few[place] = values[_touched[place]];
        for (int i = 0; i < made.Length; i++)
        {
            double from = few[_from[i]], to = double.IsNaN(few[_to[i]]) ? from : few[_to[i]], share = _shares[i];
            (double low, double high) = share < 0 ? range : (Math.Min(from, to), Math.Max(from, to));
            made[i] = Math.Max(Math.Min(from * (1 - share) + to * share, high), low);
        }
    }

    public override void Integers(int column, IntegerColumn values, Span<long> made)
    {
        ReadOnlySpan<long> rows = values.Values;
        (long Low, long High) range = _goesBeyond ? RangeOf(values) : default;
        for (int i = 0; i < made.Length; i++)
        {
            int neighbor = _touched[_to[i]];
            long from = rows[_touched[_from[i]]], to = values.IsMissing(neighbor) ? from : rows[neighbor];
            double between = from * (1 - _shares[i]) + to * _shares[i];
            (long low, long high) = _shares[i] < 0 ? range : (Math.Min(from, to), Math.Max(from, to));
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
        for (int i = 0; i < made.Length; i++) made[i] = ClassNeighbors.Vote(_voters[i], codes, codes[Starts[i]]);
        return made;
    }
}
