namespace Mlops.Sdk;

/// <summary>How often one value occurs in two profiles.</summary>
/// <param name="Value">The value as it may be shown.</param>
/// <param name="Before">The rows that have it in the first profile, for certain.</param>
/// <param name="After">The rows that have it in the second profile, for certain.</param>
/// <param name="BeforeShare">Its share of the rows with a value in the first profile; NaN without any.</param>
/// <param name="AfterShare">Its share of the rows with a value in the second profile; NaN without any.</param>
public sealed record ValueDifference(string Value, long Before, long After, double BeforeShare, double AfterShare);
