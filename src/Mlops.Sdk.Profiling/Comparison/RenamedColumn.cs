namespace Mlops.Sdk;

/// <summary>A column that may have another name in the second profile.</summary>
/// <param name="Before">Its name in the first profile.</param>
/// <param name="After">Its likely name in the second.</param>
/// <param name="Distance">How far the values lie apart, 0 to 1 (<see cref="DistributionDistance.Distance"/>).</param>
public sealed record RenamedColumn(string Before, string After, double Distance);
