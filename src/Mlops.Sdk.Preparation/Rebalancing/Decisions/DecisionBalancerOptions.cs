namespace Mlops.Sdk;

/// <summary>How <see cref="DecisionBalancer"/> works.</summary>
public sealed record DecisionBalancerOptions : StageOptions
{
    /// <summary>For two classes: the metric of decisions that is to be best.</summary>
    /// <value><see cref="Metric.F1"/>. With more classes it is always the mean F1 of the classes.</value>
    public Metric Metric { get; init; } = Metric.F1;

    /// <inheritdoc/>
    public override IEnumerable<string> Problems() => new DecisionThresholdOptions { Metric = Metric }.Problems();
}
