using System.Collections.Immutable;

namespace Mlops.Sdk;

/// <summary>One way to balance classes and how good models are with it.</summary>
/// <param name="Name">Its name: <c>none</c>, <c>weights</c>, <c>partial</c> or <c>full</c>.</param>
/// <param name="Options">What <c>Rebalance</c> takes to do it.</param>
/// <param name="Report">Its cross-validation: decisions are tuned and probabilities recalibrated inside each fold.</param>
/// <param name="ToNone">How each metric differs from leaving rows alone, where both are defined in two folds; empty for that itself.</param>
public sealed record RebalanceCandidate(string Name, RebalanceOptions Options, CrossValidationReport Report, ImmutableArray<PairedComparison> ToNone)
{
    /// <summary>The mean of a metric over the folds; null where it is undefined.</summary>
    /// <param name="metric">One of the metrics of the advice.</param>
    public double? Mean(Metric metric) => Report[metric].Mean;
}
