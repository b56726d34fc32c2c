namespace Mlops.Sdk;

/// <summary>Length and SHA-256 (lower-case hexadecimal) of an entry, as the manifest says.</summary>
internal readonly record struct ArchiveEntry(long Length, string Sha256);
