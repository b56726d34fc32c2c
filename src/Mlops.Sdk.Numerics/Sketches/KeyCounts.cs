using System.Runtime.CompilerServices;

namespace Mlops.Sdk.Numerics;

/// <summary>Counters of well-mixed 64-bit keys, by open addressing. It takes no memory until the first key comes.</summary>
internal sealed class KeyCounts
{
    private const int LeastSlots = 16;

    private KeyCount[] _slots = [];

    public int Count { get; private set; }

    /// <summary>Adds to the counter of a key; true when it is a new one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool Add(ulong key, long count)
    {
        KeyCount[] slots = _slots;
        int mask = slots.Length - 1;
        for (int at = (int)key & mask; mask >= 0 && slots[at].Count != 0; at = (at + 1) & mask)
        {
            if (slots[at].Key != key) continue;
            slots[at].Count += count;
            return false;
        }

        if (2 * Count >= slots.Length) Resize(Math.Max(LeastSlots, 2 * slots.Length));
        Insert(new KeyCount(key, count));
        return true;
    }

    /// <summary>Adds one to each counter of keys below a limit, until there are too many counters.</summary>
    /// <returns>How many keys were taken.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int Add(ReadOnlySpan<ulong> keys, int most)
    {
        for (int i = 0; i < keys.Length; i++)
        {
            KeyCount[] slots = _slots;
            ulong key = keys[i];
            int mask = slots.Length - 1;
            if (mask >= 0)
            {
                int at = (int)key & mask;
                while (slots[at].Count != 0 && slots[at].Key != key) at = (at + 1) & mask;
                if (slots[at].Count != 0)
                {
                    slots[at].Count++;
                    continue;
                }
            }

            Add(key, 1);
            if (Count > most) return i + 1;
        }

        return keys.Length;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public long Find(ulong key)
    {
        KeyCount[] slots = _slots;
        int mask = slots.Length - 1;
        for (int at = (int)key & mask; mask >= 0 && slots[at].Count != 0; at = (at + 1) & mask)
            if (slots[at].Key == key) return slots[at].Count;
        return 0;
    }

    /// <summary>The counters in no order that means anything.</summary>
    public KeyCount[] ToArray()
    {
        var counts = new KeyCount[Count];
        CopyTo(counts);
        return counts;
    }

    /// <summary>Copies the counters, in no order that means anything.</summary>
    /// <param name="counts">Room for them.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void CopyTo(Span<KeyCount> counts)
    {
        int to = 0;
        foreach (ref readonly KeyCount slot in _slots.AsSpan())
            if (slot.Count != 0) counts[to++] = slot;
    }

    /// <summary>The counters by ascending key.</summary>
    public KeyCount[] Sorted()
    {
        KeyCount[] counts = ToArray();
        Sorting.ByKey(counts.AsSpan());
        return counts;
    }

    /// <summary>Keeps these counters and no others.</summary>
    /// <param name="counts">The counters.</param>
    /// <param name="keepsRoom">Whether others will take the place of those that go.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Replace(ReadOnlySpan<KeyCount> counts, bool keepsRoom = false)
    {
        int length = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(LeastSlots, 2 * counts.Length));
        if (_slots.Length < length || (!keepsRoom && _slots.Length > 8 * length)) _slots = new KeyCount[length];
        else Array.Clear(_slots);
        Count = 0;
        foreach (KeyCount count in counts) Insert(count);
    }

    public void WriteTo(BinaryWriter writer)
    {
        writer.Write7BitEncodedInt(Count);
        foreach (KeyCount count in Sorted())
        {
            writer.Write(count.Key);
            writer.Write7BitEncodedInt64(count.Count);
        }
    }

    /// <summary>Reads counters that add up to a total at most.</summary>
    public void ReadFrom(BinaryReader reader, int most, long total)
    {
        int count = reader.Read7BitEncodedInt();
        SketchFormat.Require(count >= 0 && count <= most, "it has too many counters");
        ulong before = 0;
        for (int i = 0; i < count; i++)
        {
            ulong key = reader.ReadUInt64();
            long times = reader.Read7BitEncodedInt64();
            SketchFormat.Require((i == 0 || key > before) && times >= 1 && times <= total, "a counter is out of range");
            Add(key, times);
            (before, total) = (key, total - times);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Resize(int length)
    {
        KeyCount[] counts = _slots;
        _slots = new KeyCount[length];
        Count = 0;
        foreach (ref readonly KeyCount slot in counts.AsSpan())
            if (slot.Count != 0) Insert(slot);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Insert(KeyCount count)
    {
        int mask = _slots.Length - 1, at = (int)count.Key & mask;
        while (_slots[at].Count != 0) at = (at + 1) & mask;
        _slots[at] = count;
        Count++;
    }
}
