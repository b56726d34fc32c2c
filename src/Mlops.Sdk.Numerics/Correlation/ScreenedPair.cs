namespace Mlops.Sdk.Numerics;

/// <summary>Two columns and how strongly they seem to go together.</summary>
/// <param name="First">The number of one column.</param>
/// <param name="Second">The number of the other one, greater.</param>
/// <param name="Score">The correlation in size, 0 to 1.</param>
public readonly record struct ScreenedPair(int First, int Second, double Score);
