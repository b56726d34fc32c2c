namespace Mlops.Sdk;

/// <summary>How many rows of a table have one of the keys of another.</summary>
/// <param name="keys">The keys, to which none is added any more.</param>
internal sealed class OverlapCounter(KeySet keys)
{
    private long _compared;
    private long _shared;

    public bool IsExact => keys.Limit == ulong.MaxValue;

    // Only keys below the limit would have been kept, so only those can be looked up: a random part of the different rows.
    public void LookUp(ReadOnlySpan<ulong> rows)
    {
        foreach (ulong key in rows)
        {
            if (key >= keys.Limit && !IsExact) continue;
            _compared++;
            _shared += keys.Contains(key) ? 1 : 0;
        }
    }

    /// <summary>The rows of the table that have a key of the other.</summary>
    /// <param name="rows">The rows of the table.</param>
    public Estimate Shared(long rows)
    {
        if (IsExact) return new(_shared, 0);
        double compared = Math.Max(1, _compared), share = _shared / compared;
        return new(share * rows, 3 * rows * Math.Sqrt(Math.Max(share * (1 - share), 2 / compared) / compared));
    }
}
