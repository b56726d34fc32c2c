namespace Mlops.Sdk;

/// <summary>A text out of a column, as far as it may be shown.</summary>
/// <param name="Text">The text, cut after 48 bytes; its mask or a short hash where values of the column are not shown.</param>
/// <param name="Count">How many rows have it; exact.</param>
public sealed record TextExample(string Text, long Count);
