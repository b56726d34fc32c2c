namespace Mlops.Sdk;

/// <summary>The interval of a metric, as an evaluation told it.</summary>
/// <param name="Lower">The lower end.</param>
/// <param name="Upper">The upper end.</param>
public readonly record struct MetricInterval(double Lower, double Upper);
