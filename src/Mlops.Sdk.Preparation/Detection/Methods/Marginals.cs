using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

internal sealed record TailMethod(TailRule Rule) : DetectionMethod
{
    public TailRule Rule { get; init; } = Valid.Defined(Rule, nameof(Rule));

    protected internal override string Name => Rule == TailRule.Ecod ? "ECOD" : "COPOD";

    protected internal override bool UsesScale => false;

    protected internal override bool AcceptsMissing => true;

    protected internal override DetectionFit Fit(DetectionWork work)
    {
        (TailScorer scorer, double[] scores) = TailScorer.Fit(work.Columns, Rule, work.Parallel);
        return new DetectionFit(scorer, scores);
    }
}

internal sealed record HistogramMethod(double Regularizer, double Tolerance, int? Bins = null) : DetectionMethod
{
    public double Regularizer { get; init; } = Valid.Above(Regularizer, 0, nameof(Regularizer));

    public double Tolerance { get; init; } = Valid.AtLeast(Tolerance, 0, nameof(Tolerance));

    public int? Bins { get; init; } = Bins is { } chosen ? Valid.Within(chosen, 1, 1_000_000, nameof(Bins)) : null;

    protected internal override string Name => Bins is { } bins ? FormattableString.Invariant($"HBOS, {bins} bins") : "HBOS";

    // The regularizer is added to a density, which has a unit.
    protected internal override bool UsesScale => true;

    protected internal override bool AcceptsMissing => true;

    protected internal override DetectionFit Fit(DetectionWork work) => work.Scored(HistogramScorer.Fit(work.Columns, Bins, Regularizer, Tolerance, work.Parallel));
}
