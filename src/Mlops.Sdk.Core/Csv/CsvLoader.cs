using System.Collections.Immutable;

namespace Mlops.Sdk;

/// <summary>Reads a whole file: every block is parsed by what is known of the columns so far; where a column turns out wider, those blocks of that column are read again.</summary>
internal sealed class CsvLoader
{
    private readonly CsvLayout _layout;
    private readonly CsvOptions _options;
    private readonly CsvScan _scan;
    private readonly List<CsvPiece>[] _pieces;
    private readonly CsvEvidence[] _seen;
    private readonly CsvKind[] _hints;
    private readonly CsvLevels[] _levels;
    private long _rows;

    private CsvLoader(CsvLayout layout, CsvOptions options)
    {
        _layout = layout;
        _options = options;
        _scan = new CsvScan(layout, options);
        _pieces = [.. layout.Columns.Select(_ => new List<CsvPiece>())];
        _seen = new CsvEvidence[layout.Columns.Length];
        _hints = new CsvKind[layout.Columns.Length];
        _levels = [.. layout.Columns.Select(plan => new CsvLevels(plan.Declared is null ? options.MaxCategoryLevels : int.MaxValue))];
    }

    public static Dataset Load(CsvInput input, CsvOptions options, CancellationToken cancellationToken)
    {
        var loader = new CsvLoader(CsvLayout.Read(input, options), options);
        loader.ReadAll(cancellationToken);
        loader.ReadAgain(cancellationToken);
        return loader.Assemble(cancellationToken);
    }

    private void ReadAll(CancellationToken cancellationToken)
    {
        ImmutableArray<CsvColumnPlan> plans = _layout.Columns;
        foreach (CsvBlockResult block in _scan.Run((_, column) => new CsvRequest(false, _hints[column], plans[column].Declared), cancellationToken))
        {
            _rows += block.Rows;
            if (_rows > Array.MaxLength)
                throw new MlopsException("MLO1510", $"{_layout.Input.Name} has more than {Array.MaxLength} rows, which one dataset cannot hold. Read it in batches with CsvSource.Open.");
            for (int column = 0; column < _pieces.Length; column++)
            {
                CsvPiece piece = block.Pieces[column]!;
                _pieces[column].Add(piece);
                See(column, piece);
                _hints[column] = CsvInference.Hint(_seen[column]);
            }
        }
    }

    private void ReadAgain(CancellationToken cancellationToken)
    {
        var kinds = new CsvKind[_pieces.Length];
        bool any = false;
        for (int column = 0; column < kinds.Length; column++)
        {
            kinds[column] = KindOf(column);
            any |= _pieces[column].Exists(piece => !CsvInference.CanHold(piece, kinds[column]));
        }

        if (!any) return;
        int index = 0;
        foreach (CsvBlockResult block in _scan.Run(Again, cancellationToken))
        {
            for (int column = 0; column < kinds.Length; column++)
            {
                if (block.Pieces[column] is not { } piece) continue;
                if (piece.Rows != _pieces[column][index].Rows) throw Changed();
                See(column, piece);
                _pieces[column][index] = piece;
            }

            index++;
        }

        CsvRequest Again(int block, int column) => block >= _pieces[column].Count
            ? throw Changed()
            : new CsvRequest(CsvInference.CanHold(_pieces[column][block], kinds[column]), kinds[column], null);
    }

    private void See(int column, CsvPiece piece)
    {
        _levels[column].Add(piece);
        _seen[column] |= piece.Seen | (_levels[column].TooMany ? CsvEvidence.ManyLevels : CsvEvidence.None);
    }

    private CsvKind KindOf(int column) =>
        _layout.Columns[column].Declared is { } type ? CsvInference.KindOf(type) : CsvInference.Decide(_seen[column]);

    private Dataset Assemble(CancellationToken cancellationToken)
    {
        var columns = new Column[_pieces.Length];
        for (int i = 0; i < columns.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            CsvColumnPlan plan = _layout.Columns[i];
            long values = _rows - _pieces[i].Sum(piece => (long)piece.MissingCount());
            (ColumnType type, CategoryLevels? levels) = CsvLevels.Settle(plan, KindOf(i), _levels[i].Ordered, values);
            columns[i] = CsvColumns.Build(plan.Name, type, levels, [.. _pieces[i].Select(piece => new CsvSlice(piece, 0, piece.Rows))]);
            _pieces[i] = [];
        }

        _options.Progress?.Report(1);
        return Dataset.FromCsvColumns(_layout.Columns, [.. columns], (int)_rows);
    }

    private MlopsException Changed() => new("MLO1511", $"{_layout.Input.Name} changed while it was read. Read a copy that nobody writes to.");
}
