using System.Collections.Immutable;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Drops the columns that were missing in too many training rows. Reads none, so a caller need not send what is dropped.</summary>
public sealed class FittedMissingColumnDropper : FittedStep
{
    private readonly MissingColumnState _state;
    private readonly HashSet<string> _dropped;

    internal FittedMissingColumnDropper(IEnumerable<Field> inputs, MissingColumnState state)
        : base(inputs)
    {
        _state = state;
        Dropped = [.. state.Columns.Where(column => column.IsDropped).Select(column => column.Name)];
        _dropped = [.. Dropped];
        Report = new MissingColumnReport(state);
    }

    /// <inheritdoc/>
    public override string Kind => MissingColumnDropper.KindName;

    /// <inheritdoc/>
    public override Report Report { get; }

    /// <summary>The columns that are dropped.</summary>
    public ImmutableArray<string> Dropped { get; }

    /// <inheritdoc/>
    public override Schema OutputSchema(Schema input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return input.Without(_dropped);
    }

    internal static FittedMissingColumnDropper Load(BundleReader reader) => new(reader.Inputs, reader.ReadJson("state.json", PreparationJson.Default.MissingColumnState));

    /// <inheritdoc/>
    protected override void SaveCore(BundleWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteJson("state.json", _state, PreparationJson.Default.MissingColumnState);
    }

    /// <inheritdoc/>
    protected override Dataset TransformCore(Dataset data, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(data);
        return data.Drop(data.Schema.Where(field => _dropped.Contains(field.Name)).Select(field => field.Name));
    }
}
