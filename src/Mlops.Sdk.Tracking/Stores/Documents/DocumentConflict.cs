namespace Mlops.Sdk.Extensibility;

/// <summary>A document that stands at another revision than a write expected.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Key">The key.</param>
/// <param name="Expected">The revision that was expected; 0 for none.</param>
/// <param name="Found">The revision that it stands at; 0 when there is none.</param>
public sealed record DocumentConflict(string Kind, string Key, int Expected, int Found);
