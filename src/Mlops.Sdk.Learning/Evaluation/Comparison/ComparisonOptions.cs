namespace Mlops.Sdk;

/// <summary>How candidates are compared.</summary>
public sealed record ComparisonOptions
{
    /// <summary>What the best one is chosen by.</summary>
    /// <value>Null: the metric that the task is judged by, AUC, log loss (more than two classes) or RMSE.</value>
    public Metric? Metric { get; init; }

    /// <summary>How each candidate is cross-validated.</summary>
    /// <value>Five stratified folds, every metric of the task.</value>
    public CrossValidationOptions CrossValidation { get; init; } = new();

    /// <summary>How likely a switch from the first candidate may be where all are equal, over all comparisons.</summary>
    /// <value>0.05.</value>
    public double FalseAlarmRate { get; init => field = value is > 0 and < 0.5 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "FalseAlarmRate is above 0 and below 0.5."); } = 0.05;

    /// <summary>How much better than the first a candidate must be for sure, in the unit of the metric, before a switch pays.</summary>
    /// <value>0.</value>
    public double MinimumImprovement { get; init => field = value >= 0 && double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "MinimumImprovement is at least 0 and finite."); }
}
