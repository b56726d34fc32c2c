using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Counts the patterns of a column exactly, as finely as 128 of them allow: when there are more, all become coarser. How fine it ends depends on the set of texts alone, so any split and order gives the same.</summary>
internal sealed class PatternCounts
{
    public const int Most = 128;

    private const int Runs = 6;

    private readonly PatternCache _cache = new();
    private Dictionary<byte[], PatternEntry> _entries;
    private Dictionary<byte[], PatternEntry>.AlternateLookup<ReadOnlySpan<byte>> _lookup;

    public PatternCounts() => Clear();

    public PatternDetail Detail { get; private set; }

    public IEnumerable<PatternEntry> Entries => _entries.Values;

    /// <summary>Adds a text that is not empty.</summary>
    public void Add(ReadOnlySpan<byte> text, in TextShape shape, long count)
    {
        if ((shape.High | shape.Controls) != 0 || text.Length > TextShape.Window)
        {
            AddMask(text, shape, count);
            return;
        }

        ulong print = PatternCache.PrintOf(text, shape);
        if (_cache.Find(print) is { } known) known.Add(text, count);
        else if (AddMask(text, shape, count) is { } entry) _cache.Note(print, entry);
    }

    // Null when the entry that was added has become a coarser one.
    [SkipLocalsInit]
    private PatternEntry? AddMask(ReadOnlySpan<byte> text, in TextShape shape, long count)
    {
        Span<byte> mask = stackalloc byte[TextMask.Most];
        mask = mask[..TextMask.Write(text, shape, mask)];
        Span<byte> key = stackalloc byte[TextMask.Most];
        key = key[..Key(mask, Detail, key)];
        if (_lookup.TryGetValue(key, out PatternEntry? entry))
        {
            entry.Widen(mask);
            entry.Add(text, count);
            return entry;
        }

        byte[] owned = key.ToArray();
        entry = new PatternEntry(owned, text, mask, count, Detail);
        _entries.Add(owned, entry);
        PatternDetail before = Detail;
        Settle();
        return before == Detail ? entry : null;
    }

    public void Merge(PatternCounts other)
    {
        while (Detail < other.Detail) Coarsen();
        foreach (PatternEntry entry in other._entries.Values) Take(entry.Copy(), other.Detail);
        Settle();
    }

    public void WriteTo(BinaryWriter writer)
    {
        writer.Write((byte)Detail);
        writer.Write((ushort)_entries.Count);
        foreach (PatternEntry entry in _entries.Values.OrderBy(entry => entry.Key, MaskComparer.Instance)) entry.WriteTo(writer);
    }

    public static PatternCounts ReadFrom(BinaryReader reader, long texts)
    {
        var counts = new PatternCounts { Detail = (PatternDetail)reader.ReadByte() };
        int entries = reader.ReadUInt16();
        TextFormat.Require(counts.Detail <= PatternDetail.Classes && entries <= Most, "patterns");
        for (int i = 0; i < entries; i++)
        {
            PatternEntry entry = PatternEntry.ReadFrom(reader, counts.Detail, texts);
            TextFormat.Require(counts._entries.TryAdd(entry.Key, entry), "patterns");
        }

        return counts;
    }

    [MemberNotNull(nameof(_entries))]
    private void Clear()
    {
        _entries = new(MaskComparer.Instance);
        _lookup = _entries.GetAlternateLookup<ReadOnlySpan<byte>>();
        _cache.Clear();
    }

    private void Settle()
    {
        while (_entries.Count > Most && Detail < PatternDetail.Classes) Coarsen();
    }

    private void Coarsen()
    {
        PatternDetail before = Detail++;
        Dictionary<byte[], PatternEntry> finer = _entries;
        Clear();
        foreach (PatternEntry entry in finer.Values) Take(entry, before);
    }

    private void Take(PatternEntry entry, PatternDetail from)
    {
        if (from < Detail) entry.Coarsen(from, Detail);
        if (_entries.TryGetValue(entry.Key, out PatternEntry? known)) known.Merge(entry);
        else _entries.Add(entry.Key, entry);
    }

    /// <summary>The key of a mask: all of it; its classes; at most six classes; or the set of these.</summary>
    public static int Key(ReadOnlySpan<byte> mask, PatternDetail detail, Span<byte> key)
    {
        if (detail == PatternDetail.Exact)
        {
            mask.CopyTo(key);
            return mask.Length;
        }

        int runs = mask.Length / 2;
        for (int run = 0; run < runs; run++) key[run] = mask[2 * run];
        return Coarser(key, runs, detail);
    }

    /// <summary>Shortens the classes in place.</summary>
    public static int Coarser(Span<byte> classes, int length, PatternDetail detail)
    {
        if (detail >= PatternDetail.Beginnings && length > Runs)
        {
            classes[Runs] = TextMask.More;
            length = Runs + 1;
        }

        if (detail != PatternDetail.Classes) return length;
        ReadOnlySpan<byte> order = [(byte)'A', (byte)'a', (byte)'9', (byte)' ', (byte)'.', TextMask.Other, TextMask.More];
        int set = 0;
        foreach (byte one in classes[..length]) set |= 1 << Math.Max(0, order.IndexOf(one is (byte)'A' or (byte)'a' or (byte)'9' or (byte)' ' or TextMask.Other or TextMask.More ? one : (byte)'.'));
        int count = 0;
        for (int i = 0; i < order.Length; i++)
            if ((set >> i & 1) != 0) classes[count++] = order[i];
        return count;
    }

    private sealed class MaskComparer : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>, IComparer<byte[]>
    {
        public static readonly MaskComparer Instance = new();

        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode([DisallowNull] byte[] obj) => GetHashCode((ReadOnlySpan<byte>)obj);

        public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

        public int GetHashCode(ReadOnlySpan<byte> alternate) => (int)Hashing.OfBytes(alternate);

        public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();

        public int Compare(byte[]? x, byte[]? y) => x.AsSpan().SequenceCompareTo(y);
    }
}
