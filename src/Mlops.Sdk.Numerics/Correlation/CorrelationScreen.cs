namespace Mlops.Sdk.Numerics;

/// <summary>Finds the most correlated pairs of very many columns, to be looked at more closely: rank correlations in twelve bits, by products of blocks of whole numbers.</summary>
/// <remarks>
/// A row without a number counts as the mean, which shrinks a correlation. Rounding the ranks moves a correlation by less than 0.01. Sums are whole, so the result has the same bits on every machine and any number of threads.
/// O(columns^2 rows) time at sixteen products an instruction, O(columns rows) memory; the pairs are never held.
/// </remarks>
public sealed class CorrelationScreen
{
    private const int Lanes = 16;
    private const int Tile = 32;

    private readonly short[] _values;
    private readonly int _stride;
    private readonly int _limit;
    private readonly double[] _scales;

    /// <summary>A screen of columns that hold nothing yet.</summary>
    /// <param name="columns">How many columns, at least 0.</param>
    /// <param name="rows">How many rows, at least 0.</param>
    public CorrelationScreen(int columns, int rows)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        RowCount = rows;
        ColumnCount = columns;
        _stride = checked((rows + Lanes - 1) / Lanes * Lanes);
        _values = new short[checked(columns * _stride)];
        _scales = new double[columns];

        // The sum of the products of two columns has to fit 32 bits.
        _limit = (int)Math.Min(2047, Math.Sqrt(int.MaxValue / (double)Math.Max(1, _stride)));
    }

    /// <summary>The number of columns.</summary>
    public int ColumnCount { get; }

    /// <summary>The number of rows.</summary>
    public int RowCount { get; }

    /// <summary>Fills a column with the ranks of a sample. Different columns may be filled by different threads.</summary>
    /// <param name="column">The number of the column.</param>
    /// <param name="sample">The sample, as long as there are rows.</param>
    public void SetRanks(int column, RankedSample sample)
    {
        ArgumentNullException.ThrowIfNull(sample);
        if (sample.Length != RowCount) throw new ArgumentException($"The screen has {RowCount} rows, the sample {sample.Length}.", nameof(sample));
        Span<short> values = Values(column);
        var ranks = new int[sample.Distinct];
        RankedSample.CentredRanks(sample.Counts, sample.Present, ranks);
        for (int row = 0; row < sample.Length; row++)
        {
            int code = sample.Codes[row];
            values[row] = code < 0 ? (short)0 : (short)Math.Round((double)ranks[code] * _limit / sample.Present);
        }

        SetScale(column);
    }

    /// <summary>Fills a column with whether a code is a given one; missing codes (below zero) count as the mean.</summary>
    /// <param name="column">The number of the column.</param>
    /// <param name="codes">The codes, as many as there are rows.</param>
    /// <param name="code">The given code.</param>
    public void SetIndicator(int column, ReadOnlySpan<int> codes, int code)
    {
        if (codes.Length != RowCount) throw new ArgumentException($"The screen has {RowCount} rows, got {codes.Length} codes.", nameof(codes));
        Span<short> values = Values(column);
        double present = 0, hits = 0;
        foreach (int one in codes)
        {
            present += one >= 0 ? 1 : 0;
            hits += one == code ? 1 : 0;
        }

        short no = (short)Math.Round(-hits / Math.Max(1, present) * _limit), yes = (short)(no + _limit);
        for (int row = 0; row < codes.Length; row++) values[row] = codes[row] < 0 ? (short)0 : codes[row] == code ? yes : no;
        SetScale(column);
    }

    /// <summary>The most correlated pairs, strongest first, equal ones in the order of the columns.</summary>
    /// <param name="most">At most how many.</param>
    /// <param name="owners">For every column what it belongs to; columns of one owner are not paired. Empty: each to itself.</param>
    /// <param name="cancellationToken">Honoured within milliseconds.</param>
    public ScreenedPair[] Strongest(int most, ReadOnlySpan<int> owners = default, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(most);
        if (!owners.IsEmpty && owners.Length != ColumnCount) throw new ArgumentException($"The screen has {ColumnCount} columns, got {owners.Length} owners.", nameof(owners));
        int[] owned = owners.IsEmpty ? [.. Enumerable.Range(0, ColumnCount)] : owners.ToArray();
        int tiles = (ColumnCount + Tile - 1) / Tile;
        var whole = new StrongestPairs(most);
        Parallel.For(
            0L,
            (long)tiles * tiles,
            new ParallelOptions { CancellationToken = cancellationToken },
            () => new StrongestPairs(most),
            (tile, _, kept) =>
            {
                if (tile / tiles <= tile % tiles) AddTile(kept, owned, (int)(tile / tiles) * Tile, (int)(tile % tiles) * Tile);
                return kept;
            },
            kept =>
            {
                lock (whole) whole.Add(kept);
            });
        return whole.ToArray();
    }

    private Span<short> Values(int column)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(column);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(column, ColumnCount);
        return _values.AsSpan(column * _stride, _stride);
    }

    private void SetScale(int column)
    {
        long squares = 0;
        foreach (short value in Values(column)) squares += value * value;
        _scales[column] = squares > 0 ? 1 / Math.Sqrt(squares) : 0;
    }

    private void AddTile(StrongestPairs kept, int[] owners, int firstRow, int firstColumn)
    {
        Span<int> products = stackalloc int[8];
        for (int i = firstRow; i < Math.Min(firstRow + Tile, ColumnCount); i += 4)
        {
            for (int j = firstColumn; j < Math.Min(firstColumn + Tile, ColumnCount); j += 2)
            {
                if (j + 1 <= i) continue;
                ShortProducts.FourByTwo(_values, _stride, i, j, ColumnCount, products);
                for (int p = 0; p < 8; p++)
                {
                    int a = i + (p >> 1), b = j + (p & 1);
                    if (a < b && b < ColumnCount && owners[a] != owners[b]) kept.Add(new ScreenedPair(a, b, Math.Min(1, Math.Abs(products[p] * _scales[a] * _scales[b]))));
                }
            }
        }
    }
}
