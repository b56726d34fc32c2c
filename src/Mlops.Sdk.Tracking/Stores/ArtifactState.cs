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

    /// <summary>The content is encrypted with a key that the store was not given.</summary>
    Locked = 3,
}
