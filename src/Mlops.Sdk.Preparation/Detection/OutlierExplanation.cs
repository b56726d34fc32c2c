using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Why a row has its score.</summary>
/// <param name="Score">The score.</param>
/// <param name="Cutoff">The score beyond which a row is flagged.</param>
/// <param name="Probability">The probability of being an outlier.</param>
/// <param name="Reasons">What each column has to do with it, the most important first.</param>
public sealed record OutlierExplanation(double Score, double Cutoff, double Probability, ValueList<OutlierReason> Reasons)
{
    /// <summary>Whether the row is flagged.</summary>
    public bool IsOutlier => Score > Cutoff;

    /// <summary>The score and the three columns that have most to do with it, in words.</summary>
    public override string ToString() =>
        $"Score {ReportNumber.Format(Score)} ({(IsOutlier ? "an outlier: beyond" : "no outlier: within")} {ReportNumber.Format(Cutoff)}). {string.Join(" ", Reasons.Where(reason => reason.Share > 0.05).Take(3).Select(reason => reason.Words))}".TrimEnd();
}
