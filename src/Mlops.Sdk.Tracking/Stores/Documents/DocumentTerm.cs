namespace Mlops.Sdk.Extensibility;

/// <summary>Something that a document is found by.</summary>
/// <param name="Name">What the value is, such as <c>owner</c>.</param>
/// <param name="Value">The value.</param>
public readonly record struct DocumentTerm(string Name, string Value);
