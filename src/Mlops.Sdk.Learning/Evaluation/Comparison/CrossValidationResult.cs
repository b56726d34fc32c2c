using System.Collections.Immutable;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>What a cross-validation has computed.</summary>
internal sealed record CrossValidationResult(
    LabelData Label, CrossValidationOptions Options, ulong Seed, ImmutableArray<CrossValidatedMetric> Values, ImmutableArray<FoldResult> Folds, Predictions OutOfFold, ImmutableArray<int> OutOfFoldRows, ulong FoldsHash, TimeSpan Elapsed);
