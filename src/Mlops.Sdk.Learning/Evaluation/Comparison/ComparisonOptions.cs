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
}
