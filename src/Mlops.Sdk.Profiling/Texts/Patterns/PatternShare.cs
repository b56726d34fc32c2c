namespace Mlops.Sdk;

/// <summary>A form that texts of a column have.</summary>
/// <param name="Mask">Letters as <c>A</c> and <c>a</c>, digits as <c>9</c>, signs as they are, signs beyond ASCII as <c>¤</c>; runs of more than four as <c>a{7}</c>, ranges as <c>a{2,9}</c>.</param>
/// <param name="Count">How many rows have it; exact.</param>
/// <param name="Share">The share of the rows that are not missing or empty, 0 to 1.</param>
/// <param name="Prefix">What all of them begin with, at most 12 bytes; empty where nothing, or where values of the column are not shown.</param>
public sealed record PatternShare(string Mask, long Count, double Share, string Prefix);
