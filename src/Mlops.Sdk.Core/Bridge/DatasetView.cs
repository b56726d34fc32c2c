using Microsoft.ML;
using Microsoft.ML.Data;

namespace Mlops.Sdk;

/// <summary>A dataset seen as an <see cref="IDataView"/>. No reflection and no code made at run time, so that it works in file-based apps.</summary>
internal sealed class DatasetView : IDataView
{
    private readonly Dataset _data;
    private readonly ColumnView[] _columns;

    public DatasetView(Dataset data, DataViewOptions options)
    {
        _data = data;
        _columns = [.. data.Columns.Select(column => ColumnView.Create(column, options))];
        DataViewSchema.Builder builder = new();
        foreach (ColumnView column in _columns)
            column.AddTo(builder);
        Schema = builder.ToSchema();
    }

    public bool CanShuffle => true;

    public DataViewSchema Schema { get; }

    public long? GetRowCount() => _data.RowCount;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) =>
        new DatasetCursor(Schema, _columns, Active(columnsNeeded), CursorOrder.Create(_data.RowCount, rand), part: 0, parts: 1);

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
    {
        bool[] active = Active(columnsNeeded);
        CursorOrder order = CursorOrder.Create(_data.RowCount, rand);
        int parts = Math.Clamp(n, 1, Math.Max(1, _data.RowCount / DatasetCursor.BatchRows));
        return [.. Enumerable.Range(0, parts).Select(part => new DatasetCursor(Schema, _columns, active, order, part, parts))];
    }

    private bool[] Active(IEnumerable<DataViewSchema.Column> columns)
    {
        bool[] active = new bool[_columns.Length];
        foreach (DataViewSchema.Column column in columns)
            active[column.Index] = true;
        return active;
    }
}
