namespace Mlops.Sdk;

/// <summary>What is known of rows that were answered.</summary>
public sealed record PredictionLogOptions
{
    /// <summary>The place that answered.</summary>
    /// <value>Null: none that is known.</value>
    public string? Deployment { get; init; }

    /// <summary>Where the answers are kept: a path, a table. A user, a password, a key or a token in it is left out.</summary>
    /// <value>Null: not said.</value>
    public string? Location { get; init; }

    /// <summary>The dataset that was scored; its fingerprint is noted.</summary>
    /// <value>Null: none.</value>
    public Dataset? Input { get; init; }

    /// <summary>When the first row was answered.</summary>
    /// <value>Null: when the last was.</value>
    public DateTimeOffset? From { get; init; }

    /// <summary>When the last row was answered.</summary>
    /// <value>Null: now.</value>
    public DateTimeOffset? Until { get; init; }
}
