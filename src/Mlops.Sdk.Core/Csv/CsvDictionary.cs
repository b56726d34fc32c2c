using System.Runtime.CompilerServices;
using System.Text;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Codes for different byte strings in the order of their first occurrence. Used again from block to block by one thread at a time.</summary>
internal sealed class CsvDictionary
{
    private int[] _slots = new int[64];
    private ulong[] _hashes = new ulong[16];
    private int[] _ends = new int[16];
    private byte[] _bytes = new byte[256];
    private int _last = -1;

    public int Count { get; private set; }

    public void Clear()
    {
        // A column of texts leaves a table that would take long to clear for each block of a column of few.
        if (_slots.Length > 1024 && Count < _slots.Length / 16) _slots = new int[64];
        else Array.Clear(_slots);
        Count = 0;
        _last = -1;
    }

    /// <summary>The code of a value, which is added if it is new.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int CodeOf(ReadOnlySpan<byte> value)
    {
        // Runs of one value are common in sorted files.
        if (_last >= 0 && Get(_last).SequenceEqual(value)) return _last;
        ulong hash = Hashing.OfBytes(value);
        int mask = _slots.Length - 1;
        int slot = (int)hash & mask;
        while (_slots[slot] is var code and > 0)
        {
            if (_hashes[code - 1] == hash && Get(code - 1).SequenceEqual(value)) return _last = code - 1;
            slot = (slot + 1) & mask;
        }

        return _last = Add(value, hash, slot);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<byte> Get(int code)
    {
        int start = code == 0 ? 0 : _ends[code - 1];
        return _bytes.AsSpan(start, _ends[code] - start);
    }

    public string[] ToLevels()
    {
        var levels = new string[Count];
        for (int code = 0; code < levels.Length; code++) levels[code] = Encoding.UTF8.GetString(Get(code));
        return levels;
    }

    private int Add(ReadOnlySpan<byte> value, ulong hash, int slot)
    {
        int code = Count++;
        if (code == _ends.Length)
        {
            Array.Resize(ref _ends, code * 2);
            Array.Resize(ref _hashes, code * 2);
        }

        int start = code == 0 ? 0 : _ends[code - 1], end = start + value.Length;
        if (end > _bytes.Length) Array.Resize(ref _bytes, Math.Max(end, _bytes.Length * 2));
        value.CopyTo(_bytes.AsSpan(start));
        (_ends[code], _hashes[code], _slots[slot]) = (end, hash, code + 1);
        if (Count * 2 > _slots.Length) Rehash();
        return code;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Rehash()
    {
        _slots = new int[_slots.Length * 2];
        int mask = _slots.Length - 1;
        for (int code = 0; code < Count; code++)
        {
            int slot = (int)_hashes[code] & mask;
            while (_slots[slot] > 0) slot = (slot + 1) & mask;
            _slots[slot] = code + 1;
        }
    }
}
