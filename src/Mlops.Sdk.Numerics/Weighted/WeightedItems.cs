namespace Mlops.Sdk.Numerics;

/// <summary>The weights of the heaviest items of a stream in bounded memory, mergeable (Misra and Gries 1982 with weights; Agarwal et al. 2013). Exact while there are at most twice as many different items as counters.</summary>
/// <remarks>A weight is too low by at most <see cref="Offset"/>, which is at most the total weight over the capacity plus one. One writer at a time.</remarks>
/// <typeparam name="T">The type of the items; texts are ordered by their code units.</typeparam>
public sealed class WeightedItems<T>
    where T : notnull
{
    private const uint Magic = 0x494D4757;

    private readonly Dictionary<T, double> _weights = [];

    /// <summary>An empty summary.</summary>
    /// <param name="capacity">How many counters remain when there are too many, 1 to 1,048,576.</param>
    public WeightedItems(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(capacity, 1 << 20);
        Capacity = capacity;
    }

    /// <summary>How many counters remain when there are too many.</summary>
    public int Capacity { get; }

    /// <summary>The sum of all weights.</summary>
    public double TotalWeight { get; private set; }

    /// <summary>By how much a weight may be too low.</summary>
    public double Offset { get; private set; }

    /// <summary>Whether every weight is exact, and every item there.</summary>
    public bool IsExact => Offset == 0;

    /// <summary>Adds weight to an item; 0 adds nothing.</summary>
    /// <param name="item">The item.</param>
    /// <param name="weight">Finite and at least 0.</param>
    public void Add(T item, double weight)
    {
        if (!(weight >= 0 && double.IsFinite(weight))) throw new ArgumentOutOfRangeException(nameof(weight), weight, "A weight is finite and at least 0.");
        if (weight == 0) return;
        TotalWeight += weight;
        _weights[item] = _weights.GetValueOrDefault(item) + weight;
        if (_weights.Count > 2 * Capacity) Purge();
    }

    /// <summary>Adds what another summary has seen; that one does not change.</summary>
    /// <param name="other">The other part.</param>
    public void Merge(WeightedItems<T> other)
    {
        ArgumentNullException.ThrowIfNull(other);
        foreach ((T item, double weight) in other.Sorted()) _weights[item] = _weights.GetValueOrDefault(item) + weight;
        TotalWeight += other.TotalWeight;
        Offset += other.Offset;
        if (_weights.Count > 2 * Capacity) Purge();
    }

    /// <summary>The items with the greatest weights, heaviest first, equal weights in the order of the items.</summary>
    /// <param name="most">How many at most.</param>
    public IReadOnlyList<WeightedItem<T>> Top(int most)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(most);
        return [.. Sorted().Take(most).Select(pair => new WeightedItem<T>(pair.Key, pair.Value, pair.Value + Offset))];
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
        writer.Write(TotalWeight);
        writer.Write(Offset);
        writer.Write(_weights.Count);
        foreach ((T item, double weight) in Sorted())
        {
            writeItem(writer, item);
            writer.Write(weight);
        }
    }

    /// <summary>Reads a state that <see cref="WriteTo"/> wrote.</summary>
    /// <param name="reader">Where from.</param>
    /// <param name="readItem">Reads one item.</param>
    /// <exception cref="InvalidDataException">The bytes are no such state.</exception>
    public static WeightedItems<T> ReadFrom(BinaryReader reader, Func<BinaryReader, T> readItem)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(readItem);
        SketchFormat.Require(reader.ReadUInt32() == Magic, "it is not a summary of weighted items");
        int capacity = reader.ReadInt32();
        SketchFormat.Require(capacity is >= 1 and <= 1 << 20, "its capacity is out of range");
        var items = new WeightedItems<T>(capacity) { TotalWeight = reader.ReadDouble(), Offset = reader.ReadDouble() };
        int counters = reader.ReadInt32();
        SketchFormat.Require(counters >= 0 && counters <= 2 * capacity && items.TotalWeight >= 0 && double.IsFinite(items.TotalWeight) && items.Offset >= 0 && items.Offset <= items.TotalWeight, "its weights are out of range");
        double sum = 0;
        for (int i = 0; i < counters; i++)
        {
            T item = readItem(reader);
            double weight = reader.ReadDouble();
            SketchFormat.Require(weight > 0 && double.IsFinite(weight) && items._weights.TryAdd(item, weight), "a weight is out of range, or an item is stored twice");
            sum += weight;
        }

        SketchFormat.Require(sum <= items.TotalWeight * (1 + 1e-9), "its weights do not add up");
        return items;
    }

    private IEnumerable<KeyValuePair<T, double>> Sorted()
    {
        IComparer<T> order = typeof(T) == typeof(string) ? (IComparer<T>)StringComparer.Ordinal : Comparer<T>.Default;
        return _weights.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, order);
    }

    // Takes the (capacity + 1)-th greatest weight from all: each purge removes at least capacity + 1 times what it adds to the offset.
    private void Purge()
    {
        double[] weights = [.. _weights.Values];
        Array.Sort(weights);
        double cut = weights[^(Capacity + 1)];
        Offset += cut;
        foreach ((T item, double weight) in _weights.ToArray())
        {
            if (weight <= cut) _weights.Remove(item);
            else _weights[item] = weight - cut;
        }
    }
}
