using Mlops.Sdk.Extensibility;

[assembly: StageKindSource(typeof(Mlops.Sdk.MlNetKinds))]

namespace Mlops.Sdk;

/// <summary>The one kind of model of this package: a chain of ML.NET, refused until the caller opts in. All other trainers give the neutral models of Learning.</summary>
internal sealed class MlNetKinds : StageKindSource
{
    public override void AddTo(StageKinds kinds) => kinds.AddPredictor(MlNetPredictor.KindName, _ => throw new BundleFormatException(
        "The bundle holds a chain of ML.NET, which is loaded by ML.NET from names that stand in the file. If you trust its source, load it with new BundleOptions { Kinds = StageKinds.CreateDefault().AllowMlNetModels() }."));
}
