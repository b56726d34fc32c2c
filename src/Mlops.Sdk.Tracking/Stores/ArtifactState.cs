namespace Mlops.Sdk.Extensibility;

/// <summary>What a check of stored content found.</summary>
public enum ArtifactState
{
    /// <summary>The content matches its hash.</summary>
    Sound = 0,

    /// <summary>There is no such content.</summary>
    Missing = 1,

    /// <summary>There is content and it does not match its hash.</summary>
    Damaged = 2,
}
