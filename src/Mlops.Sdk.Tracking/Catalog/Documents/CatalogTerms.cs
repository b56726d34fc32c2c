using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>The terms of records, without those that have no value.</summary>
internal static class CatalogTerms
{
    public static IEnumerable<DocumentTerm> Of(params (string Name, string? Value)[] terms) =>
        terms.Where(term => term.Value is not null).Select(term => new DocumentTerm(term.Name, term.Value!));

    public static IEnumerable<DocumentTerm> Each(string name, IEnumerable<string> values) => values.Select(value => new DocumentTerm(name, value));
}
