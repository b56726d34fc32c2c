namespace Mlops.Sdk;

/// <summary>The problem of an experiment, as it was from some time on.</summary>
/// <param name="Problem">The problem.</param>
/// <param name="ChangedAt">Since when.</param>
/// <param name="ChangedBy">Who wrote it.</param>
public sealed record ExperimentProblem(Problem Problem, DateTimeOffset ChangedAt, string? ChangedBy);
