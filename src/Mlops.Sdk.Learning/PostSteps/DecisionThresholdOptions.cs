namespace Mlops.Sdk;

/// <summary>What a decision threshold is chosen by.</summary>
public sealed record DecisionThresholdOptions : StageOptions
{
    /// <summary>The metric of decisions that is to be best, such as F1, balanced accuracy, MCC or G-mean. Not used when there are costs.</summary>
    /// <value><see cref="Metric.F1"/>.</value>
    public Metric Metric { get; init; } = Metric.F1;

    /// <summary>What each kind of error costs: the threshold with the least cost is taken.</summary>
    /// <value>None: the metric decides.</value>
    public ErrorCosts? Costs { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<string> Problems()
    {
        if (!Metric.CanTuneThreshold)
            yield return $"Metric is '{Metric.Name}', for which no threshold is best or an extreme one always is. Use one of {string.Join(", ", Metric.All.Where(metric => metric.CanTuneThreshold).Select(metric => metric.Name))}, or Costs.";
        if (Costs is { } costs && !(costs.FalsePositive > 0 && costs.FalseNegative > 0 && double.IsFinite(costs.FalsePositive) && double.IsFinite(costs.FalseNegative)))
            yield return $"Costs are {costs.FalsePositive} and {costs.FalseNegative}; each is above 0 and finite.";
    }
}
