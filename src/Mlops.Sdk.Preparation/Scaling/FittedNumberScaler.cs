using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Brings numbers to the scale that was learnt. Missing and NaN stay so.</summary>
public sealed class FittedNumberScaler : FittedStep
{
    private static readonly HashSet<string> s_nothing = [];

    private readonly ScalingState _state;
    private readonly Action<ReadOnlyMemory<double>, Memory<double>>[] _maps;

    internal FittedNumberScaler(IEnumerable<Field> inputs, ScalingState state)
        : base(inputs)
    {
        _state = state;
        if (Inputs.Length != state.Columns.Length) throw new InvalidDataException($"{Inputs.Length} columns are read and {state.Columns.Length} are known.");
        foreach ((Field input, _) in Inputs.Zip(state.Columns).Where(pair => pair.First.Name != pair.Second.Name || pair.First.Type != pair.Second.Type || pair.Second.Scale is not { IsWhole: true }))
            throw new InvalidDataException($"The scale of column '{input.Name}' is not whole, or of another column.");
        _maps = [.. state.Columns.Select(column => column.Scale.ToMap())];
        Report = new ScalingReport(state);
    }

    /// <inheritdoc/>
    public override string Kind => NumberScaler.KindName;

    /// <inheritdoc/>
    public override Report Report { get; }

    /// <inheritdoc/>
    public override Schema OutputSchema(Schema input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return SchemaEdit.Apply(input, _state.Columns.Select(column => new Field(column.Name, ColumnType.Number)), s_nothing);
    }

    internal static FittedNumberScaler Load(BundleReader reader) => new(reader.Inputs, reader.ReadJson("state.json", PreparationJson.Default.ScalingState));

    /// <inheritdoc/>
    protected override void SaveCore(BundleWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteJson("state.json", _state, PreparationJson.Default.ScalingState);
    }

    /// <inheritdoc/>
    protected override Dataset TransformCore(Dataset data, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(data);
        return data.With(ColumnWork.Each([.. Enumerable.Range(0, _maps.Length)], data.RowCount, index => ColumnScale.Apply(data[_state.Columns[index].Name], _maps[index], cancellationToken), cancellationToken));
    }
}
