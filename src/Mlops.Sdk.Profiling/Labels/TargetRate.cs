namespace Mlops.Sdk;

/// <summary>The share of a class, or the mean of a numeric label, in some rows.</summary>
/// <param name="Class">The class; null for a number.</param>
/// <param name="Value">The share or the mean; NaN without rows.</param>
/// <param name="Low">The lower end of the 95 % interval: Wilson's for a share, normal for a mean.</param>
/// <param name="High">The upper end.</param>
public readonly record struct TargetRate(string? Class, double Value, double Low, double High);
