using System.Collections.Immutable;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Drops the features that were not selected. Needs the kept ones only, so a caller need not send what the model does not use.</summary>
public sealed class FittedFeatureSelector : FittedStep
{
    private readonly SelectionState _state;
    private readonly HashSet<string> _dropped;

    internal FittedFeatureSelector(IEnumerable<Field> inputs, SelectionState state)
        : base(inputs)
    {
        _state = state;
        _dropped = [.. state.Ranking.Where(score => !score.IsKept).Select(score => score.Feature)];
        Report = new SelectionReport(state);
    }

    /// <inheritdoc/>
    public override string Kind => FeatureSelector.KindName;

    /// <inheritdoc/>
    public override Report Report { get; }

    /// <summary>Every judged feature with its score and what was decided, best first.</summary>
    public ImmutableArray<FeatureScore> Ranking => [.. _state.Ranking];

    /// <summary>The features that are kept, best first.</summary>
    public ImmutableArray<string> Kept => [.. _state.Ranking.Where(score => score.IsKept).Select(score => score.Feature)];

    /// <inheritdoc/>
    public override Schema OutputSchema(Schema input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return input.Without(_dropped);
    }

    internal static FittedFeatureSelector Load(BundleReader reader) => new(reader.Inputs, reader.ReadJson("state.json", SelectionJson.Default.SelectionState));

    /// <inheritdoc/>
    protected override void SaveCore(BundleWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteJson("state.json", _state, SelectionJson.Default.SelectionState);
    }

    /// <inheritdoc/>
    protected override Dataset TransformCore(Dataset data, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(data);
        return data.Drop(data.Schema.Where(field => _dropped.Contains(field.Name)).Select(field => field.Name));
    }
}
