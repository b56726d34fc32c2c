namespace Mlops.Sdk;

/// <summary>One logged value of a metric. NaN and the infinities are kept to the bit.</summary>
/// <param name="Value">The value.</param>
/// <param name="Step">The step (epoch, iteration, fold) it belongs to.</param>
/// <param name="Time">When it was logged.</param>
public readonly record struct MetricPoint(double Value, long Step, DateTimeOffset Time);
