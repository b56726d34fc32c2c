using System.Collections.Immutable;

namespace Mlops.Sdk;

/// <summary>Some rows of the table, to see what they look like: up to <see cref="ProfileOptions.ExampleRows"/> of each kind, in the order of the table.</summary>
/// <param name="First">The first rows; empty in a stored profile of a version that did not keep them.</param>
/// <param name="Last">The last rows; likewise.</param>
/// <param name="Random">Rows drawn at random, by the seed of the summary.</param>
public sealed record ShownRows(ImmutableArray<ShownRow> First, ImmutableArray<ShownRow> Last, ImmutableArray<ShownRow> Random)
{
    /// <summary>No rows.</summary>
    internal static ShownRows None { get; } = new([], [], []);

    // Values are whole: what cuts them before personal data is looked for would let a part of it through.
    internal static ImmutableArray<ShownRow> Of(Dataset? rows, Func<int, long> position, IEnumerable<int> which) =>
        rows is null ? [] : [.. which.Select(row => new ShownRow(position(row), [.. rows.Columns.Select(column => column.IsMissing(row) ? null : column.GetText(row))]))];
}
