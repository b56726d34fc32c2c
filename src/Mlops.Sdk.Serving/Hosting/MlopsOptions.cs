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

    /// <summary>Whose signatures of models are trusted, and what becomes of a model without one: with <see cref="SignatureCheck.Require"/> the version that was served before stays in use.</summary>
    /// <value><see cref="SignatureCheck.Off"/>.</value>
    public SignatureCheck Signatures { get; init; } = SignatureCheck.Off;

    /// <summary>The keys that the artifacts of the workspace are encrypted with.</summary>
    /// <value>Null: they are not encrypted.</value>
    public ArtifactKeys? ArtifactKeys { get; init; }

    /// <summary>The clock.</summary>
    /// <value>The system's clock.</value>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
