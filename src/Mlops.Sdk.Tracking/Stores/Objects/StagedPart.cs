namespace Mlops.Sdk.Extensibility;

/// <summary>A part of an object that was sent and is not visible yet.</summary>
/// <param name="Number">Its number, from 0.</param>
/// <param name="Size">Its bytes.</param>
/// <param name="Sha256">SHA-256 of it, lower-case hexadecimal.</param>
/// <param name="SentAt">When it was sent.</param>
/// <param name="Tag">What the store needs to put the object together.</param>
public sealed record StagedPart(int Number, long Size, string Sha256, DateTimeOffset SentAt, string Tag);
