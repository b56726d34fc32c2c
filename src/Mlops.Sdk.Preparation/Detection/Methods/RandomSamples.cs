using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

internal sealed record LodaMethod(int Projections, int Bins) : DetectionMethod
{
    internal override string Name => FormattableString.Invariant($"LODA, {Projections} projections of {Bins} bins");

    internal override bool UsesScale => true;

    internal override DetectionFit Fit(DetectionWork work) => work.Scored(ProjectionScorer.Fit(work.Columns, Projections, Bins, work.Random, work.Parallel));
}

internal sealed record InneMethod(int Samples, int SampleSize) : DetectionMethod
{
    internal override string Name => FormattableString.Invariant($"iNNE, {Samples} samples of {SampleSize} rows");

    internal override bool UsesScale => true;

    internal override DetectionFit Fit(DetectionWork work) => work.Scored(HypersphereScorer.Fit(work.Columns, Samples, SampleSize, work.Random, work.Parallel));
}
