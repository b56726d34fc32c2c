namespace Mlops.Sdk;

/// <summary>A version that a change of data reaches.</summary>
/// <param name="Version">The version.</param>
/// <param name="Aliases">The aliases that it holds.</param>
/// <param name="Stage">Its stage.</param>
/// <param name="Deployments">Where it answers.</param>
/// <param name="Features">The features that the column feeds; empty when no column was asked about, or when the bundle does not tell.</param>
public sealed record ModelImpact(ModelVersion Version, ValueList<string> Aliases, ModelStage Stage, ValueList<string> Deployments, ValueList<string> Features);
