using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Turns categories, texts and timestamps into numbers as was learnt. A level that was not seen at fit counts as missing unless the method says otherwise.</summary>
public sealed class FittedCategoryEncoder : FittedStep
{
    private readonly EncodingState _state;
    private readonly Dictionary<string, CategoryLevels?> _levels;
    private readonly HashSet<string> _dropped;

    internal FittedCategoryEncoder(IEnumerable<Field> inputs, EncodingState state)
        : base(inputs)
    {
        _state = state;
        var known = Inputs.ToDictionary(field => field.Name, StringComparer.Ordinal);
        foreach (ColumnCode code in state.Columns.Where(code => code.IsRead && !known.ContainsKey(code.Name)))
            throw new InvalidDataException($"Column '{code.Name}' is encoded and not read.");
        string[] outputs = [.. state.Columns.SelectMany(code => code.Outputs)];
        if (outputs.Any(string.IsNullOrEmpty) || outputs.Distinct(StringComparer.Ordinal).Count() < outputs.Length) throw new InvalidDataException("An encoded column has no name, or that of another.");
        _levels = state.Columns.ToDictionary(code => code.Name, code => !code.UsesLevels ? null : code.TextLevels is { } levels ? new CategoryLevels([.. levels]) : known[code.Name].Levels, StringComparer.Ordinal);
        foreach (ColumnCode code in state.Columns.Where(code => code.IsRead && (code.UsesLevels ? _levels[code.Name] is not { } levels || !code.IsWhole(levels.Count) : !code.IsWhole(0))))
            throw new InvalidDataException($"The code of column '{code.Name}' is not whole.");
        _dropped = [.. state.Columns.Where(code => !code.Outputs.Contains(code.Name)).Select(code => code.Name)];
        Report = new EncodingReport(state);
    }

    /// <inheritdoc/>
    public override string Kind => CategoryEncoder.KindName;

    /// <inheritdoc/>
    public override Report Report { get; }

    /// <inheritdoc/>
    public override Schema OutputSchema(Schema input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return SchemaEdit.Apply(input, _state.Columns.SelectMany(code => code.Outputs).Select(name => new Field(name, ColumnType.Number)), _dropped);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> SourcesOf(string column) => [.. _state.Columns.Where(code => code.Outputs.Contains(column)).Select(code => code.Name).DefaultIfEmpty(column)];

    internal static FittedCategoryEncoder Load(BundleReader reader) => new(reader.Inputs, reader.ReadJson("state.json", PreparationJson.Default.EncodingState));

    /// <inheritdoc/>
    protected override void SaveCore(BundleWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteJson("state.json", _state, PreparationJson.Default.EncodingState);
    }

    /// <inheritdoc/>
    protected override Dataset TransformCore(Dataset data, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(data);
        ColumnCode[] codes = Array.FindAll(_state.Columns, code => code.IsRead);
        double[][][] values = ColumnWork.Each(codes, data.RowCount, code => code.Encode(data[code.Name], _levels[code.Name], cancellationToken), cancellationToken);
        return SchemaEdit.Apply(data, codes.Zip(values).SelectMany(pair => pair.First.Outputs.Zip(pair.Second, (name, numbers) => new NumberColumn(name, numbers))), _dropped);
    }
}
