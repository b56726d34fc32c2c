namespace Mlops.Sdk;

/// <summary>What the rows of a node add up to in each bin of a feature that any of them is in: weight, rows, and the target by channel.</summary>
internal sealed class BinSums(int channels)
{
    private const int FewRows = 40;

    private readonly double[] _table = new double[256 * (channels + 2)];
    private readonly double[] _sums = new double[257 * (channels + 2)];
    private readonly int[] _bins = new int[257];
    private readonly int[] _keys = new int[FewRows];

    /// <summary>Numbers for a bin: weight, rows, channels.</summary>
    public int Width => channels + 2;

    /// <summary>How many bins have rows.</summary>
    public int Count { get; private set; }

    /// <summary>The bins that have rows, ascending after <see cref="Gather"/>.</summary>
    public Span<int> Bins => _bins.AsSpan(0, Count);

    /// <summary>The sums of the bin at a place in <see cref="Bins"/>.</summary>
    public Span<double> At(int place) => _sums.AsSpan(place * Width, Width);

    /// <summary>Adds up the rows of a node.</summary>
    public void Gather(byte[] bins, ReadOnlySpan<int> rows, double[] weights, ForestData data)
    {
        Count = 0;
        if (rows.Length <= FewRows) GatherFew(bins, rows, weights, data);
        else GatherMany(bins, rows, weights, data);
    }

    /// <summary>Takes a bin out and gives its sums; all 0 when no row is in it.</summary>
    public void Remove(int bin, Span<double> sums)
    {
        int place = Bins.IndexOf(bin);
        sums.Clear();
        if (place < 0) return;
        At(place).CopyTo(sums);
        for (int i = place; i < Count - 1; i++)
        {
            _bins[i] = _bins[i + 1];
            At(i + 1).CopyTo(At(i));
        }

        Count--;
    }

    /// <summary>Adds the target of a row to sums.</summary>
    public static void Add(Span<double> sums, double weight, int row, ForestData data)
    {
        sums[0] += weight;
        sums[1]++;
        if (data.Channels == 1) sums[2] += weight * data.Values[row];
        else sums[2 + data.Codes[row]] += weight;
    }

    // Few rows are sorted by bin sooner than a table of all bins is cleared.
    private void GatherFew(byte[] bins, ReadOnlySpan<int> rows, double[] weights, ForestData data)
    {
        Span<int> keys = _keys.AsSpan(0, rows.Length);
        for (int i = 0; i < rows.Length; i++)
        {
            int key = (bins[rows[i]] << 8) | i, at = i;
            for (; at > 0 && keys[at - 1] > key; at--) keys[at] = keys[at - 1];
            keys[at] = key;
        }

        foreach (int key in keys)
        {
            if (Count == 0 || _bins[Count - 1] != key >> 8)
            {
                _bins[Count++] = key >> 8;
                At(Count - 1).Clear();
            }

            int row = rows[key & 0xFF];
            Add(At(Count - 1), weights[row], row, data);
        }
    }

    private void GatherMany(byte[] bins, ReadOnlySpan<int> rows, double[] weights, ForestData data)
    {
        int width = Width;
        Span<double> table = _table;
        table.Clear();
        if (channels == 1)
        {
            double[] values = data.Values;
            foreach (int row in rows)
            {
                Span<double> sums = table.Slice(bins[row] * 3, 3);
                double weight = weights[row];
                sums[0] += weight;
                sums[1]++;
                sums[2] += weight * values[row];
            }
        }
        else
        {
            int[] codes = data.Codes;
            foreach (int row in rows)
            {
                int start = bins[row] * width;
                table[start] += weights[row];
                table[start + 1]++;
                table[start + 2 + codes[row]] += weights[row];
            }
        }

        for (int bin = 0; bin < 256; bin++)
        {
            Span<double> sums = table.Slice(bin * width, width);
            if (sums[1] == 0) continue;
            _bins[Count++] = bin;
            sums.CopyTo(At(Count - 1));
        }
    }
}
