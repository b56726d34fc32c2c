namespace Mlops.Sdk;

/// <summary>Infers the schema of a file over all of its rows and keeps nothing else of them.</summary>
internal sealed class CsvSurvey
{
    private readonly CsvLayout _layout;
    private readonly CsvOptions _options;
    private readonly CsvScan _scan;
    private readonly CsvEvidence[] _seen;
    private readonly CsvLevels[] _levels;
    private readonly long[] _values;
    private readonly bool[] _readAsOther;
    private long _rows;

    private CsvSurvey(CsvLayout layout, CsvOptions options)
    {
        _layout = layout;
        _options = options;
        _scan = new CsvScan(layout, options);
        int columns = layout.Columns.Length;
        _seen = new CsvEvidence[columns];
        _values = new long[columns];
        _readAsOther = new bool[columns];
        _levels = [.. layout.Columns.Select(NewLevels)];
    }

    public static (Schema Schema, long Rows) Run(CsvLayout layout, CsvOptions options, CancellationToken cancellationToken)
    {
        var survey = new CsvSurvey(layout, options);
        survey.ReadAll(cancellationToken);
        survey.ReadStringsAgain(cancellationToken);
        return (new Schema(layout.Columns.Select(survey.FieldOf)), survey._rows);
    }

    private CsvLevels NewLevels(CsvColumnPlan plan) => new(plan.Declared is null ? _options.MaxCategoryLevels : int.MaxValue);

    private void ReadAll(CancellationToken cancellationToken)
    {
        var hints = new CsvKind[_seen.Length];
        foreach (CsvBlockResult block in _scan.Run((_, column) => new CsvRequest(false, hints[column], _layout.Columns[column].Declared), cancellationToken))
        {
            _rows += block.Rows;
            for (int column = 0; column < _seen.Length; column++)
            {
                CsvPiece piece = block.Pieces[column]!;
                Count(column, piece);
                _readAsOther[column] |= piece.Kind is not (CsvKind.Category or CsvKind.Text) && (piece.Kind != CsvKind.None || (piece.Seen & CsvEvidence.SoftNull) != 0);
                _seen[column] |= piece.Seen | (_levels[column].TooMany ? CsvEvidence.ManyLevels : CsvEvidence.None);
                hints[column] = CsvInference.Hint(_seen[column]);
            }
        }
    }

    // Where some blocks were read as numbers before the column turned out to hold strings, their levels are not known yet.
    private void ReadStringsAgain(CancellationToken cancellationToken)
    {
        bool[] again = [.. _seen.Select((seen, column) => _layout.Columns[column].Declared is null && _readAsOther[column] && CsvInference.Decide(seen) == CsvKind.Category)];
        if (!Array.Exists(again, needed => needed)) return;
        for (int column = 0; column < again.Length; column++)
            if (again[column]) (_levels[column], _values[column]) = (NewLevels(_layout.Columns[column]), 0);

        foreach (CsvBlockResult block in _scan.Run((_, column) => new CsvRequest(!again[column], CsvKind.Category, null), cancellationToken))
        {
            for (int column = 0; column < again.Length; column++)
                if (block.Pieces[column] is { } piece) Count(column, piece);
        }
    }

    private void Count(int column, CsvPiece piece)
    {
        if (piece.Kind == CsvKind.Text || _levels[column].TooMany) _levels[column].GiveUp();
        else if (piece.Levels is not null) _levels[column].Add(piece.Levels);
        _values[column] += piece.Rows - piece.MissingCount();
        piece.Release();
    }

    private Field FieldOf(CsvColumnPlan plan, int column)
    {
        CsvKind kind = plan.Declared is { } declared ? CsvInference.KindOf(declared) : CsvInference.Decide(_seen[column]);
        (ColumnType type, CategoryLevels? levels) = CsvLevels.Settle(plan, kind, _levels[column].Ordered, _values[column]);
        return new Field(plan.Name, type, plan.Role, levels);
    }
}
