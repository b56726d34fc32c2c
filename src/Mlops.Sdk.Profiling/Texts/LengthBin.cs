namespace Mlops.Sdk;

/// <summary>How many texts have a length.</summary>
/// <param name="From">The least length in code points.</param>
/// <param name="Through">The greatest length, itself included; up to 127 the same.</param>
/// <param name="Count">How many rows.</param>
public sealed record LengthBin(int From, int Through, long Count);
