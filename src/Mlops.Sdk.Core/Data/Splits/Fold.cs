namespace Mlops.Sdk;

/// <summary>One part of a cross-validation.</summary>
/// <param name="Train">The rows to learn from, in their original order.</param>
/// <param name="Validation">The rows to judge by, in their original order.</param>
/// <param name="ValidationRows">The row numbers of <paramref name="Validation"/> in the dataset that was cut, ascending.</param>
public sealed record Fold(Dataset Train, Dataset Validation, ReadOnlyMemory<int> ValidationRows);
