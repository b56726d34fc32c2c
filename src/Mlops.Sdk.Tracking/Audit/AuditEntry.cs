namespace Mlops.Sdk;

/// <summary>A record in its place in the chain.</summary>
/// <param name="Sequence">Its place, from 1, without gaps.</param>
/// <param name="Record">What was done.</param>
/// <param name="PreviousHash">The hash of the entry before; 64 zeros for the first.</param>
/// <param name="Hash">SHA-256 over the hash before, the place and the record, lower-case hexadecimal.</param>
public sealed record AuditEntry(long Sequence, AuditRecord Record, string PreviousHash, string Hash);
