namespace Mlops.Sdk;

/// <summary>A feature that gives the label away.</summary>
/// <param name="Feature">The feature.</param>
/// <param name="Kind">How it does.</param>
/// <param name="Value">How much.</param>
/// <param name="Threshold">From where on that is too much.</param>
public sealed record TargetLeak(string Feature, TargetLeakKind Kind, double Value, double Threshold);
