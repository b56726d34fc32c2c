namespace Mlops.Sdk;

/// <summary>Keys of one table and how many rows of another have one of them.</summary>
internal sealed class OverlapCounter(int most)
{
    private readonly KeySet _keys = new(most);
    private long _compared;
    private long _shared;

    public bool IsExact => _keys.Limit == ulong.MaxValue;

    public void Add(ReadOnlySpan<ulong> keys) => _keys.Add(keys);

    // Only keys below the limit would have been kept, so only those can be looked up: a random part of the different rows.
    public void LookUp(ReadOnlySpan<ulong> keys)
    {
        foreach (ulong key in keys)
        {
            if (key >= _keys.Limit && !IsExact) continue;
            _compared++;
            _shared += _keys.Contains(key) ? 1 : 0;
        }
    }

    /// <summary>The rows of the other table that have a key of this one.</summary>
    /// <param name="rows">The rows of the other table.</param>
    public Estimate Shared(long rows)
    {
        if (IsExact) return new(_shared, 0);
        double compared = Math.Max(1, _compared), share = _shared / compared;
        return new(share * rows, 3 * rows * Math.Sqrt(Math.Max(share * (1 - share), 2 / compared) / compared));
    }
}
