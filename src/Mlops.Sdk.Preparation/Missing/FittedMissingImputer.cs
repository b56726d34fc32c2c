using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Fills missing values with what was learnt. A category level that was not seen at fit counts as missing.</summary>
public sealed class FittedMissingImputer : FittedStep
{
    private static readonly HashSet<string> s_nothing = [];

    private readonly MissingState _state;
    private readonly CategoryLevels?[] _levels;

    internal FittedMissingImputer(IEnumerable<Field> inputs, MissingState state)
        : base(inputs)
    {
        _state = state;
        if (Inputs.Length != state.Columns.Length) throw new InvalidDataException($"{Inputs.Length} columns are read and {state.Columns.Length} are known.");
        foreach ((_, ImputedColumn column) in Inputs.Zip(state.Columns).Where(pair => pair.First.Type != pair.Second.Type || !pair.Second.IsWhole)) throw new InvalidDataException($"Column '{column.Name}' has no value to be filled with.");
        _levels = [.. Inputs.Zip(state.Columns, (field, column) => field.Levels is { } levels ? WithLevel(levels, column.Text!) : null)];
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

    internal static FittedMissingImputer Load(BundleReader reader) => new(reader.Inputs, reader.ReadJson("state.json", PreparationJson.Default.MissingState));

    /// <inheritdoc/>
    protected override void SaveCore(BundleWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteJson("state.json", _state, PreparationJson.Default.MissingState);
    }

    /// <inheritdoc/>
    protected override Dataset TransformCore(Dataset data, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(data);
        var filled = new List<Column>(Inputs.Length);
        var indicators = new List<Column>();
        for (int i = 0; i < Inputs.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Column column = data[Inputs[i].Name];
            filled.Add(Fill(column, _state.Columns[i], _levels[i]));
            if (_state.Columns[i].Indicator is { } name) indicators.Add(Indicator(column, name));
        }

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
        if (column is NumberColumn numbers)
        {
            ReadOnlySpan<double> values = numbers.Values;
            for (int row = 0; row < flags.Length; row++) flags[row] = double.IsNaN(values[row]);
        }
        else
        {
            for (int row = 0; row < flags.Length; row++) flags[row] = column.IsMissing(row);
        }

        return new FlagColumn(name, flags);
    }

    private static CategoryLevels WithLevel(CategoryLevels levels, string level) => levels.IndexOf(level) >= 0 ? levels : new CategoryLevels(levels.Names.Add(level));
}
