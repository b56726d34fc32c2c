using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

internal sealed record OneClassSvmMethod(double Nu, int Directions, double? Gamma = null) : DetectionMethod
{
    public double Nu { get; init; } = Nu is > 0 and <= 1 ? Nu : throw new ArgumentOutOfRangeException(nameof(Nu), Nu, "The share of the rows that may lie outside is above 0 and at most 1.");

    public int Directions { get; init; } = Valid.Within(Directions, 16, 65_536, nameof(Directions));

    public double? Gamma { get; init; } = Gamma is { } chosen ? Valid.Above(chosen, 0, nameof(Gamma)) : null;

    protected internal override string Name => FormattableString.Invariant($"one-class support vector machine, nu {Nu}, {Directions} random directions");

    protected internal override bool UsesScale => true;

    protected internal override DetectionFit Fit(DetectionWork work) => work.Scored(OneClassScorer.Fit(work.Columns, Nu, Gamma, Directions, work.Random, work.Parallel));
}
