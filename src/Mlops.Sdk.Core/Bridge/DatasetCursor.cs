using Microsoft.ML;
using Microsoft.ML.Data;

namespace Mlops.Sdk;

/// <summary>Walks the rows of a <see cref="DatasetView"/>: all of them, or every n-th batch when several cursors share the work.</summary>
internal sealed class DatasetCursor : DataViewRowCursor
{
    /// <summary>Rows in a batch; a batch is never torn between cursors.</summary>
    public const int BatchRows = 1024;

    private readonly ColumnView[] _columns;
    private readonly bool[] _active;
    private readonly CursorOrder _order;
    private readonly int _parts;
    private long _batch;
    private int _next;
    private int _end;
    private long _position = -1;

    public DatasetCursor(DataViewSchema schema, ColumnView[] columns, bool[] active, CursorOrder order, int part, int parts)
    {
        Schema = schema;
        _columns = columns;
        _active = active;
        _order = order;
        _parts = parts;
        _batch = part;
        _next = (int)Math.Min((long)part * BatchRows, order.Count);
        _end = parts == 1 ? order.Count : Math.Min(_next + BatchRows, order.Count);
    }

    /// <summary>The row of the dataset that the cursor stands on; -1 outside of the rows.</summary>
    public int Row { get; private set; } = -1;

    public override DataViewSchema Schema { get; }

    public override long Position => _position;

    public override long Batch => _parts == 1 ? 0 : _batch;

    public override bool MoveNext()
    {
        if (_next >= _end && !NextBatch())
        {
            Row = -1;
            _position = -1;
            return false;
        }

        Row = _order[_next++];
        _position++;
        return true;
    }

    public override bool IsColumnActive(DataViewSchema.Column column) => column.Index < _active.Length && _active[column.Index];

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        if (!IsColumnActive(column))
            throw new InvalidOperationException($"Column '{column.Name}' was not asked for when the cursor was opened.");
        return _columns[column.Index].Getter(this) as ValueGetter<TValue>
            ?? throw new InvalidOperationException($"Column '{column.Name}' holds {column.Type}, which cannot be read as {typeof(TValue).Name}.");
    }

    public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) => id = new DataViewRowId((ulong)CheckedRow(), 0);

    /// <summary>The row to read; an error when the cursor stands on none.</summary>
    public int CheckedRow() => Row >= 0 ? Row : throw new InvalidOperationException("The cursor stands on no row: call MoveNext first, and stop when it returns false.");

    private bool NextBatch()
    {
        if (_parts == 1)
            return false;
        _batch += _parts;
        long start = _batch * BatchRows;
        if (start >= _order.Count)
            return false;
        _next = (int)start;
        _end = Math.Min(_next + BatchRows, _order.Count);
        return true;
    }
}
