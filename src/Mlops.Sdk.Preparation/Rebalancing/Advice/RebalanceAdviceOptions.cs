namespace Mlops.Sdk;

/// <summary>What rebalancing is compared by and how.</summary>
public sealed record RebalanceAdviceOptions
{
    /// <summary>What makes or leaves out rows, in part and in full.</summary>
    /// <value>Null: SMOTE, and where it does not take the data (infinite numbers, no features to measure by) random oversampling.</value>
    public RebalanceMethod? Method { get; init; }

    /// <summary>The ratio of rebalancing in part; above 0 and below 1.</summary>
    /// <value>0.3.</value>
    public double PartialRatio { get; init => field = Valid.Fraction(value, nameof(PartialRatio)); } = 0.3;

    /// <summary>What has to be better for sure before rebalancing is advised.</summary>
    /// <value><see cref="Metric.AucPr"/>, which no threshold and no calibration changes: what rebalancing gains beyond them.</value>
    public Metric Metric { get; init; } = Metric.AucPr;

    /// <summary>How the candidates are cross-validated; metrics are those of the report.</summary>
    /// <value>Five stratified folds.</value>
    public CrossValidationOptions CrossValidation { get; init; } = new();

    /// <summary>In how many folds of the training part decision and calibration are learnt; at least 2.</summary>
    /// <value>3: every candidate costs four fits a fold.</value>
    public int CalibrationFolds { get; init => field = Valid.AtLeast(value, 2, nameof(CalibrationFolds)); } = 3;

    /// <summary>How likely it may be that rebalancing is advised where it changes nothing, over all candidates.</summary>
    /// <value>0.05.</value>
    public double FalseAlarmRate { get; init => field = value is > 0 and < 0.5 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "FalseAlarmRate is above 0 and below 0.5."); } = 0.05;
}
