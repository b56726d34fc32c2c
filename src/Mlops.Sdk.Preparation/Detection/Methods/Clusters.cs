using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

internal sealed record CblofMethod(int Clusters, double LargeShare, double LargeFactor) : DetectionMethod
{
    public int Clusters { get; init; } = Valid.Within(Clusters, 2, 1000, nameof(Clusters));

    public double LargeShare { get; init; } = Valid.Fraction(LargeShare, nameof(LargeShare));

    public double LargeFactor { get; init; } = Valid.Above(LargeFactor, 1, nameof(LargeFactor));

    protected internal override string Name => FormattableString.Invariant($"CBLOF, {Clusters} clusters");

    protected internal override bool UsesScale => true;

    protected internal override DetectionFit Fit(DetectionWork work) => work.Scored(ClusterScorer.Fit(work.Columns, Clusters, LargeShare, LargeFactor, work.Random, work.Parallel));
}

internal sealed record GaussianMixtureMethod(int Components) : DetectionMethod
{
    public int Components { get; init; } = Valid.Within(Components, 1, 100, nameof(Components));

    protected internal override string Name => FormattableString.Invariant($"mixture of {Components} normal distributions");

    protected internal override bool UsesScale => true;

    protected internal override DetectionFit Fit(DetectionWork work) => work.Scored(MixtureScorer.Fit(work.Columns, Components, work.Random, work.Parallel));
}
