using System.Runtime.InteropServices;

namespace Mlops.Sdk.Numerics;

/// <summary>The most frequent items of a stream in bounded memory, mergeable, with certain bounds on every count (Misra and Gries 1982; merging after Agarwal and others 2012).</summary>
/// <remarks>
/// At most twice <see cref="Capacity"/> counters. While no more distinct items than that have come, all counts are exact; afterwards a count is too low by at most <see cref="Offset"/>,
/// which never exceeds <see cref="TotalCount"/> / (capacity + 1). No randomness: the same calls give the same answer. One writer at a time.
/// </remarks>
/// <typeparam name="T">The items: text, or 64-bit keys.</typeparam>
public sealed class FrequentItems<T>
    where T : notnull
{
    private const uint Magic = 0x31544946;

    /// <summary>An empty summary.</summary>
    /// <param name="capacity">How many counters survive a purge, 1 to 1,048,576.</param>
    public FrequentItems(int capacity = 256)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(capacity, 1 << 20);
        Capacity = capacity;
    }

    /// <summary>How many counters survive a purge.</summary>
    public int Capacity { get; }

    /// <summary>How many items were added, with repetitions.</summary>
    public long TotalCount { get; private set; }

    /// <summary>By how much a count can be too low, and the most that an item without a counter can have: zero while exact.</summary>
    public long Offset { get; private set; }

    /// <summary>Whether all counts are exact.</summary>
    public bool IsExact => Offset == 0;

    internal Dictionary<T, long> Counters { get; } = [];

    /// <summary>Adds an item.</summary>
    /// <param name="item">The item.</param>
    /// <param name="count">How often, at least 1.</param>
    public void Add(T item, long count = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        CollectionsMarshal.GetValueRefOrAddDefault(Counters, item, out _) += count;
        Added(count);
    }

    /// <summary>Adds what another summary has seen; that one does not change.</summary>
    /// <param name="other">The other part.</param>
    public void Merge(FrequentItems<T> other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (ReferenceEquals(this, other))
            throw new ArgumentException("A summary cannot be merged with itself.", nameof(other));
        foreach ((T item, long count) in other.Counters)
            CollectionsMarshal.GetValueRefOrAddDefault(Counters, item, out _) += count;
        TotalCount += other.TotalCount;
        Offset += other.Offset;
        if (Counters.Count > 2 * Capacity)
            Purge();
    }

    /// <summary>The bounds of the count of an item.</summary>
    /// <param name="item">The item.</param>
    public (long Lower, long Upper) CountOf(T item)
    {
        long counted = Counters.GetValueOrDefault(item);
        return (counted, counted + Offset);
    }

    /// <summary>The items with the highest counts, highest first, equal counts in the order of the items.</summary>
    /// <param name="most">How many at most.</param>
    /// <param name="order">The order of equal counts; by default the natural order, for text ordinal.</param>
    public IReadOnlyList<FrequentItem<T>> Top(int most, IComparer<T>? order = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(most);
        return [.. Sorted(order).Take(most).Select(c => new FrequentItem<T>(c.Key, c.Value, c.Value + Offset))];
    }

    /// <summary>Writes the state; equal states give equal bytes.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="writeItem">Writes one item.</param>
    public void WriteTo(BinaryWriter writer, Action<BinaryWriter, T> writeItem)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(writeItem);
        writer.Write(Magic);
        writer.Write(Capacity);
        writer.Write(TotalCount);
        writer.Write(Offset);
        writer.Write(Counters.Count);
        foreach ((T item, long count) in Sorted(null))
        {
            writeItem(writer, item);
            writer.Write(count);
        }
    }

    /// <summary>Reads a state that <see cref="WriteTo"/> wrote.</summary>
    /// <param name="reader">Where from.</param>
    /// <param name="readItem">Reads one item.</param>
    /// <exception cref="InvalidDataException">The bytes are no such state.</exception>
    public static FrequentItems<T> ReadFrom(BinaryReader reader, Func<BinaryReader, T> readItem)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(readItem);
        SketchFormat.Require(reader.ReadUInt32() == Magic, "it is not a summary of frequent items");
        int capacity = reader.ReadInt32();
        SketchFormat.Require(capacity is >= 1 and <= 1 << 20, "its capacity is out of range");
        var items = new FrequentItems<T>(capacity) { TotalCount = reader.ReadInt64(), Offset = reader.ReadInt64() };
        int counters = reader.ReadInt32();
        SketchFormat.Require(counters >= 0 && counters <= 2 * capacity && items.TotalCount >= 0 && items.Offset >= 0 && items.Offset <= items.TotalCount, "its counts are out of range");
        long left = items.TotalCount;
        for (int i = 0; i < counters; i++)
        {
            T item = readItem(reader);
            long count = reader.ReadInt64();
            SketchFormat.Require(count >= 1 && count <= left, "a count is out of range");
            SketchFormat.Require(items.Counters.TryAdd(item, count), "an item is stored twice");
            left -= count;
        }

        SketchFormat.Require(items.Offset > 0 || left == 0, "its counts do not add up");
        return items;
    }

    internal void Added(long count)
    {
        TotalCount += count;
        if (Counters.Count > 2 * Capacity)
            Purge();
    }

    private IEnumerable<KeyValuePair<T, long>> Sorted(IComparer<T>? order)
    {
        order ??= typeof(T) == typeof(string) ? (IComparer<T>)StringComparer.Ordinal : Comparer<T>.Default;
        return Counters.OrderByDescending(c => c.Value).ThenBy(c => c.Key, order);
    }

    // Takes the (capacity + 1)-th highest count from all: each purge removes at least capacity + 1 times what it adds to the offset.
    private void Purge()
    {
        long[] counts = [.. Counters.Values];
        Array.Sort(counts);
        long cut = counts[^(Capacity + 1)];
        Offset += cut;
        foreach ((T item, long count) in Counters.ToArray())
        {
            if (count <= cut)
                Counters.Remove(item);
            else
                Counters[item] = count - cut;
        }
    }
}
