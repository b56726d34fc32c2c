using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

internal sealed record ContaminationThreshold(double Share) : OutlierThreshold
{
    public double Share { get; init; } = Share is > 0 and <= 0.5
        ? Share
        : throw new ArgumentOutOfRangeException(nameof(Share), Share, "The share of outliers is above 0 and at most 0.5. If more of the rows are outliers, what is usual cannot be learnt from them; for no share at all take OutlierThreshold.Mad.");

    internal override string Name => $"contamination {ReportNumber.Percent(Share)}";

    internal override double CutoffOf(double[] scores) => Quantiles.Of(scores, 1 - Share);
}

internal sealed record MadThreshold(double Deviations) : OutlierThreshold
{
    public double Deviations { get; init; } = Valid.Above(Deviations, 0, nameof(Deviations));

    internal override string Name => $"median + {ReportNumber.Format(Deviations)} MAD";

    internal override double CutoffOf(double[] scores)
    {
        double spread = Quantiles.MedianAbsoluteDeviation(scores, Quantiles.NormalConsistency);
        if (spread > 0) return Quantiles.Median(scores) + (Deviations * spread);
        Moments moments = Moments.Of(scores);
        return moments.Mean + (Deviations * Math.Sqrt(moments.PopulationVariance));
    }
}

internal sealed record TailThreshold(double Probability, double TailFraction) : OutlierThreshold
{
    public double Probability { get; init; } = Probability > 0 && Probability < TailFraction
        ? Probability
        : throw new ArgumentOutOfRangeException(nameof(Probability), Probability, FormattableString.Invariant($"The probability is above 0 and below the share of the tail, {TailFraction}."));

    public double TailFraction { get; init; } = Valid.Fraction(TailFraction, nameof(TailFraction));

    internal override string Name => $"tail beyond {ReportNumber.Percent(Probability)}";

    internal override double CutoffOf(double[] scores) => ParetoTail.Fit(scores, TailFraction)?.ExceededWith(Probability) ?? scores.Max();
}

internal sealed record FalseAlarmThreshold(double Rate, double HeldOutFraction) : OutlierThreshold
{
    public double Rate { get; init; } = Valid.Fraction(Rate, nameof(Rate));

    public double HeldOutFraction { get; init; } = Valid.Fraction(HeldOutFraction, nameof(HeldOutFraction));

    internal override string Name => $"false alarms {ReportNumber.Percent(Rate)}";

    internal override double HeldOut => HeldOutFraction;

    internal override double CutoffOf(double[] scores) => ConformalQuantile.Of(scores, 1 - Rate);
}

internal sealed record EsdThreshold(int MaximumOutliers, double Significance) : OutlierThreshold
{
    public int MaximumOutliers { get; init; } = Valid.AtLeast(MaximumOutliers, 1, nameof(MaximumOutliers));

    public double Significance { get; init; } = Valid.Fraction(Significance, nameof(Significance));

    internal override string Name => FormattableString.Invariant($"generalized ESD {Significance}, at most {MaximumOutliers}");

    internal override double CutoffOf(double[] scores)
    {
        double high = Fences.ExtremeDeviateInPlace([.. scores], MaximumOutliers, Significance).High;
        return double.IsNaN(high) ? scores.Max() : high;
    }
}
