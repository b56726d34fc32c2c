using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>All different texts of a column with their counts, by hash (texts of equal 64-bit hash count as one). Of texts of more than 256 bytes only the count is kept.</summary>
internal sealed class ExactTexts
{
    private const int LeastSlots = 16;
    private const int LongerThanKept = -1;

    private Entry[] _entries = [];
    private int[] _slots = [];
    private byte[] _bytes = [];
    private int _used;

    /// <summary>How many texts were added.</summary>
    public long Count { get; private set; }

    public int Distinct { get; private set; }

    /// <summary>Bytes of the different texts that are kept.</summary>
    public int Bytes => _used;

    /// <summary>How many of them were longer than what is kept.</summary>
    public long SkippedTexts { get; private set; }

    public void Add(ulong hash, ReadOnlySpan<byte> text, long count) => Add(hash, text, text.Length > FollowedTexts.Longest ? LongerThanKept : text.Length, count);

    public void Add(ExactTexts other)
    {
        for (int i = 0; i < other.Distinct; i++) Add(other._entries[i].Hash, other.BytesOf(i), other._entries[i].Length, other._entries[i].Count);
    }

    /// <summary>The counts of the different texts.</summary>
    public IEnumerable<long> Counts => _entries.Take(Distinct).Select(entry => entry.Count);

    /// <summary>The texts of highest counts, of equal counts the first in ordinal order.</summary>
    public IReadOnlyList<FrequentValue> Top(int most)
    {
        // The least count that can be among them, so that few texts are made strings and compared.
        long[] counts = new long[Distinct];
        for (int i = 0; i < counts.Length; i++) counts[i] = _entries[i].Count;
        if (counts.Length > most) Array.Sort(counts);
        long least = counts.Length <= most ? 0 : most <= 0 ? long.MaxValue : counts[^most];
        List<(string Text, long Count)> found = [];
        for (int i = 0; i < Distinct; i++)
            if (_entries[i].Count >= least && TextOf(i) is { } text) found.Add((text, _entries[i].Count));
        return [.. found.OrderByDescending(one => one.Count).ThenBy(one => one.Text, StringComparer.Ordinal).Take(most).Select(one => new FrequentValue(one.Text, one.Text, one.Count, one.Count))];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public ValueSketch ToSketch(DatasetSummaryOptions options)
    {
        KeyCount[] counts = ArrayPool<KeyCount>.Shared.Rent(Distinct);
        for (int i = 0; i < Distinct; i++) counts[i] = new KeyCount(_entries[i].Hash, _entries[i].Count);
        var sketch = ValueSketch.Of(options, counts.AsSpan(0, Distinct), this);
        ArrayPool<KeyCount>.Shared.Return(counts);
        return sketch;
    }

    /// <summary>The text of a hash; null for one that is too long to be kept.</summary>
    public string? TextOf(ulong hash)
    {
        int mask = _slots.Length - 1, at = (int)hash & mask;
        while (_entries[_slots[at] - 1].Hash != hash) at = (at + 1) & mask;
        return TextOf(_slots[at] - 1);
    }

    public void WriteTo(BinaryWriter writer)
    {
        writer.Write7BitEncodedInt(Distinct);
        foreach (int i in Enumerable.Range(0, Distinct).OrderBy(i => _entries[i].Hash))
        {
            writer.Write(_entries[i].Hash);
            writer.Write7BitEncodedInt64(_entries[i].Count);
            writer.Write7BitEncodedInt(_entries[i].Length + 1);
            writer.Write(BytesOf(i));
        }
    }

    public void ReadFrom(BinaryReader reader, long most)
    {
        int distinct = reader.Read7BitEncodedInt();
        for (int i = 0; i < distinct; i++)
        {
            ulong hash = reader.ReadUInt64();
            long count = reader.Read7BitEncodedInt64();
            int length = reader.Read7BitEncodedInt() - 1;
            SummaryFormat.Require(count >= 1 && count <= most - Count && length is >= LongerThanKept and <= FollowedTexts.Longest && (i == 0 || hash > _entries[i - 1].Hash), "text");
            byte[] text = reader.ReadBytes(Math.Max(0, length));
            if (text.Length < length) throw new EndOfStreamException();
            Add(hash, text, length, count);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Add(ulong hash, ReadOnlySpan<byte> text, int length, long count)
    {
        Count += count;
        if (length == LongerThanKept) SkippedTexts += count;
        if (2 * Distinct >= _slots.Length) Grow();
        int mask = _slots.Length - 1, at = (int)hash & mask;
        for (; _slots[at] > 0; at = (at + 1) & mask)
        {
            ref Entry known = ref _entries[_slots[at] - 1];
            if (known.Hash != hash) continue;
            known.Count += count;
            return;
        }

        if (Distinct == _entries.Length) Array.Resize(ref _entries, Math.Max(LeastSlots, 2 * Distinct));
        _entries[Distinct] = new Entry { Hash = hash, Count = count, Start = _used, Length = length };
        _slots[at] = ++Distinct;
        if (length <= 0) return;
        if (_used + length > _bytes.Length) Array.Resize(ref _bytes, Math.Max(_used + length, 2 * _bytes.Length));
        text[..length].CopyTo(_bytes.AsSpan(_used));
        _used += length;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Grow()
    {
        _slots = new int[Math.Max(LeastSlots, 2 * _slots.Length)];
        int mask = _slots.Length - 1;
        for (int i = 0; i < Distinct; i++)
        {
            int at = (int)_entries[i].Hash & mask;
            while (_slots[at] > 0) at = (at + 1) & mask;
            _slots[at] = i + 1;
        }
    }

    private ReadOnlySpan<byte> BytesOf(int entry) => _bytes.AsSpan(_entries[entry].Start, Math.Max(0, _entries[entry].Length));

    private string? TextOf(int entry) => _entries[entry].Length == LongerThanKept ? null : Encoding.UTF8.GetString(BytesOf(entry));

    private struct Entry
    {
        public ulong Hash;
        public long Count;
        public int Start;
        public int Length;
    }
}
