using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>How many rows have each key (the hash of a row): of all keys while they are few, then of those with the least keys, which are a uniform sample of the different rows. Merges.</summary>
/// <remarks>
/// Counts are exact for every key that is kept. What is kept is a function of the rows alone, not of their order or of how they were cut into parts: the entries in ascending order of their keys, as many as there is
/// room for, whole keys only. (The moments of a numeric label agree to rounding.)
/// </remarks>
internal sealed partial class GroupCounts(int whole, int sampled)
{
    private const int LeastSlots = 1024, Many = 16_384, MostAtOnce = 1 << 18;
    private const ulong LabelFactor = 0x9E3779B97F4A7C15UL;

    private GroupEntry[] _entries = new GroupEntry[LeastSlots / 2];
    private LabelMoments[] _numbers = [];
    private int[] _slots = new int[LeastSlots];
    private int _count;
    private ulong _threshold = ulong.MaxValue;
    private bool _isSorted = true;

    /// <summary>Whether every key is kept.</summary>
    public bool IsExact => _threshold == ulong.MaxValue;

    /// <summary>The share of all keys that lie where those do that are kept.</summary>
    public double Share => IsExact ? 1 : _threshold / 18446744073709551616.0;

    /// <summary>The rows seen.</summary>
    public long Rows { get; private set; }

    /// <summary>Adds rows.</summary>
    /// <param name="keys">The key of each row.</param>
    /// <param name="labels">A number for the class of each row, or empty.</param>
    /// <param name="numbers">The numeric label of each row, or empty.</param>
    /// <param name="first">The position of the first row.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(ReadOnlySpan<ulong> keys, ReadOnlySpan<ulong> labels, ReadOnlySpan<double> numbers, long first)
    {
        Rows += keys.Length;
        for (int row = 0; row < keys.Length; row++)
        {
            if (keys[row] >= _threshold) continue;
            Add(new GroupEntry { Key = keys[row], Label = labels.IsEmpty ? 0 : labels[row], Count = 1, First = first + row }, numbers.IsEmpty ? default : LabelMoments.Of(numbers[row]));
        }
    }

    /// <summary>Adds what other counts have seen of rows whose positions are shifted; those do not change.</summary>
    public void Merge(GroupCounts other, long shift)
    {
        if (!other.IsWhole)
        {
            _threshold = Math.Min(_threshold, other._threshold);
            Cut();
        }

        Rows += other.Rows;
        for (int i = 0; i < other._count; i++)
        {
            GroupEntry entry = other._entries[i];
            if (entry.Key < _threshold) Add(entry with { First = entry.First + shift }, i < other._numbers.Length ? other._numbers[i] : default);
        }
    }

    /// <summary>The entries that are kept, by ascending key, then label, with the moments of a numeric label.</summary>
    public (ReadOnlyMemory<GroupEntry> Entries, ReadOnlyMemory<LabelMoments> Numbers) Sorted()
    {
        if (IsWhole) Sort();
        else Cut();
        return (_entries.AsMemory(0, _count), _numbers.Length > 0 ? _numbers.AsMemory(0, _count) : default);
    }

    /// <summary>The rows of a key, if it is kept; null where only a sample is and the key is not in it.</summary>
    public long? Find(ulong key)
    {
        long rows = 0;
        int at = LowerBound(key);
        for (; at < _count && _entries[at].Key == key; at++) rows += _entries[at].Count;
        return rows > 0 ? rows : null;
    }

    // False until more keys came than are all kept.
    private bool IsWhole { get; set; } = true;

    // The most entries before some are dropped.
    private long Most => IsWhole ? whole : 2L * sampled;

