using System.Collections.Immutable;

namespace Mlops.Sdk;

/// <summary>How many rows of one table occur in another one, as test rows in the data that a model learnt from.</summary>
/// <remarks>Exact up to four million different rows of the first table, but for collisions of 64-bit hashes; beyond, estimated from those whose hash is small, with bounds of three standard errors. Missing equals missing.</remarks>
public sealed record RowOverlap
{
    /// <summary>The rows of the table that was looked into.</summary>
    public required long Rows { get; init; }

    /// <summary>The rows of the other table, each of which was looked up.</summary>
    public required long OtherRows { get; init; }

    /// <summary>How many of <see cref="OtherRows"/> have the same features and the same label as a row of the first table; null when one of the tables has no label.</summary>
    public required long? SharedRows { get; init; }

    /// <summary>How many have the same features, whatever the label.</summary>
    public required long SharedFeatures { get; init; }

    /// <summary>How far <see cref="SharedRows"/> and <see cref="SharedFeatures"/> may be off; 0 where exact.</summary>
    public required double Bound { get; init; }

    /// <summary>Whether the numbers are exact.</summary>
    public required bool IsExact { get; init; }

    /// <summary>The columns compared: features, then the label.</summary>
    public required ImmutableArray<string> Columns { get; init; }

    /// <summary>The share of the other table's rows whose features occur in the first, 0 to 1.</summary>
    public double SharedShare => OtherRows == 0 ? 0 : (double)SharedFeatures / OtherRows;

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{SharedFeatures:N0} of {OtherRows:N0} rows ({SharedShare:P2}) have the features of a row among the {Rows:N0}{(SharedRows is { } same ? FormattableString.Invariant($", {same:N0} also its label") : "")}{(IsExact ? "" : FormattableString.Invariant($"; within {Bound:N0}"))}");
}
