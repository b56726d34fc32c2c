namespace Mlops.Sdk;

/// <summary>What was decided of one feature, and why.</summary>
/// <param name="Feature">The feature.</param>
/// <param name="Score">What it tells of the label: mutual information in nats, corrected for chance, at least 0; null where it was not judged.</param>
/// <param name="Rank">Its place by score, from 1.</param>
/// <param name="IsKept">Whether the model gets to see it.</param>
/// <param name="RedundantWith">The feature that says the same, if that is why it was dropped.</param>
/// <param name="Reason">Why it was kept or dropped, in words.</param>
public sealed record FeatureScore(string Feature, double? Score, int Rank, bool IsKept, string? RedundantWith, string Reason);
