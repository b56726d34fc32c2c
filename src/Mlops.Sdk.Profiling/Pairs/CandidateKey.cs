using System.Collections.Immutable;

namespace Mlops.Sdk;

/// <summary>Columns whose values together name a row.</summary>
/// <param name="Columns">The columns, in the order of the table; none of them can be left out.</param>
/// <param name="IsVerified">Whether every row of the table was compared; otherwise it is so in the rows looked at, and probably in all.</param>
/// <param name="RowsCompared">How many rows were compared.</param>
/// <param name="RepeatedShareBound">What share of the rows may repeat a value nevertheless, with 99.7 % confidence; 0 where verified.</param>
public sealed record CandidateKey(ImmutableArray<string> Columns, bool IsVerified, long RowsCompared, double RepeatedShareBound)
{
    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{string.Join(" + ", Columns)}{(IsVerified ? "" : FormattableString.Invariant($" (probably: {RowsCompared:N0} rows compared)"))}");
}
