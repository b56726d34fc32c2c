namespace Mlops.Sdk;

/// <summary>A row that breaks a rule.</summary>
/// <param name="Row">The number of the row; rows begin at 0.</param>
/// <param name="Value">Its value, cut to 120 characters; null when values are not shown.</param>
public sealed record RowExample(long Row, string? Value);
