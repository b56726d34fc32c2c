namespace Mlops.Sdk.Extensibility;

/// <summary>A document to write.</summary>
/// <param name="Kind">The kind, a short word of the package that owns it, such as <c>dataset</c>.</param>
/// <param name="Key">The key, unique within the kind, at most 1,000 characters.</param>
/// <param name="Expected">The revision that it stands at; 0 when it was never written. A removed document stands at the revision of its removal.</param>
/// <param name="Body">What it says from then on, JSON; null removes it, and keeps its history.</param>
public sealed record DocumentWrite(string Kind, string Key, int Expected, string? Body)
{
    /// <summary>Whether the document stays as it is: that it stands at the revision is a condition of the transaction, and nothing of it is written.</summary>
    /// <value>False.</value>
    public bool IsUnchanged { get; private init; }

    /// <summary>What the document is found by at this revision; a name may have many values.</summary>
    /// <value>Empty.</value>
    public ValueList<DocumentTerm> Terms { get; init; } = [];

    /// <summary>Asks that a document stands at a revision, and leaves it there: what was read of it still holds when the others are written.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="key">The key.</param>
    /// <param name="expected">The revision that it stands at; 0 when it was never written.</param>
    public static DocumentWrite Unchanged(string kind, string key, int expected) => new(kind, key, expected, null) { IsUnchanged = true };
}
