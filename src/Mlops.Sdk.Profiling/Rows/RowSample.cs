using System.Buffers;
using System.Runtime.CompilerServices;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Rows of a table in bounded memory: all of them while they are few, then a uniform sample without replacement. Merges.</summary>
/// <remarks>
/// Those rows are kept whose <see cref="RowPriorities"/> are least, so parts whose first row is known, and parts that still hold all their rows, merge to the very sample of the whole.
/// Of parts whose place is not known and that have dropped rows the merge is a uniform sample too, but not that of one pass. What is not kept is never copied.
/// </remarks>
internal sealed partial class RowSample
{
    private readonly Schema _schema;
    private readonly SampleLimits _limits;
    private List<RowChunk> _chunks = [];
    private RowPriorities _priorities;
    private bool _isPlaced;
    private long _first;
    private long _next;
    private ulong _threshold = ulong.MaxValue;
    private bool _sampled;

    /// <summary>An empty sample.</summary>
    /// <param name="schema">The columns.</param>
    /// <param name="limits">How many rows are kept.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="firstRow">Where the first row stands in the whole; null when that is not known.</param>
    public RowSample(Schema schema, SampleLimits limits, ulong seed, long? firstRow)
    {
        _schema = schema;
        _limits = limits;
        _priorities = new RowPriorities(seed, 0);
        _isPlaced = firstRow is not null;
        _first = _next = firstRow ?? 0;
    }

    /// <summary>Whether batches are lent, so that rows to be kept have to be copied.</summary>
    public bool AreLent { get; set; }

    /// <summary>The rows seen.</summary>
    public long Count { get; private set; }

    /// <summary>Where the next row stands in the table.</summary>
    public long Next => _next;

    /// <summary>Where the first row stands in the table.</summary>
    public long First => _first;

    /// <summary>Where so many rows drawn at random stand, ascending: those of the least priorities.</summary>
    public long[] Drawn(int most) => [.. _chunks.SelectMany(chunk => chunk.Priorities.Zip(chunk.Positions)).OrderBy(row => row.First).ThenBy(row => row.Second).Take(most).Select(row => row.Second).Order()];

    /// <summary>The rows kept; in a sample perhaps more than are used.</summary>
    public int Kept => _chunks.Sum(chunk => chunk.Length);

    public void Add(Dataset batch, ReadOnlySpan<ulong> hashes)
    {
        if (batch.RowCount == 0) return;
        Dataset rows = RowColumns.Select(batch, _schema);
        if (Count == 0 && !_isPlaced) _priorities = new RowPriorities(_priorities.Seed, hashes[0]);
        long start = _next;
        _next += rows.RowCount;
        Count += rows.RowCount;
        if (Count <= _limits.Whole)
        {
            var positions = new long[rows.RowCount];
            for (int row = 0; row < positions.Length; row++) positions[row] = start + row;
            _chunks.Add(new RowChunk(RowColumns.Shorten(AreLent ? rows.Take([.. Enumerable.Range(0, rows.RowCount)]) : rows), positions, Array.ConvertAll(positions, _priorities.Of), hashes.ToArray()));
            return;
        }

        if (!_sampled) BecomeSample();
        (int[] chosen, ulong[] priorities) = Choose(start, rows.RowCount);
        if (chosen.Length == 0) return;
        var kept = new ulong[chosen.Length];
        for (int i = 0; i < kept.Length; i++) kept[i] = hashes[chosen[i]];
        _chunks.Add(new RowChunk(RowColumns.DropLevels(RowColumns.Shorten(rows.Take(chosen))), Array.ConvertAll(chosen, row => start + row), priorities, kept));
        if (Kept > 2 * _limits.Sampled) Cut();
    }

    public void Merge(RowSample other)
    {
        if (other.Count == 0) return;
        long shift = ShiftOf(other);
        bool complete = other.Kept == other.Count, areIndependent = shift == 0 || other._priorities != _priorities;
        RowChunk added = RowChunk.Join(other._chunks);
        if (!complete) added = added.Below(other._threshold);
        long[] positions = Array.ConvertAll(added.Positions, position => position + shift);
        ulong[] priorities = complete ? Array.ConvertAll(positions, _priorities.Of) : areIndependent ? added.Priorities : Redraw(added, other.Count);
        _next = other._next + shift;
        Count += other.Count;
        _chunks.Add(added with { Positions = positions, Priorities = priorities });
        if (!_sampled && !other._sampled && Count <= _limits.Whole) return;
        _sampled = true;

        // A row that either part would have dropped is dropped: only below both thresholds is the sample complete.
        if (!complete) _threshold = Math.Min(_threshold, areIndependent ? other._threshold : priorities.Max() + 1);
        Cut();
    }

