using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

internal sealed record LodaMethod(int Projections, int? Bins = null) : DetectionMethod
{
    public int Projections { get; init; } = Valid.Within(Projections, 1, 100_000, nameof(Projections));

    public int? Bins { get; init; } = Bins is { } chosen ? Valid.Within(chosen, 2, 100_000, nameof(Bins)) : null;

    protected internal override string Name => FormattableString.Invariant($"LODA, {Projections} projections{(Bins is { } bins ? FormattableString.Invariant($" of {bins} bins") : "")}");

    protected internal override bool UsesScale => true;

    protected internal override DetectionFit Fit(DetectionWork work) => work.Scored(ProjectionScorer.Fit(work.Columns, Projections, Bins, work.Random, work.Parallel));
}

internal sealed record InneMethod(int Samples, int SampleSize) : DetectionMethod
{
    public int Samples { get; init; } = Valid.Within(Samples, 1, 100_000, nameof(Samples));

    public int SampleSize { get; init; } = Valid.Within(SampleSize, 2, 10_000, nameof(SampleSize));

    protected internal override string Name => FormattableString.Invariant($"iNNE, {Samples} samples of {SampleSize} rows");

    protected internal override bool UsesScale => true;

    protected internal override DetectionFit Fit(DetectionWork work) => work.Scored(HypersphereScorer.Fit(work.Columns, Samples, SampleSize, work.Random, work.Parallel));
}
