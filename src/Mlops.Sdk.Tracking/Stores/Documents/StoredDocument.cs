namespace Mlops.Sdk.Extensibility;

/// <summary>A document at one of its revisions.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Key">The key, unique within the kind.</param>
/// <param name="Revision">Which change of it this is, from 1.</param>
/// <param name="Body">What it says, JSON; null at a revision that removed it.</param>
/// <param name="WrittenAt">When.</param>
/// <param name="WrittenBy">Who; null when that was not known.</param>
public sealed record StoredDocument(string Kind, string Key, int Revision, string? Body, DateTimeOffset WrittenAt, string? WrittenBy);
