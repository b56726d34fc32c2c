using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>The kinds of fitted steps of this package.</summary>
internal sealed class ProfilingKinds : StageKindSource
{
    public override void AddTo(StageKinds kinds) => kinds.AddStage<RuleGateOptions>(options => new RuleGate(options)).AddStep(RuleGate.KindName, FittedRuleGate.Load);
}
