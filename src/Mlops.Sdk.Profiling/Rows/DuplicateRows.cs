using System.Collections.Immutable;

namespace Mlops.Sdk;

/// <summary>How many rows of a table are the same. Missing equals missing, and 0 equals -0.</summary>
/// <remarks>Exact up to 200,000 different rows (<see cref="DatasetSummaryOptions.ExactValues"/>), but for collisions of 64-bit hashes; beyond, estimated from the rows of 16,384 different ones, with bounds of three standard errors (99.7 %).</remarks>
public sealed record DuplicateRows
{
    /// <summary>The rows of the table.</summary>
    public required long Rows { get; init; }

    /// <summary>How many rows repeat an earlier one: what leaving out duplicates takes away (pandas: <c>duplicated().sum()</c>).</summary>
    public required long RepeatedRows { get; init; }

    /// <summary>How far <see cref="RepeatedRows"/> may be off; 0 where exact.</summary>
    public required double RepeatedRowsBound { get; init; }

    /// <summary>How many different rows occur more than once.</summary>
    public required long RepeatedGroups { get; init; }

    /// <summary>How far <see cref="RepeatedGroups"/> may be off; 0 where exact.</summary>
    public required double RepeatedGroupsBound { get; init; }

    /// <summary>How many rows have an equal, the first of each group among them (pandas: <c>duplicated(keep=False).sum()</c>).</summary>
    public required long RowsInGroups { get; init; }

    /// <summary>How far <see cref="RowsInGroups"/> may be off; 0 where exact.</summary>
    public required double RowsInGroupsBound { get; init; }

    /// <summary>Whether the numbers are exact.</summary>
    public required bool IsExact { get; init; }

    /// <summary>The columns that were not compared.</summary>
    public required ImmutableArray<string> Ignored { get; init; }

    /// <summary>The most repeated rows that are known, most repeated first.</summary>
    public required ImmutableArray<RepeatedRow> Examples { get; init; }

    /// <summary>The share of the rows that repeat an earlier one, 0 to 1.</summary>
    public double RepeatedShare => Rows == 0 ? 0 : (double)RepeatedRows / Rows;

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{RepeatedRows:N0} of {Rows:N0} rows repeat an earlier one{(IsExact ? "" : FormattableString.Invariant($" (within {RepeatedRowsBound:N0})"))}; {RepeatedGroups:N0} different rows occur more than once");
}
