namespace Mlops.Sdk.Extensibility;

/// <summary>A condition on the terms of a document: it has one of some values under a name.</summary>
/// <param name="Name">The name of the term.</param>
/// <param name="AnyOf">The values; a document without any of them is not found.</param>
public sealed record DocumentTermFilter(string Name, ValueList<string> AnyOf)
{
    /// <summary>Whether a value stands for all that begin with it.</summary>
    /// <value>False.</value>
    public bool IsPrefix { get; init; }

    /// <summary>Whether terms meet the condition. Stores may share it.</summary>
    /// <param name="terms">The terms of a document.</param>
    public bool Matches(IEnumerable<DocumentTerm> terms)
    {
        ArgumentNullException.ThrowIfNull(terms);
        return terms.Any(term => term.Name == Name && AnyOf.Any(value => IsPrefix ? term.Value.StartsWith(value, StringComparison.Ordinal) : term.Value == value));
    }
}
