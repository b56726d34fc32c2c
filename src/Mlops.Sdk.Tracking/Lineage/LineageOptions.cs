namespace Mlops.Sdk;

/// <summary>How far a lineage is followed.</summary>
public sealed record LineageOptions
{
    /// <summary>Which way.</summary>
    /// <value><see cref="LineageDirection.Both"/>: all that it came from and all that came of it.</value>
    public LineageDirection Direction { get; init; } = LineageDirection.Both;

    /// <summary>The time to look at: an alias stands for whoever held it then, and what was not there yet is left out.</summary>
    /// <value>Null: now.</value>
    public DateTimeOffset? AsOf { get; init; }

    /// <summary>Whether columns and features are nodes of their own, between a dataset and a model.</summary>
    /// <value>False.</value>
    public bool Columns { get; init; }

    /// <summary>How many steps to go at most.</summary>
    /// <value>64.</value>
    public int MaxDepth { get; init; } = 64;

    /// <summary>How many nodes to find at most; a finding (LIN001) tells when there are more.</summary>
    /// <value>5,000.</value>
    public int MaxNodes { get; init; } = 5000;
}
