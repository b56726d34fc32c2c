using System.Collections.Immutable;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>In how many rows a column falls below the row before, or rises above it when it is to fall.</summary>
internal sealed class OrderTally(string column, bool strict, bool falling) : Tally(column)
{
    private readonly ExampleList _examples = new();
    private double? _firstNumber;
    private double? _lastNumber;
    private long? _firstWhole;
    private long? _lastWhole;
    private string _firstText = "";
    private long _firstRow;

    public long Looked { get; private set; }

    public long Breaks { get; private set; }

    public ImmutableArray<RowExample> Examples(ValidationOptions options) => _examples.Take(options);

    public override void Add(BatchView batch)
    {
        Span<ulong> breaks = stackalloc ulong[batch.Words];
        ReadOnlySpan<ulong> missing = batch.Missing(Group);
        Column values = batch.Column<Column>(Group);
        if (_firstNumber is null && _firstWhole is null) Begin(values, batch.FirstRow);
        if (values is NumberColumn or FlagColumn) OrderBits.Breaks(batch.Numbers(Group), missing, strict, ref _lastNumber, breaks, falling);
        else OrderBits.Breaks(values is IntegerColumn integers ? integers.Values : ((TimestampColumn)values).Ticks, missing, strict, ref _lastWhole, breaks, falling);
        Looked += batch.Rows - (missing.IsEmpty ? 0 : RowBits.Count(missing));
        int count = RowBits.Count(breaks);
        Breaks += count;
        if (count > 0) _examples.Add(batch, breaks, (view, row) => view.Column<Column>(Group).GetText(row));
    }

    public override void Merge(Tally other)
    {
        var more = (OrderTally)other;
        bool joined = Kept(_lastNumber, more._firstNumber) && Kept(_lastWhole, more._firstWhole);
        if (!joined) _examples.AddOne(new RowExample(more._firstRow, more._firstText));
        _examples.Merge(more._examples);
        Looked += more.Looked;
        Breaks += more.Breaks + (joined ? 0 : 1);
        if (_firstNumber is null && _firstWhole is null) (_firstNumber, _firstWhole, _firstText, _firstRow) = (more._firstNumber, more._firstWhole, more._firstText, more._firstRow);
        _lastNumber = more._lastNumber ?? _lastNumber;
        _lastWhole = more._lastWhole ?? _lastWhole;
    }

    private bool Kept<T>(T? last, T? first)
        where T : struct, IComparable<T> => last is null || first is null || (first.Value.CompareTo(last.Value) is var sign && ((falling ? sign < 0 : sign > 0) || (sign == 0 && !strict)));

    private void Begin(Column values, long firstRow)
    {
        for (int row = 0; row < values.Length; row++)
        {
            if (values.IsMissing(row) || (values is NumberColumn numbers && double.IsNaN(numbers.Values[row]))) continue;
            (_firstText, _firstRow) = (values.GetText(row), firstRow + row);
            if (values is TimestampColumn moments) _firstWhole = moments.Ticks[row];
            else if (values is IntegerColumn integers) _firstWhole = integers.Values[row];
            else _firstNumber = values is FlagColumn flags ? (flags.Values[row] ? 1 : 0) : ((NumberColumn)values).Values[row];
            return;
        }
    }
}
