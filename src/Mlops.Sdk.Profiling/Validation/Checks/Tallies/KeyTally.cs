using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>How many different combinations of values some columns have, and which rows repeat an earlier one. May need further passes over the rows.</summary>
internal sealed class KeyTally : Tally
{
    private readonly ImmutableArray<string> _columns;
    private readonly ExampleList _examples = new();
    private readonly bool _wide;
    private readonly int _mostKeys;
    private IncreasingKeys? _rising;
    private CategoryHashes? _levels;

    public KeyTally(IReadOnlyList<string> columns, Schema schema, int mostKeys)
        : base(columns[0])
    {
        _columns = [.. columns];
        _wide = columns.Count > 1 || schema[columns[0]].Type is ColumnType.Text or ColumnType.Category;
        _mostKeys = mostKeys;
        // Ids and times mostly rise: then no value can repeat another, and none has to be looked up.
        _rising = columns.Count == 1 && schema[columns[0]].Type is ColumnType.Integer or ColumnType.Timestamp ? new IncreasingKeys(mostKeys) : null;
        Keys = new DistinctKeys(mostKeys, _wide);
    }

    private DistinctKeys Keys { get; }

    /// <summary>How many different values were counted: all, when <see cref="IsWhole"/>.</summary>
    public long Distinct => _rising?.Count ?? Keys.Count;

    /// <summary>How many rows repeat an earlier one, of what was counted.</summary>
    public long Repeats => Keys.Repeats;

    /// <summary>Whether every value was counted.</summary>
    public bool IsWhole => _rising is not null || Keys.IsWhole;

    public double Estimate => _rising?.Count ?? Keys.Estimate;

    public double CoveredShare => _rising is null ? Keys.CoveredShare : 1;

    /// <summary>The rows in which no column is missing.</summary>
    public long Present { get; private set; }

    public ImmutableArray<RowExample> Examples(ValidationOptions options) => _examples.Take(options);

    /// <summary>Whether a further pass over the same rows would count more.</summary>
    public bool WantsPass(int mostPasses) => !IsWhole && !Keys.GaveUp && Keys.Ranges <= mostPasses;

    public void BeginPass() => Keys.BeginNextPass();

    public override void Add(BatchView batch)
    {
        Span<ulong> repeats = stackalloc ulong[batch.Words];
        Add(batch, repeats);
    }

    /// <summary>Counts rows of a further pass.</summary>
    public void AddAgain(BatchView batch)
    {
        long present = Present;
        Add(batch);
        Present = present;
    }

    /// <summary>Counts rows and marks those that repeat an earlier one.</summary>
    public void Add(BatchView batch, Span<ulong> repeats)
    {
        Span<ulong> present = stackalloc ulong[batch.Words];
        RowBits.Fill(present, batch.Rows);
        foreach (string column in _columns) batch.RemoveMissing(column, present);
        repeats.Clear();
        Present += RowBits.Count(present);
        if (_wide) AddWide(batch, present, repeats);
        else if (_rising is not null) AddRising(batch.Column<Column>(_columns[0]), present, repeats);
        else AddNarrow(batch.Column<Column>(_columns[0]), present, repeats);
        if (repeats.ContainsAnyExcept(0UL)) _examples.Add(batch, repeats, Show);
    }

    public override void Merge(Tally other)
    {
        var more = (KeyTally)other;
        if (_rising is null || more._rising is null || !_rising.TryMerge(more._rising))
        {
            StopRising();
            Keys.Merge(more._rising is null ? more.Keys : more.FallenKeys());
        }

        Present += more.Present;
        _examples.Merge(more._examples);
    }

    private string Show(BatchView batch, int row) => string.Join(", ", _columns.Select(column => batch.Column<Column>(column).GetText(row)));

    private void AddRising(Column column, Span<ulong> present, Span<ulong> repeats)
    {
        ReadOnlySpan<long> values = column is IntegerColumn integers ? integers.Values : ((TimestampColumn)column).Ticks;
        for (int row = RowBits.Next(present, 0); row >= 0; row = RowBits.Next(present, row + 1))
        {
            if (_rising!.TryAdd(values[row]))
            {
                present[row >> 6] &= ~(1UL << row);
                continue;
            }

            StopRising();
            AddNarrow(column, present, repeats);
            return;
        }
    }

