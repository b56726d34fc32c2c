namespace Mlops.Sdk.Numerics;

/// <summary>Counts distinct keys and repeated ones exactly, in bounded memory: what does not fit is left to further passes over the same keys.</summary>
/// <remarks>
/// While no more than the limit of distinct keys have come, one pass is exact. Beyond it the space of keys is halved as often as needed: the first pass goes on with the keys whose leading bits are 0, and every later
/// pass takes the next range. Nothing is estimated silently: <see cref="IsWhole"/> says whether every key was counted. Keys are to be well mixed (see <see cref="Hashing"/>); a bijective mix of 64-bit values loses nothing,
/// and a hash of 128 bits makes two values one with a chance below 1e-19 at a billion keys, which can only report a repetition too many. One writer at a time.
/// </remarks>
public sealed class DistinctKeys
{
    private const int CounterBits = 6;
    private readonly int _mostKeys;
    private readonly bool _wide;
    private readonly long[] _repeats = new long[1 << CounterBits];
    private ulong[] _keys = new ulong[64];
    private ulong[]? _seconds;
    private int _count;
    private bool _hasZero;
    private int _halvings;
    private long _range;
    private long _countBefore;
    private long _repeatsBefore;
    private bool _gaveUp;

    /// <summary>Nothing counted yet.</summary>
    /// <param name="mostKeys">How many distinct keys are held at once, at least 16; a later pass may need twice as many.</param>
    /// <param name="wide">Whether keys have 128 bits.</param>
    public DistinctKeys(int mostKeys, bool wide)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(mostKeys, 16);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(mostKeys, 1 << 28);
        _mostKeys = mostKeys;
        _wide = wide;
        _seconds = wide ? new ulong[64] : null;
    }

    /// <summary>How many distinct keys were counted: all, when <see cref="IsWhole"/>.</summary>
    public long Count => _countBefore + _count;

    /// <summary>How many keys had come before: keys added less distinct ones, of what was counted.</summary>
    public long Repeats => _repeatsBefore + RepeatsOfRange();

    /// <summary>The share of the space of keys that was counted, 1 when it is whole.</summary>
    public double CoveredShare => (double)(_range + (_gaveUp ? 0 : 1)) / Ranges;

    /// <summary>How many passes a whole count takes.</summary>
    public int Ranges => 1 << _halvings;

    /// <summary>Whether every key was counted.</summary>
    public bool IsWhole => !_gaveUp && _range + 1 == Ranges;

    /// <summary>Whether keys are no longer counted at all: a range of a later pass, or a sixty-fourth of the keys, passed the limit.</summary>
    public bool GaveUp => _gaveUp;

    /// <summary>The estimate of the number of distinct keys: exact when <see cref="IsWhole"/>, else from the ranges that were counted, relative standard error about 1.2 / sqrt(keys held).</summary>
    public double Estimate => CoveredShare > 0 ? Count / CoveredShare : double.NaN;

    /// <summary>Adds a key.</summary>
    /// <param name="key">The first 64 bits, well mixed.</param>
    /// <param name="second">The other 64 bits of a wide key.</param>
    /// <returns>Whether the key had come before. False for a key that this pass does not count.</returns>
    public bool Add(ulong key, ulong second = 0)
    {
        if (_gaveUp || !InRange(key)) return false;
        if (!Insert(key, second))
        {
            _repeats[key >> (64 - CounterBits)]++;
            return true;
        }

        if (_count > (_range == 0 ? _mostKeys : 2L * _mostKeys)) Overflow();
        return false;
    }

    /// <summary>Whether this pass counts a key.</summary>
    /// <param name="key">The first 64 bits.</param>
    public bool InRange(ulong key) => _halvings == 0 || (long)(key >> (64 - _halvings)) == _range;

    /// <summary>Counts no more than a part of the keys in this pass, as if more than the limit had come: for one who has kept only those that belong to it.</summary>
    /// <param name="halvings">How often the space of keys is halved, 0 to 6; less than it is already does nothing.</param>
    /// <exception cref="InvalidOperationException">A later pass has begun.</exception>
    public void Narrow(int halvings)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(halvings);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(halvings, CounterBits);
        if (_range > 0) throw new InvalidOperationException("The keys of a later pass are not narrowed.");
        while (_halvings < halvings) Halve();
    }

    /// <summary>Counts no key any more, as if too many had come: for one who knows that some were lost.</summary>
    public void GiveUp()
    {
        _gaveUp = true;
        Clear();
        Array.Clear(_repeats);
    }

    /// <summary>Begins the next pass: the same keys are added once more, in any order.</summary>
    /// <exception cref="InvalidOperationException">There is nothing left to count.</exception>
    public void BeginNextPass()
    {
        if (_gaveUp || IsWhole) throw new InvalidOperationException("Every key was counted, or too many came; there is no further pass.");
        _countBefore += _count;
        _repeatsBefore += RepeatsOfRange();
        Array.Clear(_repeats);
        _range++;
        Clear();
    }

    /// <summary>Adds what another count has seen in its first pass; that one does not change.</summary>
    /// <param name="other">The other part, of equal width, in its first pass.</param>
    /// <exception cref="ArgumentException">The widths differ, or one is past its first pass.</exception>
    public void Merge(DistinctKeys other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (_wide != other._wide || _range != 0 || other._range != 0 || ReferenceEquals(this, other))
            throw new ArgumentException("Two counts of equal width are merged, both in their first pass.", nameof(other));
        _gaveUp |= other._gaveUp;
        while (!_gaveUp && _halvings < other._halvings) Halve();
        for (int top = 0; top < _repeats.Length; top++) _repeats[top] += other._repeats[top];
        if (other._hasZero) Add(0);
        for (int i = 0; i < other._keys.Length; i++)
            if (other._keys[i] != 0) Add(other._keys[i], other._seconds?[i] ?? 0);
    }

    private long RepeatsOfRange()
    {
        long sum = 0;
        for (long top = _range << (CounterBits - _halvings), end = (_range + 1) << (CounterBits - _halvings); top < end; top++) sum += _repeats[top];
        return sum;
    }

    private bool Insert(ulong key, ulong second)
    {
        // An empty slot holds 0; the one key that is 0 (wide: whose first half is) is kept apart.
        if (key == 0)
        {
            bool added = !_hasZero;
            _hasZero = true;
            if (added) _count++;
            return added;
        }

        if ((_count + 1) * 5L > _keys.Length * 3L) Resize(_keys.Length * 2);
        ulong[] keys = _keys;
        int mask = keys.Length - 1, slot = (int)key & mask;
        for (; keys[slot] != 0; slot = (slot + 1) & mask)
            if (keys[slot] == key && (_seconds is null || _seconds[slot] == second)) return false;
        keys[slot] = key;
        if (_seconds is not null) _seconds[slot] = second;
        _count++;
        return true;
    }

    private void Overflow()
    {
        if (_range > 0 || _halvings == CounterBits)
        {
            GiveUp();
            return;
        }

        Halve();
        if (_count > _mostKeys) Overflow();
    }

    private void Halve()
    {
        _halvings++;
        Resize(_keys.Length);
    }

    private void Clear()
    {
        _keys = new ulong[64];
        _seconds = _wide ? new ulong[64] : null;
        (_count, _hasZero) = (0, false);
    }

    private void Resize(int length)
    {
        ulong[] keys = _keys;
        ulong[]? seconds = _seconds;
        _keys = new ulong[length];
        _seconds = _wide ? new ulong[length] : null;
        _count = _hasZero ? 1 : 0;
        int mask = length - 1;
        for (int i = 0; i < keys.Length; i++)
        {
            if (keys[i] == 0 || !InRange(keys[i])) continue;
            int slot = (int)keys[i] & mask;
            while (_keys[slot] != 0) slot = (slot + 1) & mask;
            _keys[slot] = keys[i];
            if (seconds is not null) _seconds![slot] = seconds[i];
            _count++;
        }
    }
}
