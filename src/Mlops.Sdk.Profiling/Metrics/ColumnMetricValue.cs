namespace Mlops.Sdk;

/// <summary>A number of the caller's own about a column.</summary>
/// <param name="Name">The name of the metric.</param>
/// <param name="Title">What it is in a few words.</param>
/// <param name="Value">The number; null where it is not defined, or not known any more: in a stored profile that was added to or merged without the metric at hand.</param>
/// <param name="Bound">How far it may be off; 0 where it is exact.</param>
/// <param name="Format">How the number is written on the page.</param>
public sealed record ColumnMetricValue(string Name, string Title, double? Value, double Bound, ReportNumberFormat Format);