    private void StopRising()
    {
        _rising?.MoveTo(Keys);
        _rising = null;
    }

    private DistinctKeys FallenKeys()
    {
        var keys = new DistinctKeys(_mostKeys, wide: false);
        _rising!.MoveTo(keys);
        return keys;
    }

    private void AddNarrow(Column column, ReadOnlySpan<ulong> present, Span<ulong> repeats)
    {
        ulong[] rented = ArrayPool<ulong>.Shared.Rent(column.Length);
        Span<ulong> hashes = rented.AsSpan(0, column.Length);
        switch (column)
        {
            case NumberColumn { Values: var values }:
                for (int row = 0; row < hashes.Length; row++) hashes[row] = Hashing.OfDouble(values[row]);
                break;
            case FlagColumn { Values: var values }:
                for (int row = 0; row < hashes.Length; row++) hashes[row] = Hashing.OfInt64(values[row] ? 1 : 0);
                break;
            default:
                ReadOnlySpan<long> whole = column is IntegerColumn integers ? integers.Values : ((TimestampColumn)column).Ticks;
                for (int row = 0; row < hashes.Length; row++) hashes[row] = Hashing.OfInt64(whole[row]);
                break;
        }

        for (int row = RowBits.Next(present, 0); row >= 0; row = RowBits.Next(present, row + 1))
            if (Keys.Add(hashes[row])) repeats[row >> 6] |= 1UL << row;
        ArrayPool<ulong>.Shared.Return(rented);
    }

    private void AddWide(BatchView batch, ReadOnlySpan<ulong> present, Span<ulong> repeats)
    {
        Column[] columns = [.. _columns.Select(batch.Column<Column>)];
        if (_levels is null || !_levels.Fit(columns)) _levels = new CategoryHashes(columns);
        for (int row = RowBits.Next(present, 0); row >= 0; row = RowBits.Next(present, row + 1))
        {
            ulong high = 0, low = 1;
            for (int i = 0; i < columns.Length; i++)
            {
                (ulong a, ulong b) = columns[i] switch
                {
                    CategoryColumn category => _levels.Of(i, category.Codes[row]),
                    TextColumn text => Hashing.OfBytes128(text.GetUtf8(row)),
                    Column other => Twice(HashOf(other, row)),
                };
                high = Hashing.Combine(high, a);
                low = Hashing.Combine(low, b);
            }

            if (Keys.Add(high, low)) repeats[row >> 6] |= 1UL << row;
        }
    }

    private static (ulong High, ulong Low) Twice(ulong hash) => (hash, Hashing.Mix(~hash));

    private static ulong HashOf(Column column, int row) => column switch
    {
        IntegerColumn integers => Hashing.OfInt64(integers.Values[row]),
        NumberColumn numbers => Hashing.OfDouble(numbers.Values[row]),
        TimestampColumn moments => Hashing.OfInt64(moments.Ticks[row]),
        _ => Hashing.OfInt64(((FlagColumn)column).Values[row] ? 1 : 0),
    };

    /// <summary>The hash of every level, made once while batches share their levels.</summary>
    private sealed class CategoryHashes(Column[] columns)
    {
        private readonly (CategoryLevels Levels, (ulong, ulong)[] Hashes)?[] _known =
            [.. columns.Select(column => column is CategoryColumn { Levels: var levels } ? (levels, Array.ConvertAll([.. levels.Names], name => Hashing.OfBytes128(Encoding.UTF8.GetBytes(name)))) : ((CategoryLevels, (ulong, ulong)[])?)null)];

        public bool Fit(Column[] columns)
        {
            for (int i = 0; i < columns.Length; i++)
                if (columns[i] is CategoryColumn category && !ReferenceEquals(_known[i]?.Levels, category.Levels)) return false;
            return true;
        }

        public (ulong High, ulong Low) Of(int column, int code) => _known[column]!.Value.Hashes[code];
    }
}
