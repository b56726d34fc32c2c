using Microsoft.ML;
using Microsoft.ML.Data;

namespace Mlops.Sdk;

/// <summary>Walks a <see cref="TrainingView"/>; features are gathered from the columns for a block of rows when the first of them is asked for.</summary>
internal sealed class TrainingCursor : DataViewRowCursor
{
    public const int BlockRows = 256;

    private readonly TrainingView _view;
    private readonly bool[] _active;
    private readonly int[]? _order;
    private readonly int _parts;
    private readonly CancellationToken _cancellation;
    private readonly float[] _block;
    private int _blockStart = -1;
    private long _blockIndex;
    private int _next;
    private int _end;
    private int _place = -1;
    private long _position = -1;

    public TrainingCursor(TrainingView view, IEnumerable<DataViewSchema.Column> needed, int[]? order, int part, int parts, CancellationToken cancellation)
    {
        _view = view;
        _order = order;
        _parts = parts;
        _cancellation = cancellation;
        _active = new bool[view.Schema.Count];
        foreach (DataViewSchema.Column column in needed)
            _active[column.Index] = true;
        _block = _active[0] ? new float[BlockRows * view.Matrix.Width] : [];
        _blockIndex = part;
        _next = part * BlockRows;
        _end = Math.Min(_next + BlockRows, view.Matrix.RowCount);
    }

    public override DataViewSchema Schema => _view.Schema;

    public override long Position => _position;

    public override long Batch => _parts == 1 ? 0 : _blockIndex;

    public override bool MoveNext()
    {
        if (_next >= _end && !NextBlock())
        {
            _place = -1;
            _position = -1;
            return false;
        }

        _place = _next++;
        _position++;
        return true;
    }

    public override bool IsColumnActive(DataViewSchema.Column column) => column.Index < _active.Length && _active[column.Index];

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        if (!IsColumnActive(column))
            throw new InvalidOperationException($"Column '{column.Name}' was not asked for when the cursor was opened.");
        Delegate getter = column.Name switch
        {
            TrainingView.Features => (ValueGetter<VBuffer<float>>)GetFeatures,
            TrainingView.Weight => (ValueGetter<float>)((ref float value) => value = _view.Weights![Row]),
            _ => LabelGetter(),
        };
        return getter as ValueGetter<TValue> ?? throw new InvalidOperationException($"Column '{column.Name}' holds {column.Type}, which cannot be read as {typeof(TValue).Name}.");
    }

    public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) => id = new DataViewRowId((ulong)Row, 0);

    /// <summary>The row that the cursor stands on.</summary>
    internal int Row => _place < 0 ? throw new InvalidOperationException("The cursor stands on no row.") : _order is null ? _place : _order[_place];

    private Delegate LabelGetter()
    {
        float[] values = _view.Target.Values;
        return _view.Target.Kind switch
        {
            TargetKind.Binary => (ValueGetter<bool>)((ref bool value) => value = values[Row] > 0),
            TargetKind.Multiclass => (ValueGetter<uint>)((ref uint value) => value = (uint)values[Row] + 1),
            _ => (ValueGetter<float>)((ref float value) => value = values[Row]),
        };
    }

    private void GetFeatures(ref VBuffer<float> value)
    {
        int width = _view.Matrix.Width;
        int start = _place - (_place % BlockRows);
        if (start != _blockStart)
            FillBlock(start);
        VBufferEditor<float> editor = VBufferEditor.Create(ref value, width);
        _block.AsSpan((_place - start) * width, width).CopyTo(editor.Values);
        value = editor.Commit();
    }

    private void FillBlock(int start)
    {
        int count = Math.Min(BlockRows, _view.Matrix.RowCount - start);
        Span<float> rows = _block.AsSpan(0, count * _view.Matrix.Width);
        if (_order is null)
            _view.Matrix.Fill(start, rows);
        else
            _view.Matrix.Gather(_order.AsSpan(start, count), rows);
        _blockStart = start;
    }

    private bool NextBlock()
    {
        _cancellation.ThrowIfCancellationRequested();
        _blockIndex += _parts;
        long start = _blockIndex * BlockRows;
        if (start >= _view.Matrix.RowCount)
            return false;
        _next = (int)start;
        _end = Math.Min(_next + BlockRows, _view.Matrix.RowCount);
        return true;
    }
}
