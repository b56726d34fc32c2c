using Mlops.Sdk.Extensibility;

[assembly: StageKindSource(typeof(Mlops.Sdk.MlNetKinds))]

namespace Mlops.Sdk;

/// <summary>The one kind of model of this package: a chain of ML.NET, refused until the caller opts in. All other trainers give the neutral models of Learning.</summary>
internal sealed class MlNetKinds : StageKindSource
{
    public override void AddTo(StageKinds kinds) => kinds
        .AddStage<LightGbmOptions>(options => new LightGbmTrainer(options))
        .AddStage<FastTreeOptions>(options => new FastTreeTrainer(options))
        .AddStage<FastForestOptions>(options => new FastForestTrainer(options))
        .AddStage<GamOptions>(options => new GamTrainer(options))
        .AddStage<LogisticRegressionOptions>(options => new LogisticRegressionTrainer(options))
        .AddStage<LinearRegressionOptions>(options => new LinearRegressionTrainer(options))
        .AddStage<SdcaLogisticOptions>(options => new SdcaLogisticTrainer(options))
        .AddStage<PerceptronOptions>(options => new PerceptronTrainer(options))
        .AddStage<PoissonRegressionOptions>(options => new PoissonRegressionTrainer(options))
        .AddPredictor(MlNetPredictor.KindName, _ => throw new BundleFormatException(
        "The bundle holds a chain of ML.NET, which is loaded by ML.NET from names that stand in the file. If you trust its source, load it with new BundleOptions { Kinds = StageKinds.CreateDefault().AllowMlNetModels() }."));
}
