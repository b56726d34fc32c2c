namespace Mlops.Sdk;

/// <summary>A class of the label.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Rows">Its rows among those looked at.</param>
/// <param name="Share">Their share of the rows with a label.</param>
public sealed record TargetClass(string Name, long Rows, double Share);
