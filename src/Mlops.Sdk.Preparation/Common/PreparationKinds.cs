using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>The kinds of fitted steps of this package.</summary>
internal sealed class PreparationKinds : StageKindSource
{
    public override void AddTo(StageKinds kinds) => kinds
        .AddStage<MissingOptions>(options => new MissingImputer(options))
        .AddStage<MissingColumnOptions>(options => new MissingColumnDropper(options))
        .AddStage<MissingRowOptions>(options => new MissingRowRemover(options))
        .AddStage<OutlierOptions>(options => new OutlierHandler(options))
        .AddStage<OutlierRemovalOptions>(options => new OutlierRemover(options))
        .AddStage<OutlierWeightOptions>(options => new OutlierWeigher(options))
        .AddStage<OutlierDetectorOptions>(options => new OutlierDetector(options))
        .AddStage<DetectedOutlierOptions>(options => new DetectedOutlierRemover(options))
        .AddStage<RebalanceOptions>(options => new Rebalancer(options))
        .AddStage<DecisionBalancerOptions>(options => new DecisionBalancer(options))
        .AddStage<BalancedBaggingOptions>(options => new BalancedBaggingTrainer(options))
        .AddStage<EasyEnsembleOptions>(options => new EasyEnsembleTrainer(options))
        .AddStage<EncodingOptions>(options => new CategoryEncoder(options))
        .AddStage<ScalingOptions>(options => new NumberScaler(options))
        .AddStep(MissingImputer.KindName, FittedMissingImputer.Load)
        .AddStep(MissingColumnDropper.KindName, FittedMissingColumnDropper.Load)
        .AddStep(OutlierHandler.KindName, FittedOutlierHandler.Load)
        .AddStep(NumberScaler.KindName, FittedNumberScaler.Load)
        .AddStep(OutlierDetector.KindName, FittedOutlierDetector.Load)
        .AddStep(CategoryEncoder.KindName, FittedCategoryEncoder.Load)
        .AddPredictor(BalancedEnsemblePredictor.KindName, BalancedEnsemblePredictor.Load)
        .AddWrapper(BalancedPredictor.KindName, BalancedPredictor.Load);
}
