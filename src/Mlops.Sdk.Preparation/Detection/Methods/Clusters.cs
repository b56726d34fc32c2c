using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

internal sealed record CblofMethod(int Clusters, double LargeShare, double LargeFactor) : DetectionMethod
{
    internal override string Name => FormattableString.Invariant($"CBLOF, {Clusters} clusters");

    internal override bool UsesScale => true;

    internal override DetectionFit Fit(DetectionWork work) => work.Scored(ClusterScorer.Fit(work.Columns, Clusters, LargeShare, LargeFactor, work.Random, work.Parallel));
}

internal sealed record GaussianMixtureMethod(int Components) : DetectionMethod
{
    internal override string Name => FormattableString.Invariant($"mixture of {Components} normal distributions");

    internal override bool UsesScale => true;

    internal override DetectionFit Fit(DetectionWork work) => work.Scored(MixtureScorer.Fit(work.Columns, Components, work.Random, work.Parallel));
}
