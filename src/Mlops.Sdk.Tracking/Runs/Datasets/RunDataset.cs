namespace Mlops.Sdk;

/// <summary>A dataset that a run read or made, by its fingerprint.</summary>
/// <param name="Role">What it was to the run.</param>
/// <param name="Name">What the run calls it: <c>train</c>, <c>test</c>.</param>
/// <param name="Fingerprint">The hash of all its values (<see cref="DatasetFingerprint.Root"/>).</param>
/// <param name="Rows">Its rows.</param>
/// <param name="Columns">Its columns.</param>
/// <param name="Source">Where it came from, if that was said.</param>
public sealed record RunDataset(DatasetRole Role, string Name, string Fingerprint, long Rows, int Columns, string? Source);
