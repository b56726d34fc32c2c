namespace Mlops.Sdk.Numerics;

/// <summary>An item with the bounds of its count.</summary>
/// <param name="Item">The item.</param>
/// <param name="LowerCount">It came at least so often.</param>
/// <param name="UpperCount">It came at most so often.</param>
/// <typeparam name="T">The type of the items.</typeparam>
public readonly record struct FrequentItem<T>(T Item, long LowerCount, long UpperCount);
