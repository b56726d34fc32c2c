using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>What a metric comes to on some rows.</summary>
/// <param name="Metric">The metric.</param>
/// <param name="Value">The value; null where the metric is undefined on these rows.</param>
/// <param name="Reason">Why there is no value; null where there is one.</param>
public sealed record MetricValue(Metric Metric, double? Value, string? Reason = null)
{
    /// <summary>The lower end of the interval; null where none was computed.</summary>
    public double? Lower { get; init; }

    /// <summary>The upper end of the interval; null where none was computed.</summary>
    public double? Upper { get; init; }

    /// <summary>Name, value and interval in one line.</summary>
    public override string ToString() => Value is null
        ? $"{Metric.Name}: none ({Reason})"
        : $"{Metric.Name} {ReportNumber.Format(Value)}{(Lower is null ? "" : $" [{ReportNumber.Format(Lower)}, {ReportNumber.Format(Upper)}]")}";
}
