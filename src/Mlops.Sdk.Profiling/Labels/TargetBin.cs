using System.Collections.Immutable;

namespace Mlops.Sdk;

/// <summary>The label where a feature has some value.</summary>
/// <param name="Name">The level, or the range of numbers or moments.</param>
/// <param name="IsMissing">Whether these are the rows in which the feature is missing.</param>
/// <param name="Rows">How many rows with a label there are.</param>
/// <param name="Rates">For two classes the share of the positive one, for more the share of each of <see cref="TargetProfile.Classes"/>, for a number its mean.</param>
public sealed record TargetBin(string Name, bool IsMissing, long Rows, ImmutableArray<TargetRate> Rates);
