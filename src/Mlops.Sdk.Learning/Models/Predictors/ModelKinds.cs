using Mlops.Sdk;
using Mlops.Sdk.Extensibility;

[assembly: StageKindSource(typeof(ModelKinds))]

namespace Mlops.Sdk;

/// <summary>The kinds of this package that a bundle may hold.</summary>
internal sealed class ModelKinds : StageKindSource
{
    public override void AddTo(StageKinds kinds) => kinds
        .AddPredictor(TreePredictor.KindName, TreePredictor.Load)
        .AddPredictor(LinearPredictor.KindName, LinearPredictor.Load);
}
