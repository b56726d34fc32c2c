namespace Mlops.Sdk.Extensibility;

/// <summary>Content in an artifact store.</summary>
/// <param name="Sha256">Its hash, lower-case hexadecimal.</param>
/// <param name="Size">Its bytes.</param>
public readonly record struct ArtifactBlob(string Sha256, long Size);
