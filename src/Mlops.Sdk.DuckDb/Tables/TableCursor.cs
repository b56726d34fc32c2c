using DuckDB.NET.Native;

namespace Mlops.Sdk;

/// <summary>One scan of a source by a query.</summary>
internal sealed class TableCursor(ManagedTable table, IEnumerator<Dataset> batches, int[] columns) : IDisposable
{
    private readonly int _most = (int)NativeMethods.Helpers.DuckDBVectorSize();
    private Dataset? _batch;
    private int _row;
    private long _done;

    public ManagedTable Table => table;

    /// <summary>Fills the next chunk; no rows at the end.</summary>
    public void Fill(DuckDBDataChunk chunk)
    {
        while (_batch is null || _row == _batch.RowCount)
        {
            _done += _batch?.RowCount ?? 0;
            if (!batches.MoveNext())
            {
                NativeMethods.DataChunks.DuckDBDataChunkSetSize(chunk, 0);
                return;
            }

            (_batch, _row) = (batches.Current, 0);
        }

        int count = Math.Min(_most, _batch.RowCount - _row);
        for (int i = 0; i < columns.Length; i++)
        {
            // A query that only counts asks for a column that is none.
            if ((uint)columns[i] >= (uint)table.Fields.Length) continue;
            Column column = _batch[table.Fields[columns[i]].Name];
            if (column.Type != table.Fields[columns[i]].Type) throw new MlopsException("MLO1606", $"Column '{column.Name}' of a table is {column.Type} in one batch and was said to be {table.Fields[columns[i]].Type}. Conform the source to one schema.");
            TableVector.Write(column, _row, count, NativeMethods.DataChunks.DuckDBDataChunkGetVector(chunk, i), table.Timestamps, _done);
        }

        NativeMethods.DataChunks.DuckDBDataChunkSetSize(chunk, (ulong)count);
        _row += count;
    }

    public void Dispose() => batches.Dispose();
}
