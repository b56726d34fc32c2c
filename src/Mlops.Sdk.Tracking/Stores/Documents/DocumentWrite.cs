namespace Mlops.Sdk.Extensibility;

/// <summary>A document to write.</summary>
/// <param name="Kind">The kind, a short word of the package that owns it, such as <c>dataset</c>.</param>
/// <param name="Key">The key, unique within the kind, at most 1,000 characters.</param>
/// <param name="Expected">The revision that it stands at; 0 when it was never written. A removed document stands at the revision of its removal.</param>
/// <param name="Body">What it says from then on, JSON; null removes it, and keeps its history.</param>
public sealed record DocumentWrite(string Kind, string Key, int Expected, string? Body)
{
    /// <summary>What the document is found by at this revision; a name may have many values.</summary>
    /// <value>Empty.</value>
    public ValueList<DocumentTerm> Terms { get; init; } = [];
}
