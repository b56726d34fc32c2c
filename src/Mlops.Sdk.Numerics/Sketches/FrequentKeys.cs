using System.Buffers;
using System.Runtime.CompilerServices;

namespace Mlops.Sdk.Numerics;

/// <summary>The most frequent keys of a stream in bounded memory, mergeable, with certain bounds on every count. Keys are well-mixed 64-bit hashes of values.</summary>
/// <remarks>At most twice <see cref="Capacity"/> counters (Misra and Gries 1982; merging after Agarwal and others 2012): a count is too low by at most <see cref="Offset"/>, never above <see cref="TotalCount"/> / (capacity + 1). No randomness. One writer at a time.</remarks>
public sealed class FrequentKeys
{
    private const uint Magic = 0x314B5146;

    private readonly KeyCounts _counts = new();

    /// <summary>An empty summary.</summary>
    /// <param name="capacity">How many counters survive a purge, 1 to 1,048,576.</param>
    public FrequentKeys(int capacity = 512)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(capacity, 1 << 20);
        Capacity = capacity;
    }

    /// <summary>How many counters survive a purge.</summary>
    public int Capacity { get; }

    /// <summary>How many keys were added, with repetitions.</summary>
    public long TotalCount { get; private set; }

    /// <summary>By how much a count can be too low, and the most that a key without a counter can have; zero while exact.</summary>
    public long Offset { get; private set; }

    /// <summary>How many keys have a counter.</summary>
    public int Count => _counts.Count;

    /// <summary>Adds a key.</summary>
    /// <param name="key">The hash of a value.</param>
    /// <param name="count">How often, at least 1.</param>
    /// <returns>Whether the key had no counter before. It need not have one now.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool Add(ulong key, long count = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        bool added = _counts.Add(key, count);
        TotalCount += count;
        if (added && _counts.Count > 2 * Capacity) Purge(Capacity);
        return added;
    }

    /// <summary>The summary of different keys with their counts, with the lowest <see cref="Offset"/> that there can be.</summary>
    /// <param name="capacity">How many counters are kept when there are more than twice as many keys.</param>
    /// <param name="keys">Different keys, in any order.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static FrequentKeys Of(int capacity, ReadOnlySpan<KeyCount> keys)
    {
        var summary = new FrequentKeys(capacity);
        long cut = keys.Length > 2 * capacity ? CountAt(keys, capacity) : 0;
        summary.Offset = cut;
        foreach (KeyCount one in keys)
        {
            summary.TotalCount += one.Count;
            if (one.Count > cut) summary._counts.Add(one.Key, one.Count - cut);
        }

        return summary;
    }

    /// <summary>Adds what another summary has seen; that one does not change.</summary>
    /// <param name="other">The other part.</param>
    public void Merge(FrequentKeys other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (ReferenceEquals(this, other)) throw new ArgumentException("A summary cannot be merged with itself.", nameof(other));
        foreach (KeyCount one in other._counts.ToArray()) _counts.Add(one.Key, one.Count);
        TotalCount += other.TotalCount;
        Offset += other.Offset;
        if (_counts.Count > 2 * Capacity) Purge(Capacity);
    }

    /// <summary>Takes counters away until no more than some are left, at the price of a higher <see cref="Offset"/>.</summary>
    /// <param name="most">How many may be left, zero or more.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Purge(int most)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(most);
        if (_counts.Count <= most) return;

        // A stream of mostly different keys purges again and again; it leaves no garbage.
        KeyCount[] rented = ArrayPool<KeyCount>.Shared.Rent(_counts.Count);
        Span<KeyCount> all = rented.AsSpan(0, _counts.Count);
        _counts.CopyTo(all);
        long cut = CountAt(all, most);
        Offset += cut;
        int kept = 0;
        foreach (KeyCount one in all)
            if (one.Count > cut) all[kept++] = one with { Count = one.Count - cut };
        _counts.Replace(all[..kept], keepsRoom: true);
        ArrayPool<KeyCount>.Shared.Return(rented);
    }

    /// <summary>The least that a key can have come: at most <see cref="Offset"/> more is possible.</summary>
    /// <param name="key">The key.</param>
    public long LowerCountOf(ulong key) => _counts.Find(key);

    /// <summary>The keys with the lower bounds of their counts, ascending by key.</summary>
    public KeyCount[] Sorted() => _counts.Sorted();

    /// <summary>Writes the state; equal states give equal bytes.</summary>
    /// <param name="writer">Where to.</param>
    public void WriteTo(BinaryWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(Magic);
        writer.Write7BitEncodedInt(Capacity);
        writer.Write7BitEncodedInt64(TotalCount);
        writer.Write7BitEncodedInt64(Offset);
        _counts.WriteTo(writer);
    }

    /// <summary>Reads a state that <see cref="WriteTo"/> wrote.</summary>
    /// <param name="reader">Where from.</param>
    /// <exception cref="InvalidDataException">The bytes are no such state.</exception>
    public static FrequentKeys ReadFrom(BinaryReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        SketchFormat.Require(reader.ReadUInt32() == Magic, "it is not a summary of frequent keys");
        int capacity = reader.Read7BitEncodedInt();
        SketchFormat.Require(capacity is >= 1 and <= 1 << 20, "its capacity is out of range");
        var keys = new FrequentKeys(capacity) { TotalCount = reader.Read7BitEncodedInt64(), Offset = reader.Read7BitEncodedInt64() };
        SketchFormat.Require(keys.TotalCount >= 0 && keys.Offset >= 0 && keys.Offset <= keys.TotalCount, "its counts are out of range");
        keys._counts.ReadFrom(reader, 2 * capacity, keys.TotalCount);
        return keys;
    }

    // The count that so many others are not below. Most counts are small: those are counted, not sorted.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static long CountAt(ReadOnlySpan<KeyCount> keys, int place)
    {
        const int small = 256;
        Span<int> times = stackalloc int[small];
        times.Clear();
        List<long>? large = null;
        foreach (ref readonly KeyCount one in keys)
        {
            if (one.Count < small) times[(int)one.Count]++;
            else (large ??= []).Add(one.Count);
        }

        if (large is not null && place < large.Count)
        {
            large.Sort();
            return large[^(place + 1)];
        }

        place -= large?.Count ?? 0;
        int count = small - 1;
        while (place >= times[count]) place -= times[count--];
        return count;
    }
}
