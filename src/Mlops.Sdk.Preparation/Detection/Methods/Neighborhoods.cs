using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

internal sealed record KNearestMethod(int Neighbors, NeighborStatistic Statistic, DistanceMetric Metric) : DetectionMethod
{
    public int Neighbors { get; init; } = Valid.AtLeast(Neighbors, 1, nameof(Neighbors));

    public NeighborStatistic Statistic { get; init; } = Valid.Defined(Statistic, nameof(Statistic));

    public DistanceMetric Metric { get; init; } = Valid.Defined(Metric, nameof(Metric));

    protected internal override string Name => FormattableString.Invariant($"distance to {Neighbors} nearest rows ({Statistic switch { NeighborStatistic.Mean => "mean", NeighborStatistic.Median => "median", _ => "largest" }})");

    protected internal override bool UsesScale => true;

    protected internal override DetectionFit Fit(DetectionWork work)
    {
        (NeighborDistance scorer, double[] scores) = NeighborDistance.Fit(work.Columns, work.Neighbors(Neighbors), Statistic, Metric, work.Parallel);
        return new DetectionFit(scorer, scores);
    }
}

internal sealed record LocalOutlierFactorMethod(int Neighbors, bool Distinct) : DetectionMethod
{
    public int Neighbors { get; init; } = Valid.AtLeast(Neighbors, 1, nameof(Neighbors));

    protected internal override string Name => FormattableString.Invariant($"local outlier factor, {Neighbors} neighbors{(Distinct ? "" : ", duplicates counted")}");

    protected internal override bool UsesScale => true;

    protected internal override DetectionFit Fit(DetectionWork work)
    {
        (Numerics.LocalOutlierFactor scorer, double[] scores) = Numerics.LocalOutlierFactor.Fit(work.Columns, work.Neighbors(Neighbors), Distinct, work.Parallel);
        return new DetectionFit(scorer, scores);
    }
}

internal sealed record AngleMethod(int Neighbors, bool Distinct) : DetectionMethod
{
    public int Neighbors { get; init; } = Valid.AtLeast(Neighbors, 2, nameof(Neighbors));

    protected internal override string Name => FormattableString.Invariant($"angles to {Neighbors} nearest rows{(Distinct ? "" : ", duplicates counted")}");

    protected internal override bool UsesScale => true;

    protected internal override DetectionFit Fit(DetectionWork work)
    {
        work.Neighbors(Neighbors);
        (AngleScorer scorer, double[] scores) = AngleScorer.Fit(work.Columns, Neighbors, Distinct, work.Parallel);
        return new DetectionFit(scorer, scores);
    }
}

internal sealed record ConnectivityFactorMethod(int Neighbors, bool Distinct) : DetectionMethod
{
    public int Neighbors { get; init; } = Valid.AtLeast(Neighbors, 1, nameof(Neighbors));

    protected internal override string Name => FormattableString.Invariant($"connectivity factor, {Neighbors} neighbors{(Distinct ? "" : ", duplicates counted")}");

    protected internal override bool UsesScale => true;

    protected internal override DetectionFit Fit(DetectionWork work)
    {
        (Numerics.ConnectivityFactor scorer, double[] scores) = Numerics.ConnectivityFactor.Fit(work.Columns, work.Neighbors(Neighbors), Distinct, work.Parallel);
        return new DetectionFit(scorer, scores);
    }
}
