using System.Numerics;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>What the rows of a node add up to in each bin, or at each value, of a feature that any of them has: weight, the target by channel, rows.</summary>
internal sealed class BinSums(int channels)
{
    private readonly double[] _table = new double[channels == 1 ? TargetHistogram.Room : 256 * WidthOf(channels)];
    private double[] _sums = new double[257 * WidthOf(channels)];
    private int[] _bins = new int[257];
    private long[] _sorted = [];
    private readonly ulong[] _seen = new ulong[4];

    /// <summary>Numbers for a bin: weight, channels, rows; one channel is filled up to a vector.</summary>
    public int Width { get; } = WidthOf(channels);

    /// <summary>How many bins have rows.</summary>
    public int Count { get; private set; }

    /// <summary>The bins that have rows, ascending after <see cref="Gather"/>.</summary>
    public Span<int> Bins => _bins.AsSpan(0, Count);

    /// <summary>The sums of the bins in the order of <see cref="Bins"/>.</summary>
    public double[] Sums => _sums;

    /// <summary>The sums of the bin at a place in <see cref="Bins"/>.</summary>
    public Span<double> At(int place) => _sums.AsSpan(place * Width, Width);

    public static int WidthOf(int channels) => channels == 1 ? TargetHistogram.Width : channels + 2;

    /// <summary>Adds up the rows of a node.</summary>
    /// <param name="bins">The bin of every row of the table.</param>
    /// <param name="binCount">How many bins there are.</param>
    /// <param name="rows">The rows of the node.</param>
    /// <param name="targets">Weight and target of each of these, see <see cref="ForestRows"/>.</param>
    public void Gather(byte[] bins, int binCount, ReadOnlySpan<int> rows, ReadOnlySpan<double> targets)
    {
        Count = 0;

        // Few rows lie in few bins: those seen are noted, so that the others need not be looked at.
        bool few = rows.Length < 2 * binCount;
        if (few) Note(bins, rows);
        if (channels == 1) TargetHistogram.Add(bins, binCount, rows, targets, _table);
        else AddClasses(bins, rows, targets);
        if (few)
        {
            for (int word = 0; word < 4; word++)
                for (ulong left = _seen[word]; left != 0; left &= left - 1) Take((word << 6) + BitOperations.TrailingZeroCount(left));
            return;
        }

        for (int bin = 0; bin < binCount; bin++)
            if (_table[(bin * Width) + channels + 1] > 0) Take(bin);
    }

    /// <summary>Adds up the rows of a node by value: <see cref="Bins"/> are keys. Rows without a value are summed apart.</summary>
    public void GatherValues(int[] keys, ReadOnlySpan<int> rows, ReadOnlySpan<double> targets, Span<double> missing)
    {
        if (_sorted.Length < rows.Length)
        {
            _sorted = new long[Math.Max(257, 2 * rows.Length)];
            _sums = new double[_sorted.Length * Width];
            _bins = new int[_sorted.Length];
        }

        Count = 0;
        missing.Clear();
        int count = 0;
        for (int i = 0; i < rows.Length; i++)
        {
            int key = keys[rows[i]];
            if (key == SortableKeys.Missing) Add(missing, targets[2 * i], targets[(2 * i) + 1]);
            else _sorted[count++] = ((long)key << 32) | (uint)i;
        }

        Sort(_sorted.AsSpan(0, count));
        for (int i = 0; i < count; i++)
        {
            int key = (int)(_sorted[i] >> 32), at = (int)_sorted[i];
            if (Count == 0 || _bins[Count - 1] != key)
            {
                _bins[Count++] = key;
                At(Count - 1).Clear();
            }

            Add(At(Count - 1), targets[2 * at], targets[(2 * at) + 1]);
        }
    }

    /// <summary>Takes a bin out and gives its sums; all 0 when no row is in it.</summary>
    public void Remove(int bin, Span<double> sums)
    {
        int place = Bins.IndexOf(bin);
        sums.Clear();
        if (place < 0) return;
        At(place).CopyTo(sums);
        _bins.AsSpan(place + 1, Count - place - 1).CopyTo(_bins.AsSpan(place));
        _sums.AsSpan((place + 1) * Width, (Count - place - 1) * Width).CopyTo(_sums.AsSpan(place * Width));
        Count--;
    }

    private void Add(Span<double> sums, double weight, double target)
    {
        sums[0] += weight;
        if (channels == 1) sums[1] += target;
        else sums[1 + (int)target] += weight;
        sums[channels + 1]++;
    }

    private static void Sort(Span<long> values)
    {
        const int few = 24;
        if (values.Length > few)
        {
            values.Sort();
            return;
        }

        for (int i = 1; i < values.Length; i++)
        {
            long value = values[i];
            int at = i;
            for (; at > 0 && values[at - 1] > value; at--) values[at] = values[at - 1];
            values[at] = value;
        }
    }

    private void Note(byte[] bins, ReadOnlySpan<int> rows)
    {
        Array.Clear(_seen);
        foreach (int row in rows) _seen[bins[row] >> 6] |= 1UL << bins[row];
    }

    // The table is left clean for the next node.
    private void Take(int bin)
    {
        Span<double> sums = _table.AsSpan(bin * Width, Width);
        _bins[Count++] = bin;
        sums.CopyTo(At(Count - 1));
        sums.Clear();
    }

    private void AddClasses(byte[] bins, ReadOnlySpan<int> rows, ReadOnlySpan<double> targets)
    {
        double[] table = _table;
        for (int i = 0; i < rows.Length; i++)
        {
            int start = bins[rows[i]] * Width;
            double weight = targets[2 * i];
            table[start] += weight;
            table[start + 1 + (int)targets[(2 * i) + 1]] += weight;
            table[start + channels + 1]++;
        }
    }
}
