namespace Mlops.Sdk;

/// <summary>One number of one period.</summary>
/// <param name="Name">What is measured, in lower_snake with dots: <c>table.rows</c>, <c>column.missing_share</c>, or a name of your own.</param>
/// <param name="Column">The column it is of; null where it is of the table.</param>
/// <param name="Value">The number; NaN stands for not known.</param>
/// <param name="Noise">What the number varies by if nothing but the draw of the rows differs, as a standard error on the scale on which the metric is judged (<see cref="MetricScale"/>): of a share 0.5 / sqrt(rows), of a size relative to itself; 0 where that is not known.</param>
public sealed record ProfileMetric(string Name, string? Column, double Value, double Noise = 0);
