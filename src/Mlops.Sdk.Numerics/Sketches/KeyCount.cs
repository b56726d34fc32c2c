namespace Mlops.Sdk.Numerics;

/// <summary>A key and how often it came.</summary>
/// <param name="Key">The key: a well-mixed hash of a value.</param>
/// <param name="Count">How often, at least 1.</param>
public record struct KeyCount(ulong Key, long Count) : Sorting.ISortKey;
