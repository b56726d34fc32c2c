namespace Mlops.Sdk.Numerics;

/// <summary>The best of a stream of pairs by a total order, so that what is kept does not depend on how the stream was cut.</summary>
internal sealed class StrongestPairs(int most)
{
    private static readonly Comparer<ScreenedPair> s_order = Comparer<ScreenedPair>.Create(Compare);

    private readonly ScreenedPair[] _pairs = new ScreenedPair[Math.Min(2L * most, 1 << 26)];
    private int _count;
    private ScreenedPair _worst = new(0, 0, -1);

    public void Add(ScreenedPair pair)
    {
        if (_pairs.Length == 0 || !(pair.Score >= _worst.Score) || (pair.Score == _worst.Score && Compare(pair, _worst) > 0)) return;
        if (_count == _pairs.Length) Cut();
        _pairs[_count++] = pair;
    }

    public void Add(StrongestPairs other)
    {
        foreach (ScreenedPair pair in other._pairs.AsSpan(0, other._count)) Add(pair);
    }

    public ScreenedPair[] ToArray()
    {
        Cut();
        return _pairs[.._count];
    }

    private void Cut()
    {
        _pairs.AsSpan(0, _count).Sort(s_order);
        if (_count < most) return;
        _count = most;
        if (most > 0) _worst = _pairs[most - 1];
    }

    private static int Compare(ScreenedPair a, ScreenedPair b)
    {
        int order = b.Score.CompareTo(a.Score);
        if (order == 0) order = a.First.CompareTo(b.First);
        return order == 0 ? a.Second.CompareTo(b.Second) : order;
    }
}
