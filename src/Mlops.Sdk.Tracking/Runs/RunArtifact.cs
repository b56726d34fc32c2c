namespace Mlops.Sdk;

/// <summary>A file that a run kept. The content is stored once, under its hash.</summary>
/// <param name="Path">The name inside the run, with <c>/</c> between folders.</param>
/// <param name="Sha256">SHA-256 of the content, lower-case hexadecimal.</param>
/// <param name="Size">Bytes.</param>
/// <param name="MediaType">What the content is, such as <c>text/html</c>.</param>
/// <param name="CreatedAt">When it was logged.</param>
public sealed record RunArtifact(string Path, string Sha256, long Size, string MediaType, DateTimeOffset CreatedAt);
