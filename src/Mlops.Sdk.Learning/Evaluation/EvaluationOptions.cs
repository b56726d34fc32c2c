namespace Mlops.Sdk;

/// <summary>How predictions are evaluated.</summary>
public sealed record EvaluationOptions
{
    /// <summary>The metrics to compute.</summary>
    /// <value>Empty: every metric of the task.</value>
    public ValueList<Metric> Metrics { get; init; } = [];

    /// <summary>How many resamples the intervals come from; 0 for no intervals.</summary>
    /// <value>200.</value>
    public int Bootstrap { get; init => field = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Bootstrap is at least 0."); } = 200;

    /// <summary>How sure the intervals are: the share of resamples that lie within.</summary>
    /// <value>0.95.</value>
    public double Confidence { get; init => field = value is > 0 and < 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Confidence is above 0 and below 1."); } = 0.95;
}
