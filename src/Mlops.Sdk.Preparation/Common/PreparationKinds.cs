using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>The kinds of fitted steps of this package.</summary>
internal sealed class PreparationKinds : StageKindSource
{
    public override void AddTo(StageKinds kinds) => kinds
        .AddStep(MissingImputer.KindName, FittedMissingImputer.Load)
        .AddStep(MissingColumnDropper.KindName, FittedMissingColumnDropper.Load)
        .AddStep(OutlierHandler.KindName, FittedOutlierHandler.Load)
        .AddStep(NumberScaler.KindName, FittedNumberScaler.Load)
        .AddStep(OutlierDetector.KindName, FittedOutlierDetector.Load)
        .AddStep(CategoryEncoder.KindName, FittedCategoryEncoder.Load)
        .AddPredictor(BalancedEnsemblePredictor.KindName, BalancedEnsemblePredictor.Load)
        .AddWrapper(BalancedPredictor.KindName, BalancedPredictor.Load);
}
