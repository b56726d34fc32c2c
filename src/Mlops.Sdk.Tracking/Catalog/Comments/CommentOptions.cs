namespace Mlops.Sdk;

/// <summary>What a comment is about.</summary>
public sealed record CommentOptions
{
    /// <summary>The column.</summary>
    /// <value>Null: the whole.</value>
    public string? Column { get; init; }

    /// <summary>The comment that it answers (<see cref="CatalogComment.Id"/>).</summary>
    /// <value>Null: it begins a thread.</value>
    public string? ReplyTo { get; init; }
}
