namespace Mlops.Sdk;

/// <summary>A run of bytes in a dataset file.</summary>
internal sealed record FileSegment(string Kind, long Offset, long Length, string Sha256);
