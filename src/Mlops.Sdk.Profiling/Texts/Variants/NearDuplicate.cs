namespace Mlops.Sdk;

/// <summary>A rare level that is likely a slip of the pen for a frequent one.</summary>
/// <param name="Rare">The rare level; masked where values of the column are not shown.</param>
/// <param name="RareCount">How many rows have it.</param>
/// <param name="Frequent">The frequent level.</param>
/// <param name="FrequentCount">How many rows have that.</param>
/// <param name="Distance">How many letters have to be changed: 1 or 2.</param>
public sealed record NearDuplicate(string Rare, long RareCount, string Frequent, long FrequentCount, int Distance);
