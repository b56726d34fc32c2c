using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

internal sealed record MinimumCovarianceDeterminantMethod(double? SupportFraction = null) : DetectionMethod
{
    public double? SupportFraction { get; init; } = SupportFraction is { } share ? Valid.Within(share, 0.5, 1, nameof(SupportFraction)) : null;

    protected internal override string Name => "minimum covariance determinant";

    protected internal override bool UsesScale => false;

    protected internal override bool SeesConstant => false;

    protected internal override DetectionFit Fit(DetectionWork work)
    {
        CovarianceEstimate estimate = RobustCovariance.Fit(work.Columns, SupportFraction, work.Random, work.Parallel).Estimate;
        return work.Scored(new MahalanobisScorer(estimate.Location, estimate.Covariance));
    }
}

internal sealed record MahalanobisMethod(CovarianceShrinkage Shrinkage) : DetectionMethod
{
    public CovarianceShrinkage Shrinkage { get; init; } = Valid.Defined(Shrinkage, nameof(Shrinkage));

    protected internal override string Name => Shrinkage switch { CovarianceShrinkage.LedoitWolf => "Mahalanobis distance, Ledoit-Wolf", CovarianceShrinkage.Oas => "Mahalanobis distance, OAS", _ => "Mahalanobis distance" };

    protected internal override bool UsesScale => Shrinkage != CovarianceShrinkage.None;

    protected internal override bool SeesConstant => false;

    protected internal override DetectionFit Fit(DetectionWork work)
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
    public PrincipalRule Rule { get; init; } = Valid.Defined(Rule, nameof(Rule));

    public double VarianceKept { get; init; } = Valid.Fraction(VarianceKept, nameof(VarianceKept));

    protected internal override string Name => Rule switch
    {
        PrincipalRule.Reconstruction => FormattableString.Invariant($"reconstruction from the axes of {100 * VarianceKept:0.#} % of the variance"),
        PrincipalRule.AxisDistance => "principal components by distance to the axes",
        _ => "principal components",
    };

    protected internal override bool UsesScale => false;

    protected internal override bool SeesConstant => false;

    protected internal override DetectionFit Fit(DetectionWork work) => work.Scored(PrincipalScorer.Fit(work.Columns, Rule, VarianceKept, work.Parallel));
}
