namespace Mlops.Sdk;

/// <summary>How strongly two columns go together.</summary>
/// <param name="A">One column.</param>
/// <param name="B">The other one.</param>
/// <param name="Method">The measure: <c>pearson</c>.</param>
/// <param name="Value">From -1 to 1; NaN where one of them does not vary.</param>
public sealed record ColumnPair(string A, string B, string Method, double Value);
