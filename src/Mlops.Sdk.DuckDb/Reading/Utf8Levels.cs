using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Codes for different texts in the order of their first occurrence. One writer at a time.</summary>
internal sealed unsafe class Utf8Levels
{
    private const int CacheSize = 1024;

    private readonly (ulong Head, ulong Tail, int Code)[] _cache = new (ulong, ulong, int)[CacheSize];
    private int[] _slots = new int[64];
    private ulong[] _hashes = new ulong[16];
    private int[] _ends = new int[16];
    private byte[] _bytes = new byte[256];

    public Utf8Levels()
    {
    }

    /// <summary>The levels of a category, each with its own code.</summary>
    public Utf8Levels(CategoryLevels levels)
    {
        foreach (string level in levels.Names) CodeOf(Encoding.UTF8.GetBytes(level), true);
    }

    public int Count { get; private set; }

    /// <summary>The bytes of the longest level.</summary>
    public int LongestBytes { get; private set; }

    /// <summary>The levels in the order of their codes.</summary>
    public IEnumerable<string> Names => Enumerable.Range(0, Count).Select(code => Encoding.UTF8.GetString(Level(code)));

    /// <summary>The code of a text, or -1 where it is none and is not added.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int CodeOf(TextSlot* slot, bool add)
    {
        if (slot->Length > TextSlot.MaxInside) return CodeOf(TextSlot.Bytes(slot), add);
        // Head and tail are the whole of a short text. A tail of the empty text is zero like the cache, so the code is held plus one.
        ref (ulong Head, ulong Tail, int Code) cached = ref _cache[(int)(((slot->Head ^ (slot->Tail * 0x9E3779B97F4A7C15UL)) * 0xD6E8FEB86659FD93UL) >> 54)];
        if (cached.Head == slot->Head && cached.Tail == slot->Tail && cached.Code > 0) return cached.Code - 1;
        int code = CodeOf(TextSlot.Bytes(slot), add);
        cached = (slot->Head, slot->Tail, code + 1);
        return code;
    }

    public int CodeOf(ReadOnlySpan<byte> text, bool add)
    {
        ulong hash = Hashing.OfBytes(text);
        int mask = _slots.Length - 1;
        for (int slot = (int)hash & mask; ; slot = (slot + 1) & mask)
        {
            int code = _slots[slot] - 1;
            if (code < 0) return add ? Add(text, hash, slot) : -1;
            if (_hashes[code] == hash && Level(code).SequenceEqual(text)) return code;
        }
    }

    /// <summary>The levels in ordinal order and, for each code given out, its place among them.</summary>
    public (CategoryLevels Levels, int[] Codes) Sort()
    {
        string[] names = [.. Names];
        int[] order = [.. Enumerable.Range(0, names.Length)];
        Array.Sort(order, (left, right) => string.CompareOrdinal(names[left], names[right]));
        var codes = new int[names.Length];
        for (int place = 0; place < order.Length; place++) codes[order[place]] = place;
        ImmutableArray<string> sorted = [.. order.Select(code => names[code])];
        return (new CategoryLevels(sorted), codes);
    }

    private ReadOnlySpan<byte> Level(int code)
    {
        int start = code == 0 ? 0 : _ends[code - 1];
        return _bytes.AsSpan(start, _ends[code] - start);
    }

    private int Add(ReadOnlySpan<byte> text, ulong hash, int slot)
    {
        int code = Count++, start = code == 0 ? 0 : _ends[code - 1];
        if (code == _hashes.Length)
        {
            Array.Resize(ref _hashes, code * 2);
            Array.Resize(ref _ends, code * 2);
        }

        if (start + text.Length > _bytes.Length) Array.Resize(ref _bytes, (int)Math.Min(Math.Max(start + (long)text.Length, _bytes.Length * 2L), Array.MaxLength));
        text.CopyTo(_bytes.AsSpan(start));
        (_hashes[code], _ends[code], _slots[slot]) = (hash, start + text.Length, code + 1);
        LongestBytes = Math.Max(LongestBytes, text.Length);
        if (Count * 2 > _slots.Length) Grow();
        return code;
    }

    private void Grow()
    {
        _slots = new int[_slots.Length * 2];
        int mask = _slots.Length - 1;
        for (int code = 0; code < Count; code++)
        {
            int slot = (int)_hashes[code] & mask;
            while (_slots[slot] != 0) slot = (slot + 1) & mask;
            _slots[slot] = code + 1;
        }
    }
}
