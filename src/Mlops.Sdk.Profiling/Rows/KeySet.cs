namespace Mlops.Sdk;

/// <summary>A set of keys in bounded memory: when there are too many, the half with the greater keys is let go, again and again.</summary>
internal sealed class KeySet(int most)
{
    private ulong[] _slots = new ulong[1024];
    private int _count;

    /// <summary>Keys from here on are not kept.</summary>
    public ulong Limit { get; private set; } = ulong.MaxValue;

    public void Add(ReadOnlySpan<ulong> keys)
    {
        foreach (ulong key in keys)
            if (key < Limit) Add(key);
    }

    /// <summary>Whether a key below the limit is there. Zero stands for an empty place and is taken for one.</summary>
    public bool Contains(ulong key)
    {
        key = Math.Max(1, key);
        for (int at = Start(key); _slots[at] != 0; at = (at + 1) & (_slots.Length - 1))
            if (_slots[at] == key) return true;
        return false;
    }

    /// <summary>Lets the keys from a limit on go.</summary>
    public void LimitTo(ulong limit)
    {
        if (limit >= Limit) return;
        Limit = limit;
        Rebuild(_slots.Length);
    }

    private void Add(ulong key)
    {
        key = Math.Max(1, key);
        int at = Start(key);
        for (; _slots[at] != 0; at = (at + 1) & (_slots.Length - 1))
            if (_slots[at] == key) return;
        _slots[at] = key;
        _count++;
        if (_count > most) LimitTo(Limit / 2);
        else if (_count * 2 > _slots.Length) Rebuild(_slots.Length * 2);
    }

    // Small keys are what is left, so their low bits spread.
    private int Start(ulong key) => (int)(key & (ulong)(_slots.Length - 1));

    private void Rebuild(int slots)
    {
        ulong[] old = _slots;
        _slots = new ulong[slots];
        _count = 0;
        foreach (ulong key in old)
        {
            if (key == 0 || key >= Limit) continue;
            int at = Start(key);
            while (_slots[at] != 0) at = (at + 1) & (slots - 1);
            _slots[at] = key;
            _count++;
        }
    }
}
