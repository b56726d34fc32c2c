namespace Mlops.Sdk;

/// <summary>An experiment: a name that runs share.</summary>
/// <param name="Name">The name.</param>
/// <param name="CreatedAt">When its first run started.</param>
/// <param name="Runs">How many runs it has.</param>
/// <param name="LastStartedAt">When its latest run started; null when it has none.</param>
public sealed record ExperimentInfo(string Name, DateTimeOffset CreatedAt, long Runs, DateTimeOffset? LastStartedAt);
