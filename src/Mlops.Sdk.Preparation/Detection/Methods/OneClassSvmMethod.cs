using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

internal sealed record OneClassSvmMethod(double Nu, int Directions, double? Gamma = null) : DetectionMethod
{
    public double Nu { get; init; } = Valid.Share(Nu, nameof(Nu));

    public int Directions { get; init; } = Valid.Within(Directions, 16, 65_536, nameof(Directions));

    public double? Gamma { get; init; } = Gamma is { } chosen ? Valid.Above(chosen, 0, nameof(Gamma)) : null;

    protected internal override string Name => FormattableString.Invariant($"one-class support vector machine, nu {Nu}, {Directions} random directions");

    protected internal override bool UsesScale => true;

    protected internal override DetectionFit Fit(DetectionWork work) => work.Scored(OneClassScorer.Fit(work.Columns, Nu, Gamma, Directions, work.Random, work.Parallel));
}
