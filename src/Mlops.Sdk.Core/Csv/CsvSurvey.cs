namespace Mlops.Sdk;

/// <summary>Infers the schema of a file over all of its rows and keeps nothing else of them.</summary>
internal sealed class CsvSurvey
{
    private readonly CsvLayout _layout;
    private readonly CsvOptions _options;
    private readonly CsvScan _scan;
    private readonly CsvEvidence[] _seen;
    private readonly CsvKind[] _hints;
    private readonly CsvLevels[] _levels;
    private readonly long[] _values;
    private readonly bool[] _readAsOther;

    public CsvSurvey(CsvLayout layout, CsvOptions options, CsvScan scan)
    {
        _layout = layout;
        _options = options;
        _scan = scan;
        int columns = layout.Columns.Length;
        _seen = new CsvEvidence[columns];
        _hints = new CsvKind[columns];
        _values = new long[columns];
        _readAsOther = new bool[columns];
        _levels = [.. layout.Columns.Select(NewLevels)];
    }

    /// <summary>The rows of the blocks so far.</summary>
    public long Rows { get; private set; }

    /// <summary>Reads the whole file.</summary>
    public static CsvTypes Run(CsvLayout layout, CsvOptions options, CancellationToken cancellationToken)
    {
        var scan = new CsvScan(layout, options);
        var survey = new CsvSurvey(layout, options, scan);
        foreach (CsvBlockResult block in scan.Run((_, column) => survey.Request(column), cancellationToken))
        {
            survey.Add(block);
            block.Release();
        }

        return survey.Settle(cancellationToken);
    }

    /// <summary>How a column is to be read, by what is known of it so far. Called from many threads.</summary>
    public CsvRequest Request(int column) => new(false, _hints[column], _layout.Columns[column].Declared);

    /// <summary>What columns are begun with.</summary>
    public CsvKind[] Hints() => [.. _hints];

    /// <summary>Takes note of the next block.</summary>
    public void Add(CsvBlockResult block)
    {
        Rows += block.Rows;
        for (int column = 0; column < _seen.Length; column++)
        {
            CsvPiece piece = block.Pieces[column]!;
            Count(column, piece);
            _readAsOther[column] |= piece.Kind is not (CsvKind.Category or CsvKind.Text) && (piece.Kind != CsvKind.None || (piece.Seen & CsvEvidence.SoftNull) != 0);
            _seen[column] |= piece.Seen | (_levels[column].TooMany ? CsvEvidence.ManyLevels : CsvEvidence.None);
            _hints[column] = CsvInference.Hint(_seen[column]);
        }
    }

    /// <summary>Begins again at the first block, with what is known of the kinds of values.</summary>
    public void BeginAgain()
    {
        Rows = 0;
        Array.Clear(_values);
        Array.Clear(_readAsOther);
        for (int column = 0; column < _levels.Length; column++) _levels[column] = NewLevels(_layout.Columns[column]);
    }

    /// <summary>The columns as the blocks so far have them; levels are those of each batch.</summary>
    public Schema Guess() => new(_layout.Columns.Select((plan, column) => FieldOf(plan, column) with { Levels = null }));

    /// <summary>Whether a column of a type holds the values of all blocks so far, the last of which is given, as they were read.</summary>
    /// <param name="column">The column.</param>
    /// <param name="type">The type that it was taken to have.</param>
    /// <param name="piece">What was read of it last.</param>
    public bool Holds(int column, ColumnType type, CsvPiece piece)
    {
        if (_layout.Columns[column].Declared is not null) return true;
        bool isNone = piece.Kind == CsvKind.None, isString = piece.Kind == CsvKind.Category || (isNone && (piece.Seen & CsvEvidence.SoftNull) == 0);
        return type switch
        {
            ColumnType.Integer => isNone || piece.Kind == CsvKind.Integer,
            ColumnType.Number => isNone || piece.Kind is CsvKind.Integer or CsvKind.Number,
            ColumnType.Timestamp => isNone || piece.Kind == CsvKind.Timestamp,
            ColumnType.Flag => isString && _levels[column].AreFlags,
            ColumnType.Category => isString && !_levels[column].TooMany,
            _ => isString || piece.Kind == CsvKind.Text,
        };
    }

    /// <summary>The levels of a column of strings; the same object for as long as no new one comes.</summary>
    public CategoryLevels LevelsOf(int column) => _levels[column].ToLevels();

    /// <summary>The columns of the whole file, after its last block.</summary>
    public CsvTypes Settle(CancellationToken cancellationToken)
    {
        ReadStringsAgain(cancellationToken);
        return new CsvTypes(new Schema(_layout.Columns.Select(FieldOf)), Rows);
    }

    private CsvLevels NewLevels(CsvColumnPlan plan) => new(plan.Declared is null ? _options.MaxCategoryLevels : int.MaxValue);

    // Where some blocks were read as numbers before the column turned out to hold strings, their levels are not known yet.
    private void ReadStringsAgain(CancellationToken cancellationToken)
    {
        bool[] again = [.. _seen.Select((seen, column) => _layout.Columns[column].Declared is null && _readAsOther[column] && CsvInference.Decide(seen) == CsvKind.Category)];
        if (!Array.Exists(again, needed => needed)) return;
        for (int column = 0; column < again.Length; column++)
            if (again[column]) (_levels[column], _values[column]) = (NewLevels(_layout.Columns[column]), 0);

        long rows = 0;
        foreach (CsvBlockResult block in _scan.Run((_, column) => new CsvRequest(!again[column], CsvKind.Category, null), cancellationToken))
        {
            rows += block.Rows;
            for (int column = 0; column < again.Length; column++)
                if (block.Pieces[column] is { } piece) Count(column, piece);
            block.Release();
        }

        _layout.Input.RequireUnchanged(Rows, rows);
    }

    private void Count(int column, CsvPiece piece)
    {
        if (piece.Kind == CsvKind.Text || _levels[column].TooMany) _levels[column].GiveUp();
        else if (piece.Levels is not null) _levels[column].Add(piece.Levels);
        _values[column] += piece.Rows - piece.MissingCount();
    }

    private Field FieldOf(CsvColumnPlan plan, int column)
    {
        CsvKind kind = plan.Declared is { } declared ? CsvInference.KindOf(declared) : CsvInference.Decide(_seen[column]);
        (ColumnType type, CategoryLevels? levels) = CsvLevels.Settle(plan, kind, _levels[column].Ordered, _values[column]);
        return new Field(plan.Name, type, plan.Role, levels);
    }
}

/// <summary>What a file has: its columns, and how many rows.</summary>
internal sealed record CsvTypes(Schema Schema, long Rows);
