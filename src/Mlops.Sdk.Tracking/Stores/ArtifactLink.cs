namespace Mlops.Sdk.Extensibility;

/// <summary>A reference from the store to an artifact.</summary>
/// <param name="Owner">Who refers to it, in words for a message: <c>model "income" version 3</c>.</param>
/// <param name="Sha256">The hash it is stored under.</param>
/// <param name="Size">The bytes it must have.</param>
public sealed record ArtifactLink(string Owner, string Sha256, long Size);
