using Mlops.Sdk.Extensibility;

[assembly: StageKindSource(typeof(SelectionKinds))]

namespace Mlops.Sdk.Extensibility;

/// <summary>The kinds of Mlops.Sdk.Selection.</summary>
public sealed class SelectionKinds : StageKindSource
{
    /// <inheritdoc/>
    public override void AddTo(StageKinds kinds)
    {
        ArgumentNullException.ThrowIfNull(kinds);
        kinds.AddStage<SelectionOptions>(options => new FeatureSelector(options)).AddStep(FeatureSelector.KindName, FittedFeatureSelector.Load);
    }
}
