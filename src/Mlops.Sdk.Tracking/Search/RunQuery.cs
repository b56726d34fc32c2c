namespace Mlops.Sdk;

/// <summary>What to look for among the runs, in what order, and from where on.</summary>
public sealed record RunQuery
{
    /// <summary>Only runs for which this holds.</summary>
    /// <value>Null: all runs.</value>
    public RunFilter? Where { get; init; }

    /// <summary>Whether to look among the runs that were set aside instead of among the others.</summary>
    /// <value>False.</value>
    public bool Deleted { get; init; }

    /// <summary>The order.</summary>
    /// <value><see cref="RunOrder.Newest"/>.</value>
    public RunOrder OrderBy { get; init; } = RunOrder.Newest;

    /// <summary>How many runs a page holds at most.</summary>
    /// <value>100.</value>
    public int PageSize { get; init; } = 100;

    /// <summary>Where to go on: the <see cref="RunPage.Next"/> of the page before, with the same filter and order. Runs that start meanwhile do not shift the pages.</summary>
    /// <value>Null: from the beginning.</value>
    public string? After { get; init; }
}
