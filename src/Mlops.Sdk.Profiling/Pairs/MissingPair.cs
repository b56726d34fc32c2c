namespace Mlops.Sdk;

/// <summary>Two columns that are missing in the same rows, or in different ones.</summary>
/// <param name="A">One column.</param>
/// <param name="B">The other one, later in the table.</param>
/// <param name="Correlation">Pearson's correlation of being missing (phi), -1 to 1: 1 where both are missing in the same rows.</param>
/// <param name="BothMissing">In how many of the rows looked at both are missing.</param>
/// <param name="Rows">The rows looked at.</param>
public sealed record MissingPair(string A, string B, double Correlation, long BothMissing, long Rows);
