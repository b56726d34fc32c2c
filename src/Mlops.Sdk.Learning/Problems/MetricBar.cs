namespace Mlops.Sdk;

/// <summary>A metric that a model must reach.</summary>
/// <param name="Metric">The metric.</param>
/// <param name="Value">The least value, or the largest where lower is better.</param>
public sealed record MetricBar(Metric Metric, double Value)
{
    /// <summary>On which side of the value the metric must lie, in words.</summary>
    internal string Side => Metric.Direction == MetricDirection.HigherIsBetter ? "at least" : "at most";

    /// <summary>Whether a value reaches it.</summary>
    /// <param name="value">The value; null does not.</param>
    public bool IsReachedBy(double? value) => value is { } number && (number == Value || Metric.IsBetter(number, Value));
}
