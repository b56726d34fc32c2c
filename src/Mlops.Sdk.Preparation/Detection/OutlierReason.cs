namespace Mlops.Sdk;

/// <summary>What one column has to do with a row being an outlier.</summary>
/// <param name="Column">The column.</param>
/// <param name="Value">The value of the row, as text; null where missing.</param>
/// <param name="Share">Its part of all that speaks for an outlier, 0 to 1.</param>
/// <param name="Deviations">How many robust standard deviations a number lies above its median, negative below; null for a category, a missing value, or a column that does not vary.</param>
/// <param name="Words">A sentence, such as <c>Age 211 is 9.3 robust deviations above the median.</c></param>
public sealed record OutlierReason(string Column, string? Value, double Share, double? Deviations, string Words);
