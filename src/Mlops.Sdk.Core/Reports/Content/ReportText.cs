namespace Mlops.Sdk;

/// <summary>A paragraph of plain text. It is shown literally: markup in it is escaped, a line break starts a new line.</summary>
/// <param name="Text">The text.</param>
public sealed record ReportText(string Text) : ReportBlock;
