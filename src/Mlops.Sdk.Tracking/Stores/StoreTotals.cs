namespace Mlops.Sdk.Extensibility;

/// <summary>How much a store holds.</summary>
/// <param name="Runs">Runs.</param>
/// <param name="Points">Metric points of all runs.</param>
public readonly record struct StoreTotals(long Runs, long Points);
