namespace Mlops.Sdk;

/// <summary>One kind of personal data in a column.</summary>
/// <param name="Kind">The kind: one flag.</param>
/// <param name="Count">In how many rows it is: as the whole value or within it.</param>
/// <param name="Within">In how many of these it is within a longer text.</param>
/// <param name="Share">The share of the rows that are not missing or empty, 0 to 1.</param>
/// <param name="Evidence">What says so.</param>
/// <param name="Severity">Warning for what leads to a person or an account, Info for addresses of devices and places.</param>
public sealed record PiiFact(PiiKind Kind, long Count, long Within, double Share, PiiEvidence Evidence, Severity Severity);
