namespace Mlops.Sdk;

/// <summary>Two values of a column that stand for each other in joined rows and differ.</summary>
/// <param name="Training">The value in the training row; null where it is missing, or may not be shown.</param>
/// <param name="Serving">The value in the serving row; null where it is missing, or may not be shown.</param>
/// <param name="Rows">In how many joined rows.</param>
/// <param name="TrainingRow">The first such training row, from 0 on.</param>
/// <param name="ServingRow">The serving row of the same key.</param>
public sealed record SkewPair(string? Training, string? Serving, long Rows, long TrainingRow, long ServingRow);
