namespace Mlops.Sdk.Numerics;

/// <summary>An area under the ROC curve and how sure it is.</summary>
/// <param name="Auc">The area.</param>
/// <param name="StandardError">Its standard error; 0 where the classes are told apart without an error.</param>
public readonly record struct AucEstimate(double Auc, double StandardError)
{
    /// <summary>The interval on the log odds of the area, which stays within 0 and 1 and holds near its ends better than one on the area itself (Qin and Hotilovac 2008).</summary>
    /// <param name="confidence">How sure it is, above 0 and below 1.</param>
    /// <returns>The area itself at both ends where it is 0 or 1, as there is no variance then; NaN where it is undefined.</returns>
    public (double Lower, double Upper) Interval(double confidence = 0.95)
    {
        if (!(confidence > 0 && confidence < 1)) throw new ArgumentOutOfRangeException(nameof(confidence), confidence, "A confidence is above 0 and below 1.");
        if (Auc is 0 or 1 || double.IsNaN(StandardError)) return (StandardError >= 0 ? Auc : double.NaN, StandardError >= 0 ? Auc : double.NaN);
        double odds = Math.Log(Auc / (1 - Auc)), reach = Normal.Quantile((1 + confidence) / 2) * StandardError / (Auc * (1 - Auc));
        return (1 / (1 + Math.Exp(reach - odds)), 1 / (1 + Math.Exp(-odds - reach)));
    }
}

/// <summary>Two areas under the ROC curve on the same rows.</summary>
/// <param name="First">The area of the first score.</param>
/// <param name="Second">The area of the second.</param>
/// <param name="StandardError">The standard error of their difference, with their correlation.</param>
/// <param name="Statistic">The difference over its standard error.</param>
/// <param name="PValue">How likely so large a difference is by chance, two-sided.</param>
public readonly record struct AucDifference(double First, double Second, double StandardError, double Statistic, double PValue)
{
    /// <summary>The first less the second.</summary>
    public double Difference => First - Second;
}
