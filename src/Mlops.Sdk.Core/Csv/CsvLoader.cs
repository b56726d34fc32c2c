namespace Mlops.Sdk;

/// <summary>Reads a whole file: every block is parsed by what is known of the columns so far; a column that began with what cannot become its final type is read again.</summary>
internal sealed class CsvLoader
{
    private readonly CsvLayout _layout;
    private readonly CsvOptions _options;
    private readonly CsvScan _scan;
    private readonly CsvColumnBuilder[] _columns;
    private long _rows;

    private CsvLoader(CsvLayout layout, CsvOptions options)
    {
        _layout = layout;
        _options = options;
        _scan = new CsvScan(layout, options);
        _columns = [.. layout.Columns.Select(NewBuilder)];
    }

    public static Dataset Load(CsvInput input, CsvOptions options, CancellationToken cancellationToken)
    {
        var loader = new CsvLoader(CsvLayout.Read(input, options), options);
        loader.ReadAll(cancellationToken);
        loader.ReadAgain(cancellationToken);
        return loader.Assemble(cancellationToken);
    }

    private CsvColumnBuilder NewBuilder(CsvColumnPlan plan) => new(plan.Declared is null ? _options.MaxCategoryLevels : int.MaxValue);

    private void ReadAll(CancellationToken cancellationToken)
    {
        var hints = new CsvKind[_columns.Length];
        foreach (CsvBlockResult block in _scan.Run((_, column) => new CsvRequest(false, hints[column], _layout.Columns[column].Declared), cancellationToken))
        {
            _rows += block.Rows;
            if (_rows > Array.MaxLength)
                throw new MlopsException("MLO1510", $"{_layout.Input.Name} has more than {Array.MaxLength} rows, which one dataset cannot hold. Read it in batches with CsvSource.Open.");
            for (int column = 0; column < _columns.Length; column++)
            {
                Append(column, block);
                hints[column] = CsvInference.Hint(_columns[column].Seen);
            }
        }
    }

    private void ReadAgain(CancellationToken cancellationToken)
    {
        CsvKind[] kinds = [.. _columns.Select((_, column) => KindOf(column))];
        bool[] again = [.. _columns.Select((builder, column) => _layout.Columns[column].Declared is null && builder.HasToBeReadAs(kinds[column]))];
        if (!Array.Exists(again, needed => needed)) return;
        for (int column = 0; column < again.Length; column++)
            if (again[column]) _columns[column] = NewBuilder(_layout.Columns[column]);

        long rows = 0;
        foreach (CsvBlockResult block in _scan.Run((_, column) => new CsvRequest(!again[column], kinds[column], null), cancellationToken))
        {
            rows += block.Rows;
            for (int column = 0; column < again.Length; column++)
                if (again[column]) Append(column, block);
        }

        _layout.Input.RequireUnchanged(_rows, rows);
    }

    private void Append(int column, CsvBlockResult block)
    {
        CsvPiece piece = block.Pieces[column]!;
        _columns[column].Append(piece, 0, piece.Rows, block.Fraction);
        piece.Release();
    }

    private CsvKind KindOf(int column) =>
        _layout.Columns[column].Declared is { } type ? CsvInference.KindOf(type) : CsvInference.Decide(_columns[column].Seen);

    private Dataset Assemble(CancellationToken cancellationToken)
    {
        var columns = new Column[_columns.Length];
        for (int i = 0; i < columns.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            CsvColumnPlan plan = _layout.Columns[i];
            (ColumnType type, CategoryLevels? levels) = CsvLevels.Settle(plan, KindOf(i), _columns[i].Levels.Ordered, _columns[i].Values);
            columns[i] = _columns[i].Build(plan.Name, type, levels);
        }

        _options.Progress?.Report(1);
        return Dataset.FromCsvColumns(_layout.Columns, [.. columns], (int)_rows);
    }
}
