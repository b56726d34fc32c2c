namespace Mlops.Sdk;

/// <summary>Where the models of a host come from, and how it follows them.</summary>
public sealed record MlopsOptions
{
    /// <summary>The directory of the workspace.</summary>
    /// <value><c>./mlops</c>.</value>
    public string Workspace { get; init; } = "./mlops";

    /// <summary>How often it is looked whether an alias has moved.</summary>
    /// <value>5 seconds.</value>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The clock.</summary>
    /// <value>The system's clock.</value>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
