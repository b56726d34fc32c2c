using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

internal sealed record KernelDensityMethod(double? Bandwidth = null) : DetectionMethod
{
    public double? Bandwidth { get; init; } = Bandwidth is { } chosen ? Valid.Above(chosen, 0, nameof(Bandwidth)) : null;

    protected internal override string Name => Bandwidth is { } bandwidth ? FormattableString.Invariant($"kernel density, bandwidth {bandwidth}") : "kernel density";

    protected internal override bool UsesScale => true;

    protected internal override DetectionFit Fit(DetectionWork work) => work.Scored(KernelDensityScorer.Fit(work.Columns, Bandwidth, work.Random));
}
