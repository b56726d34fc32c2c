namespace Mlops.Sdk;

/// <summary>A CSV or TSV file that is read in batches, in memory that does not grow with the file. Its types are those that <see cref="Dataset.FromCsv(string, CsvOptions?, CancellationToken)"/> gives.</summary>
/// <remarks>Opening it reads the file once or twice to infer the types over all rows; declared types make that pass faster but do not save it, since levels have to be known.</remarks>
public sealed class CsvSource : DataSource
{
    private readonly CsvLayout _layout;
    private readonly CsvOptions _options;

    private CsvSource(CsvLayout layout, CsvOptions options, Schema schema, long rowCount)
    {
        _layout = layout;
        _options = options;
        Schema = schema;
        RowCount = rowCount;
    }

    /// <inheritdoc/>
    public override Schema Schema { get; }

    /// <summary>The number of rows in the file.</summary>
    public long RowCount { get; }

    /// <summary>Opens a file and infers its types over all rows.</summary>
    /// <param name="path">The file, also compressed by gzip.</param>
    /// <param name="options">How to read it.</param>
    /// <param name="cancellationToken">Stops within about 100 ms.</param>
    /// <exception cref="MlopsException">The file is empty or malformed (MLO1500 to MLO1511).</exception>
    public static CsvSource Open(string path, CsvOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        options ??= new CsvOptions();
        CsvLayout layout = CsvLayout.Read(CsvInput.FromPath(path), options);
        (Schema schema, long rows) = CsvSurvey.Run(layout, options, cancellationToken);
        return new CsvSource(layout, options, schema, rows);
    }

    /// <inheritdoc/>
    public override IEnumerable<Dataset> ReadBatches(int batchRows = 65536, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batchRows, 1);
        return Batches(batchRows, null, cancellationToken);
    }

    /// <inheritdoc/>
    public override IEnumerable<IReadOnlyList<Dataset>> LendBatches(int batchRows = 8192, int listRows = 1, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batchRows, 1);
        return LentBatches(batchRows, listRows, cancellationToken);
    }

    // Each pass has its own.
    private IEnumerable<IReadOnlyList<Dataset>> LentBatches(int batchRows, int listRows, CancellationToken cancellationToken)
    {
        var lent = new CsvLentBatches();
        foreach (IReadOnlyList<Dataset> batches in Lend(Batches(batchRows, lent, cancellationToken), listRows, lent.TakeBack)) yield return batches;
    }

    private IEnumerable<Dataset> Batches(int batchRows, CsvLentBatches? lent, CancellationToken cancellationToken)
    {
        var waiting = new Queue<CsvBlockResult>();
        int taken = 0;
        long rows = 0;
        foreach (CsvBlockResult block in new CsvScan(_layout, _options).Run((_, column) => new CsvRequest(false, CsvKind.None, Schema[column].Type), cancellationToken))
        {
            waiting.Enqueue(block);
            rows += block.Rows;
            for (; rows >= batchRows; rows -= batchRows)
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return Take(waiting, ref taken, batchRows, lent);
            }
        }

        if (rows > 0) yield return Take(waiting, ref taken, (int)rows, lent);
    }

    private Dataset Take(Queue<CsvBlockResult> waiting, ref int taken, int rows, CsvLentBatches? lent)
    {
        CsvColumnBuilder[] columns = lent?.Free() ?? [.. Schema.Select(_ => new CsvColumnBuilder(int.MaxValue))];
        for (int done = 0; done < rows;)
        {
            CsvBlockResult block = waiting.Peek();
            int count = Math.Min(rows - done, block.Rows - taken);
            done += count;
            for (int column = 0; column < columns.Length; column++)
                columns[column].Append(block.Pieces[column]!, taken, count, (double)done / rows);
            taken += count;
            if (taken < block.Rows) continue;
            waiting.Dequeue();
            taken = 0;
            foreach (CsvPiece? piece in block.Pieces) piece!.Release();
        }

        var batch = Dataset.FromCsvColumns(_layout.Columns, [.. Schema.Select((field, i) => columns[i].Build(field.Name, field.Type, field.Levels))], rows);
        lent?.Add(batch, columns);
        return batch;
    }
}
