using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

internal sealed record TailMethod(TailRule Rule) : DetectionMethod
{
    internal override string Name => Rule == TailRule.Ecod ? "ECOD" : "COPOD";

    internal override bool UsesScale => false;

    internal override bool AcceptsMissing => true;

    internal override DetectionFit Fit(DetectionWork work)
    {
        (TailScorer scorer, double[] scores) = TailScorer.Fit(work.Columns, Rule, work.Parallel);
        return new DetectionFit(scorer, scores);
    }
}

internal sealed record HistogramMethod(int? Bins, double Regularizer, double Tolerance) : DetectionMethod
{
    internal override string Name => Bins is { } bins ? FormattableString.Invariant($"HBOS, {bins} bins") : "HBOS";

    // The regularizer is added to a density, which has a unit.
    internal override bool UsesScale => true;

    internal override bool AcceptsMissing => true;

    internal override DetectionFit Fit(DetectionWork work) => work.Scored(HistogramScorer.Fit(work.Columns, Bins, Regularizer, Tolerance, work.Parallel));
}
