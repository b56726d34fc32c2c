namespace Mlops.Sdk;

/// <summary>A value of a metric that is not usual.</summary>
/// <param name="Period">The period.</param>
/// <param name="Metric">The metric.</param>
/// <param name="Column">The column it is of; null where it is of the table.</param>
/// <param name="Value">The value.</param>
/// <param name="Low">The least usual value.</param>
/// <param name="Expected">The value in the middle of what is usual; NaN where the rule has limits only.</param>
/// <param name="High">The greatest usual value.</param>
/// <param name="Rule">The rule that says so.</param>
public sealed record MetricAnomaly(DateTime Period, string Metric, string? Column, double Value, double Low, double Expected, double High, AnomalyRule Rule);
