namespace Mlops.Sdk;

/// <summary>What a decision threshold is chosen by.</summary>
public sealed record DecisionThresholdOptions : StageOptions
{
    /// <summary>The metric of decisions that is to be best, such as F1, balanced accuracy, MCC or G-mean. Not used when there are costs or a rate.</summary>
    /// <value><see cref="Metric.F1"/>.</value>
    public Metric Metric { get; init; } = Metric.F1;

    /// <summary>What each kind of error costs: the threshold with the least cost is taken.</summary>
    /// <value>None: the metric decides.</value>
    public ErrorCosts? Costs { get; init; }

    /// <summary>At most this share of the rows is taken for positive: as many as there is room for.</summary>
    /// <value>None.</value>
    public double? PositiveRate { get; init; }

    /// <summary>At least this share of the rows taken for positive is to be so; as many positive rows as possible are found. Where no threshold reaches it, that of the highest precision is taken and the report says so.</summary>
    /// <value>None.</value>
    public double? MinimumPrecision { get; init; }

    /// <summary>At least this share of the positive rows is to be found, with as few others as possible.</summary>
    /// <value>None.</value>
    public double? MinimumRecall { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<string> Problems()
    {
        if (!Metric.CanTuneThreshold)
            yield return $"Metric is '{Metric.Name}', for which no threshold is best or an extreme one always is. Use one of {string.Join(", ", Metric.All.Where(metric => metric.CanTuneThreshold).Select(metric => metric.Name))}, or Costs.";
        if (Costs is { AreValid: false } costs)
            yield return $"Costs are {costs.FalsePositive} and {costs.FalseNegative}; each is above 0 and finite.";
        foreach ((string name, double? value) in new[] { (nameof(PositiveRate), PositiveRate), (nameof(MinimumPrecision), MinimumPrecision), (nameof(MinimumRecall), MinimumRecall) })
            if (value is { } share && !(share > 0 && share <= 1)) yield return $"{name} is {share}; it is above 0 and at most 1.";
        if (new object?[] { Costs, PositiveRate, MinimumPrecision, MinimumRecall }.Count(rule => rule is not null) > 1) yield return "More than one of Costs, PositiveRate, MinimumPrecision and MinimumRecall is given; a threshold is chosen by one.";
    }

    internal (ThresholdRate Rate, double Target)? Rate =>
        PositiveRate is { } positive ? (ThresholdRate.PositiveRate, positive)
        : MinimumPrecision is { } precision ? (ThresholdRate.Precision, precision)
        : MinimumRecall is { } recall ? (ThresholdRate.Recall, recall)
        : null;
}
