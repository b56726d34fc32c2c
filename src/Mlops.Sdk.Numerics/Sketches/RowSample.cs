namespace Mlops.Sdk.Numerics;

/// <summary>Chooses the rows of a simple random sample of bounded size from a stream whose length is not known beforehand. It holds no values: whoever reads the columns puts them where <see cref="Next"/> says.</summary>
/// <remarks>
/// Every row has a key, the SplitMix64 output at its number in the stream of the seed, and the rows with the smallest keys are the sample (bottom-k: Cohen and Kaplan 2007). Keys of one seed never tie.
/// Which rows are chosen, and their slots, depend on the seed and the number of rows alone: not on the values, the size of the batches or threads. Each set of rows is as likely as any other, so a sample is
/// exchangeable with one of another seed or stream. O(1) a row, O(log capacity) for each of the about capacity (1 + ln(rows / capacity)) rows that are ever taken; 16 bytes of memory a slot.
/// </remarks>
public sealed class RowSample
{
    private readonly ulong _state;
    private (ulong Key, int Slot)[] _heap = [];
    private RowPlacement[] _placed = [];

    /// <summary>An empty sample.</summary>
    /// <param name="capacity">The most rows that it holds, at least 1.</param>
    /// <param name="seed">Any value.</param>
    public RowSample(int capacity, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        Capacity = capacity;
        _state = Hashing.Mix(seed);
    }

    /// <summary>The most rows that it holds.</summary>
    public int Capacity { get; }

    /// <summary>The rows that were offered.</summary>
    public long RowCount { get; private set; }

    /// <summary>The rows that it holds: all until there are more than <see cref="Capacity"/>.</summary>
    public int Count { get; private set; }

    /// <summary>Offers the next rows.</summary>
    /// <param name="rows">How many, zero or more.</param>
    /// <returns>Which of them are taken, in order; a later one may take the slot of an earlier one. Good until the next call.</returns>
    public ReadOnlyMemory<RowPlacement> Next(int rows)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        if (_placed.Length < rows)
            _placed = new RowPlacement[rows];
        int row = Fill(rows), placed = row;
        for (; row < rows; row++)
        {
            ulong key = KeyOf(RowCount + row);
            if (key >= _heap[0].Key)
                continue;
            _placed[placed++] = new(row, _heap[0].Slot);
            _heap[0].Key = key;
            SiftDown(0);
        }

        RowCount += rows;
        return _placed.AsMemory(0, placed);
    }

    private int Fill(int rows)
    {
        int taken = Math.Min(rows, Capacity - Count);
        if (taken == 0)
            return 0;
        if (Count + taken > _heap.Length)
            Array.Resize(ref _heap, (int)Math.Min(Capacity, Math.Max(Count + taken, 2L * _heap.Length)));
        for (int row = 0; row < taken; row++, Count++)
        {
            _heap[Count] = (KeyOf(RowCount + row), Count);
            _placed[row] = new(row, Count);
        }

        if (Count == Capacity)
        {
            for (int parent = Capacity / 2 - 1; parent >= 0; parent--)
                SiftDown(parent);
        }

        return taken;
    }

    private ulong KeyOf(long row) => Hashing.Mix(unchecked(_state + (ulong)row * Hashing.GoldenGamma));

    // A heap with the greatest key on top.
    private void SiftDown(int parent)
    {
        (ulong Key, int Slot) moved = _heap[parent];
        for (int child = 2 * parent + 1; child < Capacity; child = 2 * parent + 1)
        {
            if (child + 1 < Capacity && _heap[child + 1].Key > _heap[child].Key)
                child++;
            if (_heap[child].Key <= moved.Key)
                break;
            _heap[parent] = _heap[child];
            parent = child;
        }

        _heap[parent] = moved;
    }
}
