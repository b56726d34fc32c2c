using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>The difference of two pipelines over the same folds.</summary>
/// <param name="Metric">What they are compared by.</param>
/// <param name="Difference">The mean of the first less that of the second.</param>
/// <param name="StandardError">Its standard error, corrected for overlapping training parts.</param>
/// <param name="Lower">The lower end of the 95% interval.</param>
/// <param name="Upper">The upper end of the 95% interval.</param>
/// <param name="PValue">How likely so large a difference is by chance, two-sided.</param>
public sealed record PairedComparison(Metric Metric, double Difference, double StandardError, double Lower, double Upper, double PValue)
{
    /// <summary>Difference, interval and p-value in one line.</summary>
    public override string ToString() =>
        $"{Metric.Name} {(Difference >= 0 ? "+" : "")}{ReportNumber.Format(Difference)} [{ReportNumber.Format(Lower)}, {ReportNumber.Format(Upper)}], p = {ReportNumber.Format(PValue, digits: 2)}";
}
