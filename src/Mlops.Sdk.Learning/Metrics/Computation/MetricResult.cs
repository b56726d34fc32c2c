namespace Mlops.Sdk;

/// <summary>A value, or why there is none.</summary>
internal readonly record struct MetricResult(double Value, string? Reason)
{
    public static implicit operator MetricResult(double value) => new(value, null);
}
