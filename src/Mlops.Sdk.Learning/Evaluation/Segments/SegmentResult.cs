using System.Collections.Immutable;

namespace Mlops.Sdk;

/// <summary>How good predictions are on a part of the rows.</summary>
/// <param name="Column">The column that cuts the rows.</param>
/// <param name="Segment">What the rows have in common, such as <c>city is Bern</c>.</param>
/// <param name="RowCount">How many of them have a label.</param>
/// <param name="Values">The metric that the task is judged by, with its interval, then accuracy and log loss of classes or the mean absolute error of numbers.</param>
/// <param name="IsWorse">Whether the first metric is worse than on all rows by more than chance, over all segments.</param>
public sealed record SegmentResult(string Column, string Segment, int RowCount, ImmutableArray<MetricValue> Values, bool IsWorse);
