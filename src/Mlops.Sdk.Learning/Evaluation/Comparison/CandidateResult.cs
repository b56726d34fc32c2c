namespace Mlops.Sdk;

/// <summary>One candidate of a comparison.</summary>
/// <param name="Rank">Its place, from 1.</param>
/// <param name="Name">Its name.</param>
/// <param name="Value">The metric over the folds.</param>
/// <param name="Report">Its whole cross-validation.</param>
/// <param name="IsTied">Whether it is not the best but its mean lies within one standard error of the best.</param>
/// <param name="ToBest">Its difference to the best, with a test; null for the best itself.</param>
public sealed record CandidateResult(int Rank, string Name, CrossValidatedMetric Value, CrossValidationReport Report, bool IsTied, PairedComparison? ToBest);
