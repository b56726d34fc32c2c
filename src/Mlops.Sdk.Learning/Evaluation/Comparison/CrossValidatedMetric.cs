using System.Collections.Immutable;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>What a metric comes to over folds.</summary>
/// <param name="Metric">The metric.</param>
/// <param name="Mean">The mean over the folds in which it is defined; null where it is in none.</param>
/// <param name="StandardDeviation">The standard deviation over those folds (n - 1); null for fewer than two.</param>
/// <param name="StandardError">The standard deviation over the square root of the number of folds. Training parts overlap, so it is too small for a test; <see cref="CrossValidationReport.Compare"/> corrects for that.</param>
/// <param name="Values">The value of each fold.</param>
/// <param name="Reason">Why there is no value in some or all folds.</param>
public sealed record CrossValidatedMetric(Metric Metric, double? Mean, double? StandardDeviation, double? StandardError, ImmutableArray<double?> Values, string? Reason = null)
{
    /// <summary>Name, mean and standard error in one line.</summary>
    public override string ToString() => Mean is null ? $"{Metric.Name}: none ({Reason})" : $"{Metric.Name} {ReportNumber.Format(Mean)} ± {ReportNumber.Format(StandardError, digits: 2)}";
}

/// <summary>One fold of a cross-validation.</summary>
/// <param name="Repeat">Which repeat, from 1.</param>
/// <param name="Fold">Which fold of the repeat, from 1.</param>
/// <param name="TrainRows">The rows that were learnt from.</param>
/// <param name="ValidationRows">The rows that were judged by.</param>
/// <param name="Values">The metrics.</param>
public sealed record FoldResult(int Repeat, int Fold, int TrainRows, int ValidationRows, ImmutableArray<MetricValue> Values);
