using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Whole numbers that have only risen so far, and so are all different, whatever their number. Their hashes are kept, or an ever smaller part of them, for when they rise no longer.</summary>
internal sealed class IncreasingKeys(int most)
{
    private const int MostHalvings = 6;
    private readonly List<ulong> _hashes = [];
    private long _last;
    private long _first;
    private int _halvings;
    private bool _lost;

    public long Count { get; private set; }

    /// <summary>Takes a value when it is above all before; otherwise nothing is changed.</summary>
    public bool TryAdd(long value)
    {
        if (Count > 0 && value <= _last) return false;
        if (Count++ == 0) _first = value;
        _last = value;
        Keep(Hashing.OfInt64(value));
        return true;
    }

    /// <summary>Takes all of another one when it goes on where this one ends; otherwise nothing is changed.</summary>
    public bool TryMerge(IncreasingKeys other)
    {
        if (other.Count == 0) return true;
        if (Count > 0 && other._first <= _last) return false;
        if (Count == 0) _first = other._first;
        _last = other._last;
        Count += other.Count;
        _lost |= other._lost;
        while (_halvings < other._halvings) Thin();
        foreach (ulong hash in other._hashes) Keep(hash);
        return true;
    }

    /// <summary>Puts the keys where repeated ones can be found. What was not kept is left to a further pass.</summary>
    public void MoveTo(DistinctKeys keys)
    {
        if (_lost)
        {
            keys.GiveUp();
            return;
        }

        keys.Narrow(_halvings);
        foreach (ulong hash in _hashes) keys.Add(hash);
    }

    private void Keep(ulong hash)
    {
        if (_lost || (_halvings > 0 && hash >> (64 - _halvings) != 0)) return;
        _hashes.Add(hash);
        while (_hashes.Count > most && _halvings < MostHalvings) Thin();
        if (_hashes.Count <= most) return;
        // Even a sixty-fourth is too many: while the values rise that is no matter.
        _hashes.Clear();
        _lost = true;
    }

    private void Thin()
    {
        _halvings++;
        _hashes.RemoveAll(hash => hash >> (64 - _halvings) != 0);
    }
}
