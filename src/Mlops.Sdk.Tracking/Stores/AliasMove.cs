namespace Mlops.Sdk.Extensibility;

/// <summary>What came of an attempt to move an alias.</summary>
/// <param name="Moved">Whether it was moved.</param>
/// <param name="Holder">The version that holds it now; null when nobody does.</param>
public readonly record struct AliasMove(bool Moved, int? Holder);
