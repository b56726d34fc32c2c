using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

internal sealed record KNearestMethod(int Neighbors, NeighborStatistic Statistic, DistanceMetric Metric) : DetectionMethod
{
    internal override string Name => FormattableString.Invariant($"distance to {Neighbors} nearest rows ({Statistic switch { NeighborStatistic.Mean => "mean", NeighborStatistic.Median => "median", _ => "largest" }})");

    internal override bool UsesScale => true;

    internal override DetectionFit Fit(DetectionWork work)
    {
        (NeighborDistance scorer, double[] scores) = NeighborDistance.Fit(work.Columns, work.Neighbors(Neighbors), Statistic, Metric, work.Parallel);
        return new DetectionFit(scorer, scores);
    }
}

internal sealed record LocalOutlierFactorMethod(int Neighbors, bool Distinct) : DetectionMethod
{
    internal override string Name => FormattableString.Invariant($"local outlier factor, {Neighbors} neighbors{(Distinct ? "" : ", duplicates counted")}");

    internal override bool UsesScale => true;

    internal override DetectionFit Fit(DetectionWork work)
    {
        (LocalOutlierFactor scorer, double[] scores) = Numerics.LocalOutlierFactor.Fit(work.Columns, work.Neighbors(Neighbors), Distinct, work.Parallel);
        return new DetectionFit(scorer, scores);
    }
}
