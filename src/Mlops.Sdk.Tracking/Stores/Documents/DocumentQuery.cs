namespace Mlops.Sdk.Extensibility;

/// <summary>What documents to look for.</summary>
public sealed record DocumentQuery
{
    /// <summary>The kind.</summary>
    public required string Kind { get; init; }

    /// <summary>What the key begins with.</summary>
    /// <value>Null: anything.</value>
    public string? KeyPrefix { get; init; }

    /// <summary>Conditions on the terms; all must hold.</summary>
    /// <value>Empty.</value>
    public ValueList<DocumentTermFilter> Terms { get; init; } = [];

    /// <summary>The time to look at: documents are found as they were then.</summary>
    /// <value>Null: now.</value>
    public DateTimeOffset? AsOf { get; init; }

    /// <summary>Whether documents that were removed are found too, at their removal. Such have no terms.</summary>
    /// <value>False.</value>
    public bool IncludeRemoved { get; init; }

    /// <summary>The key after which the page begins.</summary>
    /// <value>Null: at the first.</value>
    public string? After { get; init; }

    /// <summary>How many documents to give at most, 1 to 10,000.</summary>
    /// <value>1,000.</value>
    public int Most { get; init; } = 1000;
}
