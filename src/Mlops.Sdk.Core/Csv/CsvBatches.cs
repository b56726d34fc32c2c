using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Cuts the blocks of one pass into batches of one size. For one thread.</summary>
/// <param name="layout">The file.</param>
/// <param name="schema">The columns of the batches.</param>
/// <param name="batchRows">The rows of a batch.</param>
/// <param name="lent">Where batches are lent: those that come back are filled again.</param>
/// <param name="levelsOf">The levels of a category, where the schema has none.</param>
internal sealed class CsvBatches(CsvLayout layout, Schema schema, int batchRows, LentBatches? lent, Func<int, CategoryLevels>? levelsOf = null)
{
    private readonly Queue<CsvBlockResult> _waiting = new();
    private readonly Stack<CsvColumnBuilder[]> _free = [];
    private int _taken;
    private long _rows;

    /// <summary>Takes the next block, whose arrays are given back once they are used.</summary>
    public void Add(CsvBlockResult block)
    {
        _waiting.Enqueue(block);
        _rows += block.Rows;
    }

    /// <summary>The batches that the blocks so far fill.</summary>
    public IEnumerable<Dataset> Full(CancellationToken cancellationToken)
    {
        while (_rows >= batchRows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return Take(batchRows);
        }
    }

    /// <summary>The rows that are left, after the last block.</summary>
    public Dataset? Rest() => _rows > 0 ? Take((int)_rows) : null;

    /// <summary>Gives back what blocks hold.</summary>
    public void Drop()
    {
        foreach (CsvBlockResult block in _waiting) block.Release();
        _waiting.Clear();
        _rows = 0;
    }

    private Dataset Take(int rows)
    {
        _rows -= rows;
        CsvColumnBuilder[] columns = _free.TryPop(out CsvColumnBuilder[]? used) ? used : [.. schema.Select(_ => new CsvColumnBuilder(int.MaxValue))];
        for (int column = 0; column < columns.Length; column++) columns[column].Expect(schema[column].Type);
        for (int done = 0; done < rows;)
        {
            CsvBlockResult block = _waiting.Peek();
            int count = Math.Min(rows - done, block.Rows - _taken);
            done += count;
            for (int column = 0; column < columns.Length; column++)
                columns[column].Append(block.Pieces[column]!, _taken, count, (double)done / rows);
            _taken += count;
            if (_taken < block.Rows) continue;
            _waiting.Dequeue().Release();
            _taken = 0;
        }

        var batch = Dataset.FromCsvColumns(layout.Columns, [.. schema.Select((field, i) => columns[i].Build(field.Name, field.Type, field.Type == ColumnType.Category ? field.Levels ?? levelsOf!(i) : null))], rows);
        lent?.Add(batch, () => TakeBack(columns));
        return batch;
    }

    private void TakeBack(CsvColumnBuilder[] columns)
    {
        foreach (CsvColumnBuilder column in columns) column.Clear();
        _free.Push(columns);
    }
}
