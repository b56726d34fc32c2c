namespace Mlops.Sdk.Numerics;

/// <summary>An item with bounds of its weight.</summary>
/// <param name="Item">The item.</param>
/// <param name="LowerWeight">It weighs at least so much.</param>
/// <param name="UpperWeight">It weighs at most so much; equal to the lower weight while weights are exact.</param>
/// <typeparam name="T">The type of the items.</typeparam>
public readonly record struct WeightedItem<T>(T Item, double LowerWeight, double UpperWeight);
