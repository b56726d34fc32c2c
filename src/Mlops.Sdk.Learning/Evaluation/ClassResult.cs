namespace Mlops.Sdk;

/// <summary>How well one class is told from the rest.</summary>
/// <param name="Class">The class.</param>
/// <param name="Rows">Its rows; their weight where there are weights.</param>
/// <param name="Precision">The share of the rows taken for it that are of it; null when none was.</param>
/// <param name="Recall">The share of its rows that were taken for it; null when it has none.</param>
/// <param name="F1">The harmonic mean of both.</param>
/// <param name="Auc">Area under the ROC curve against the rest.</param>
public sealed record ClassResult(string Class, double Rows, double? Precision, double? Recall, double? F1, double? Auc);

/// <summary>What the rows with the highest scores hold.</summary>
/// <param name="DepthFraction">The share of all rows.</param>
/// <param name="Threshold">The lowest score among them.</param>
/// <param name="CapturedFraction">The share of all positive rows that is among them.</param>
/// <param name="Lift">How much more often they are positive than all rows.</param>
public sealed record GainRow(double DepthFraction, double Threshold, double CapturedFraction, double Lift);

/// <summary>Predicted and observed frequency of the rows whose probability lies in a bin.</summary>
/// <param name="From">The lower edge.</param>
/// <param name="To">The upper edge.</param>
/// <param name="Rows">The rows in it; their weight where there are weights.</param>
/// <param name="Predicted">The mean predicted probability.</param>
/// <param name="Observed">The share of rows in which it came true.</param>
public sealed record CalibrationBin(double From, double To, double Rows, double Predicted, double Observed)
{
    /// <summary>The lower end of the 95% interval of the observed share (Wilson 1927); with weights for as many rows as they are worth.</summary>
    public double Lower { get; init; }

    /// <summary>The upper end of that interval. Where the mean prediction lies outside, it is off by more than chance.</summary>
    public double Upper { get; init; }
}