    // A table that has come to many is given room for the most at once, which leaves less garbage than doubling, but not where somebody asked for far more than there may be.
    private bool TakesAllRoom => _count >= Many && Most <= MostAtOnce;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Add(in GroupEntry entry, in LabelMoments numbers)
    {
        ref int slot = ref SlotOf(entry.Key, entry.Label);
        if (slot > 0)
        {
            ref GroupEntry known = ref _entries[slot - 1];
            known.Count += entry.Count;
            known.First = Math.Min(known.First, entry.First);
            if (numbers.Count > 0) Numbers(slot - 1).Merge(numbers);
            return;
        }

        if (_count == _entries.Length) Array.Resize(ref _entries, (int)Math.Clamp(TakesAllRoom ? Most + 1 : _count * 2L, _count + 1, Math.Max(_count, Most) + 1));
        _entries[_count] = entry;
        slot = ++_count;
        _isSorted = false;
        if (numbers.Count > 0) Numbers(_count - 1) = numbers;
        if (_count > Most) Cut();
        else if (_count * 2 > _slots.Length) Index(TakesAllRoom ? (int)BitOperations.RoundUpToPowerOf2((uint)(2 * Most)) : _slots.Length * 2);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private ref int SlotOf(ulong key, ulong label)
    {
        int mask = _slots.Length - 1, at = (int)((key + (label * LabelFactor)) >> 32) & mask;
        while (true)
        {
            ref int slot = ref _slots[at];
            if (slot == 0 || (_entries[slot - 1].Key == key && _entries[slot - 1].Label == label)) return ref slot;
            at = (at + 1) & mask;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Index(int slots)
    {
        _slots = new int[slots];
        for (int i = 0; i < _count; i++) SlotOf(_entries[i].Key, _entries[i].Label) = i + 1;
    }

    private ref LabelMoments Numbers(int entry)
    {
        if (_numbers.Length < _entries.Length) Array.Resize(ref _numbers, _entries.Length);
        return ref _numbers[entry];
    }

    private void Sort()
    {
        if (_isSorted) return;
        (ulong[] keys, int[] order) = Ordered();
        Keep(order.AsSpan(0, _count), _entries.Length);
        Return(keys, order);
        Index(_slots.Length);
    }

    // The keys in ascending order, and the entry of each; entries of one key by their labels. The arrays are of the pool.
    private (ulong[] Keys, int[] Order) Ordered()
    {
        int[] order = ArrayPool<int>.Shared.Rent(_count);
        ulong[] keys = ArrayPool<ulong>.Shared.Rent(_count);
        for (int i = 0; i < _count; i++) (keys[i], order[i]) = (_entries[i].Key, i);
        Sorting.Ascending(keys.AsSpan(0, _count), order.AsSpan(0, _count));
        for (int start = 0; start < _count;)
        {
            int end = start + 1;
            while (end < _count && keys[end] == keys[start]) end++;
            if (end - start > 1) order.AsSpan(start, end - start).Sort((a, b) => _entries[a].Label.CompareTo(_entries[b].Label));
            start = end;
        }

        return (keys, order);
    }

    private static void Return(ulong[] keys, int[] order)
    {
        ArrayPool<ulong>.Shared.Return(keys);
        ArrayPool<int>.Shared.Return(order);
    }

    // Keeps some entries in their order, and nothing else, in arrays of a length.
    private void Keep(ReadOnlySpan<int> order, int length)
    {
        var entries = new GroupEntry[length];
        for (int i = 0; i < order.Length; i++) entries[i] = _entries[order[i]];
        if (_numbers.Length > 0)
        {
            var numbers = new LabelMoments[length];
            for (int i = 0; i < order.Length; i++) numbers[i] = order[i] < _numbers.Length ? _numbers[order[i]] : default;
            _numbers = numbers;
        }

        (_entries, _count, _isSorted) = (entries, order.Length, true);
    }

    private void Cut()
    {
        IsWhole = false;
        (ulong[] keys, int[] order) = Ordered();
        int kept = LowerBound(keys.AsSpan(0, _count), _threshold);
        if (kept > sampled)
        {
            // The first key that is not kept whole is the threshold, and so a key that was seen.
            _threshold = keys[sampled];
            kept = LowerBound(keys.AsSpan(0, _count), _threshold);
        }

        Keep(order.AsSpan(0, kept), Math.Max(kept, Math.Min(_entries.Length, Math.Max(LeastSlots / 2, (2 * sampled) + 1))));
        Return(keys, order);
        Index((int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(LeastSlots, 4 * sampled)));
    }

    private static int LowerBound(ReadOnlySpan<ulong> keys, ulong key)
    {
        int low = 0, high = keys.Length;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (keys[middle] < key) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    private int LowerBound(ulong key)
    {
        int low = 0, high = _count;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (_entries[middle].Key < key) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
