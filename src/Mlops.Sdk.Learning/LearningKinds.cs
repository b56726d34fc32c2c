using Mlops.Sdk;
using Mlops.Sdk.Extensibility;

[assembly: StageKindSource(typeof(LearningKinds))]

namespace Mlops.Sdk;

/// <summary>The models and wrappers of this package that a bundle may name.</summary>
internal sealed class LearningKinds : StageKindSource
{
    public override void AddTo(StageKinds kinds)
    {
        kinds.AddStage<LinearModelOptions>(options => new LinearModelTrainer(options))
            .AddStage<BoostingOptions>(options => new BoostingTrainer(options))
            .AddStage<ForestOptions>(options => new ForestTrainer(options))
            .AddStage<DecisionTreeOptions>(options => new DecisionTreeTrainer(options))
            .AddStage<EbmOptions>(options => new EbmTrainer(options))
            .AddStage<PriorOptions>(options => new PriorTrainer(options))
            .AddStage<CalibratorOptions>(options => new ProbabilityCalibrator(options))
            .AddStage<DecisionThresholdOptions>(options => new DecisionThreshold(options))
            .AddStage<RejectOptions>(options => new RejectOption(options))
            .AddStage<ConformalOptions>(options => new ConformalPrediction(options));
        kinds.AddPredictor(TreePredictor.KindName, TreePredictor.Load);
        kinds.AddPredictor(LinearPredictor.KindName, LinearPredictor.Load);
        kinds.AddPredictor(AdditivePredictor.KindName, AdditivePredictor.Load);
        kinds.AddPredictor(PriorPredictor.KindName, PriorPredictor.Load);
        kinds.AddWrapper(ThresholdPredictor.KindName, ThresholdPredictor.Load);
        kinds.AddWrapper(CalibratedPredictor.KindName, CalibratedPredictor.Load);
        kinds.AddWrapper(RejectPredictor.KindName, RejectPredictor.Load);
        kinds.AddWrapper(ConformalPredictor.KindName, ConformalPredictor.Load);
    }
}
