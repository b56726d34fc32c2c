namespace Mlops.Sdk;

/// <summary>How many characters of a column are of one class.</summary>
/// <param name="Class">The class.</param>
/// <param name="Count">How many code points, over all rows.</param>
/// <param name="Share">The share of all code points, 0 to 1.</param>
public sealed record CharacterShare(CharacterClass Class, long Count, double Share);
