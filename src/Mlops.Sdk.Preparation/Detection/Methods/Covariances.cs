using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

internal sealed record MinimumCovarianceDeterminantMethod(double? SupportFraction) : DetectionMethod
{
    internal override string Name => "minimum covariance determinant";

    internal override bool UsesScale => false;

    internal override bool SeesConstant => false;

    internal override DetectionFit Fit(DetectionWork work)
    {
        CovarianceEstimate estimate = RobustCovariance.Fit(work.Columns, SupportFraction, work.Random, work.Parallel).Estimate;
        return work.Scored(new MahalanobisScorer(estimate.Location, estimate.Covariance));
    }
}

internal sealed record MahalanobisMethod(CovarianceShrinkage Shrinkage) : DetectionMethod
{
    internal override string Name => Shrinkage switch { CovarianceShrinkage.LedoitWolf => "Mahalanobis distance, Ledoit-Wolf", CovarianceShrinkage.Oas => "Mahalanobis distance, OAS", _ => "Mahalanobis distance" };

    internal override bool UsesScale => Shrinkage != CovarianceShrinkage.None;

    internal override bool SeesConstant => false;

    internal override DetectionFit Fit(DetectionWork work)
    {
        CovarianceEstimate estimate = Shrinkage switch
        {
            CovarianceShrinkage.LedoitWolf => ShrunkCovariance.LedoitWolf(work.Columns, work.Parallel),
            CovarianceShrinkage.Oas => ShrunkCovariance.Oas(work.Columns, work.Parallel),
            _ => ShrunkCovariance.Empirical(work.Columns, work.Parallel),
        };
        return work.Scored(new MahalanobisScorer(estimate.Location, estimate.Covariance));
    }
}

internal sealed record PrincipalComponentsMethod(PrincipalRule Rule, double VarianceKept) : DetectionMethod
{
    internal override string Name => Rule switch
    {
        PrincipalRule.Reconstruction => FormattableString.Invariant($"reconstruction from the axes of {100 * VarianceKept:0.#} % of the variance"),
        PrincipalRule.AxisDistance => "principal components by distance to the axes",
        _ => "principal components",
    };

    internal override bool UsesScale => false;

    internal override bool SeesConstant => false;

    internal override DetectionFit Fit(DetectionWork work) => work.Scored(PrincipalScorer.Fit(work.Columns, Rule, VarianceKept, work.Parallel));
}
