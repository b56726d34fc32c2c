namespace Mlops.Sdk;

/// <summary>Something about the data that the report tells.</summary>
internal sealed record DetectionNote(string Code, string Message, string? Column = null);