    /// <summary>What is to be added to the positions of another part: nothing where they are known to come after these.</summary>
    public long ShiftOf(RowSample other) => (other._isPlaced && other._first >= _next) || (Count == 0 && !_isPlaced) ? 0 : _next - other._first;

    /// <summary>The rows to look at, in the order of the table.</summary>
    /// <param name="table">The whole table where it is in memory, so that it is not copied.</param>
    public SampledRows ToRows(Dataset? table = null)
    {
        if (_sampled) Cut();
        if (_chunks.Count == 0) return new SampledRows(Dataset.Concat(EmptyRows()), [], [], Count);
        bool whole = Kept == Count && table?.RowCount == Count && _first == 0;
        if (!whole && _chunks.Count > 1) _chunks = [RowChunk.Join(_chunks)];
        long[] positions = [.. _chunks.SelectMany(chunk => chunk.Positions)];
        ulong[] hashes = [.. _chunks.SelectMany(chunk => chunk.Hashes)];
        return new SampledRows(whole ? RowColumns.Select(table!, _schema) : _chunks[0].Rows, positions, hashes, Count);
    }

    private Dataset EmptyRows() => new(_schema.Select(Empty));

    private static Column Empty(Field field) => field.Type switch
    {
        ColumnType.Number => new NumberColumn(field.Name, default),
        ColumnType.Integer => new IntegerColumn(field.Name, default),
        ColumnType.Flag => new FlagColumn(field.Name, default),
        ColumnType.Category => new CategoryColumn(field.Name, default, CategoryLevels.None),
        ColumnType.Timestamp => new TimestampColumn(field.Name, default),
        _ => TextColumn.FromValues(field.Name, []),
    };

    private void BecomeSample()
    {
        _sampled = true;
        Cut();
    }

    // Of a batch at most as many rows as the whole sample holds.
    private (int[] Rows, ulong[] Priorities) Choose(long start, int count)
    {
        var rows = new List<int>();
        var priorities = new List<ulong>();
        Below(start, count, rows, priorities);
        if (rows.Count <= _limits.Sampled) return ([.. rows], [.. priorities]);
        ulong[] sorted = [.. priorities];
        Array.Sort(sorted);
        _threshold = sorted[_limits.Sampled];
        int[] least = [.. Enumerable.Range(0, rows.Count).Where(i => priorities[i] < _threshold)];
        return (Array.ConvertAll(least, i => rows[i]), Array.ConvertAll(least, i => priorities[i]));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Below(long start, int count, List<int> rows, List<ulong> priorities)
    {
        RowPriorities of = _priorities;
        ulong threshold = _threshold;
        for (int row = 0; row < count; row++)
        {
            ulong priority = of.Of(start + row);
            if (priority >= threshold) continue;
            rows.Add(row);
            priorities.Add(priority);
        }
    }

    // Keeps the least priorities; what is not below the threshold has been seen and dropped.
    private void Cut()
    {
        int count = Kept, to = 0;
        if (count > _limits.Sampled)
        {
            ulong[] all = ArrayPool<ulong>.Shared.Rent(count);
            foreach (RowChunk chunk in _chunks)
            {
                chunk.Priorities.CopyTo(all.AsSpan(to));
                to += chunk.Length;
            }

            all.AsSpan(0, count).Sort();
            _threshold = Math.Min(_threshold, all[_limits.Sampled]);
            ArrayPool<ulong>.Shared.Return(all);
        }

        List<RowChunk> kept = [.. _chunks.Select(chunk => chunk.Below(_threshold)).Where(chunk => chunk.Length > 0)];
        _chunks = kept.Count == 0 ? [] : [RowChunk.Join(kept)];
    }

    private ulong[] Redraw(RowChunk added, long rows)
    {
        int[] order = [.. Enumerable.Range(0, added.Length)];
        Array.Sort([.. added.Priorities], order);
        ulong[] least = RowPriorities.Least(order.Length, rows, RandomStream.For(_priorities.Seed, "merge").Split(_next)), priorities = new ulong[order.Length];
        for (int i = 0; i < order.Length; i++) priorities[order[i]] = least[i];
        return priorities;
    }
}
