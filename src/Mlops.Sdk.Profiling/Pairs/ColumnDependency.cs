namespace Mlops.Sdk;

/// <summary>One column that determines another one, but for a few rows (an approximate functional dependency).</summary>
/// <param name="Determinant">The column that determines.</param>
/// <param name="Dependent">The column that is determined: to each value of the other belongs one of its values.</param>
/// <param name="ViolationShare">The least share of the rows compared that has to go for it to hold without exception (the measure g3), 0 to 1.</param>
/// <param name="RowsCompared">The rows that say something: both columns are there and the value of <paramref name="Determinant"/> occurs more than once.</param>
/// <param name="RowsLookedAt">The rows of the sample.</param>
public sealed record ColumnDependency(string Determinant, string Dependent, double ViolationShare, long RowsCompared, long RowsLookedAt)
{
    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{Determinant} -> {Dependent} (violated by {ViolationShare:P2} of {RowsCompared:N0} rows)");
}
