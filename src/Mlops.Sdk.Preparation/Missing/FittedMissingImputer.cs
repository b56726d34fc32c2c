using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Fills missing values with what was learnt. A category level that was not seen at fit counts as missing.</summary>
public sealed class FittedMissingImputer : FittedStep
{
    private static readonly HashSet<string> s_nothing = [];

    private readonly MissingState _state;
    private readonly CategoryLevels?[] _levels;
    private readonly RowFiller[] _fillers;

    internal FittedMissingImputer(IEnumerable<Field> inputs, MissingState state, params RowFiller[] fillers)
        : base(inputs)
    {
        (_state, _fillers) = (state, fillers);
        if (Inputs.Length != state.Columns.Length) throw new InvalidDataException($"{Inputs.Length} columns are read and {state.Columns.Length} are known.");
        foreach ((_, ImputedColumn column) in Inputs.Zip(state.Columns).Where(pair => pair.First.Name != pair.Second.Name || pair.First.Type != pair.Second.Type || !pair.Second.IsWhole)) throw new InvalidDataException($"Column '{column.Name}' has no value to be filled with.");
        foreach ((Field field, _) in Inputs.Zip(state.Columns).Where(pair => pair.Second.Draws is { } draws && (state.Seed is null || pair.First.Type is ColumnType.Text or ColumnType.Timestamp || !draws.IsWhole(pair.First))))
            throw new InvalidDataException($"What column '{field.Name}' is drawn from is not whole.");
        _levels = LevelsOf(Inputs, state.Columns);
        Report = new MissingReport(state);
    }

    /// <inheritdoc/>
    public override string Kind => MissingImputer.KindName;

    /// <inheritdoc/>
    public override Report Report { get; }

    /// <inheritdoc/>
    public override Schema OutputSchema(Schema input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var put = new List<Field>();
        for (int i = 0; i < Inputs.Length; i++) put.Add(Inputs[i] with { Levels = _levels[i] });
        put.AddRange(_state.Columns.Where(column => column.Indicator is not null).Select(column => new Field(column.Indicator!, ColumnType.Flag)));
        return SchemaEdit.Apply(input, put, s_nothing);
    }

    /// <inheritdoc/>
    /// <remarks>What is filled by other than one value for the column depends on every column that is read.</remarks>
    public override IReadOnlyList<string> SourcesOf(string column)
    {
        if (_state.Columns.FirstOrDefault(known => known.Indicator == column) is { } flagged) return [flagged.Name];
        return _fillers.Length == 0 ? [column] : [.. Inputs.Select(field => field.Name)];
    }

    internal static FittedMissingImputer Load(BundleReader reader)
    {
        MissingState state = reader.ReadJson("state.json", PreparationJson.Default.MissingState);
        var fillers = new List<RowFiller>();
        if (state.Seed is { } seed) fillers.Add(new DrawFiller(seed, state.Columns));
        if (state.Neighbors is { } neighbors) fillers.Add(NeighborFiller.Load(neighbors, reader.Inputs, reader));
        if (state.Chain is { } chain) fillers.Add(ChainFiller.Load(chain, state.Columns, reader));
        return new FittedMissingImputer(reader.Inputs, state, [.. fillers]);
    }

    /// <summary>The inputs, filled with one value each.</summary>
    internal static Column[] FillByValue(Dataset data, ImputedColumn[] learnt, CategoryLevels?[] levels, CancellationToken cancellationToken)
    {
        var filled = new Column[learnt.Length];
        for (int i = 0; i < filled.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            filled[i] = Fill(data[learnt[i].Name], learnt[i], levels[i]);
        }

        return filled;
    }

    /// <inheritdoc/>
    protected override void SaveCore(BundleWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteJson("state.json", _state, PreparationJson.Default.MissingState);
        foreach (RowFiller filler in _fillers) filler.Save(writer);
    }

    /// <inheritdoc/>
    protected override Dataset TransformCore(Dataset data, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(data);
        Column[] filled = FillByValue(data, _state.Columns, _levels, cancellationToken);
        foreach (RowFiller filler in _fillers) filler.Fill(data, filled, maxThreads: -1, cancellationToken);
        IEnumerable<Column> indicators = _state.Columns.Where(column => column.Indicator is not null).Select(column => Indicator(data[column.Name], column.Indicator!));
        return data.With(filled.Concat(indicators));
    }

    private static Column Fill(Column column, ImputedColumn learnt, CategoryLevels? levels)
    {
        switch (column)
        {
            case NumberColumn numbers:
                var values = new double[numbers.Length];
                MissingFill.Replace(numbers.Values, learnt.Number!.Value, values);
                return new NumberColumn(column.Name, values);
            case IntegerColumn integers when !integers.Missing.IsEmpty:
                return new IntegerColumn(column.Name, Filled(integers.Values, integers.Missing, learnt.Integer!.Value));
            case FlagColumn flags when !flags.Missing.IsEmpty:
                return new FlagColumn(column.Name, Filled(flags.Values, flags.Missing, learnt.Flag!.Value));
            case TimestampColumn moments when !moments.Missing.IsEmpty:
                return new TimestampColumn(column.Name, Filled(moments.Ticks, moments.Missing, learnt.Integer!.Value));
            case CategoryColumn categories:
                int fill = levels!.IndexOf(learnt.Text!);
                int[] codes = categories.Codes.ToArray();
                foreach (ref int code in codes.AsSpan()) code = code < 0 ? fill : code;
                return new CategoryColumn(column.Name, codes, levels);
            case TextColumn texts when !texts.Missing.IsEmpty:
                return FillTexts(texts, learnt.Text!);
            default:
                return column;
        }
    }

    private static T[] Filled<T>(ReadOnlySpan<T> values, MissingMask missing, T fill)
    {
        T[] filled = values.ToArray();
        for (int row = 0; row < filled.Length; row++)
            if (missing[row]) filled[row] = fill;
        return filled;
    }

    private static TextColumn FillTexts(TextColumn column, string fill)
    {
        var builder = new TextColumnBuilder(column.Length);
        for (int row = 0; row < column.Length; row++)
        {
            if (column.IsMissing(row)) builder.Append(fill);
            else builder.Append(column.GetUtf8(row));
        }

        return builder.Build(column.Name);
    }

    private static FlagColumn Indicator(Column column, string name)
    {
        var flags = new bool[column.Length];
        foreach (int row in ColumnCells.MissingRows(column)) flags[row] = true;
        return new FlagColumn(name, flags);
    }

    /// <summary>The levels of each category after it is filled; null for other columns.</summary>
    internal static CategoryLevels?[] LevelsOf(IEnumerable<Field> inputs, ImputedColumn[] learnt) =>
        [.. inputs.Zip(learnt, (field, column) => field.Levels is { } levels ? WithLevel(levels, column.Text!) : null)];

    private static CategoryLevels WithLevel(CategoryLevels levels, string level) => levels.IndexOf(level) >= 0 ? levels : new CategoryLevels(levels.Names.Add(level));
}
