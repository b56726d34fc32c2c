using Microsoft.ML;
using Microsoft.ML.Data;

namespace Mlops.Sdk;

/// <summary>Walks an <see cref="EstimatorView"/>: features by themselves are read from their columns, the rest from the cursor beneath.</summary>
internal sealed class EstimatorCursor : DataViewRowCursor
{
    private readonly EstimatorView _view;
    private readonly TrainingCursor _inner;
    private readonly bool[] _active;

    public EstimatorCursor(EstimatorView view, IEnumerable<DataViewSchema.Column> needed, DataViewRowCursor inner)
    {
        _view = view;
        _inner = (TrainingCursor)inner;
        _active = new bool[view.Schema.Count];
        foreach (DataViewSchema.Column column in needed)
            _active[column.Index] = true;
    }

    public override DataViewSchema Schema => _view.Schema;

    public override long Position => _inner.Position;

    public override long Batch => _inner.Batch;

    public override bool MoveNext() => _inner.MoveNext();

    public override ValueGetter<DataViewRowId> GetIdGetter() => _inner.GetIdGetter();

    public override bool IsColumnActive(DataViewSchema.Column column) => column.Index < _active.Length && _active[column.Index];

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        if (!IsColumnActive(column))
            throw new InvalidOperationException($"Column '{column.Name}' was not asked for when the cursor was opened.");
        return _view.Beneath(column) is { } beneath
            ? _inner.GetGetter<TValue>(beneath)
            : Getter(_view.Raw[column.Index]) as ValueGetter<TValue> ?? throw new InvalidOperationException($"Column '{column.Name}' holds {column.Type}, which cannot be read as {typeof(TValue).Name}.");
    }

    private Delegate Getter(Column column) => column switch
    {
        NumberColumn number => (ValueGetter<float>)((ref float value) => value = (float)number.Values[_inner.Row]),
        { IsNumeric: true } => (ValueGetter<float>)((ref float value) => column.CopyNumbers(_inner.Row, new Span<float>(ref value))),
        TimestampColumn time => (ValueGetter<DateTime>)((ref DateTime value) => value = new DateTime(time.Ticks[_inner.Row])),
        CategoryColumn category => (ValueGetter<ReadOnlyMemory<char>>)((ref ReadOnlyMemory<char> value) => value = category.GetLevel(_inner.Row).AsMemory()),
        TextColumn text => (ValueGetter<ReadOnlyMemory<char>>)((ref ReadOnlyMemory<char> value) => value = text.GetText(_inner.Row).AsMemory()),
        _ => throw new InvalidOperationException($"Column '{column.Name}' of type {column.Type} has no form in an IDataView."),
    };
}
