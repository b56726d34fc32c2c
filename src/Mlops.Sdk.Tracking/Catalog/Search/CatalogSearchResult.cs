using System.Collections.Immutable;

namespace Mlops.Sdk;

/// <summary>What was found in the catalog.</summary>
/// <param name="Hits">The best first, then by name.</param>
/// <param name="Total">How many there are, also those beyond <see cref="CatalogQuery.Most"/>.</param>
/// <param name="Tags">How many of all hits have each tag.</param>
/// <param name="Owners">How many of all hits have each owner.</param>
/// <param name="Pii">How many of all hits have columns with each kind of personal data.</param>
public sealed record CatalogSearchResult(
    ImmutableArray<CatalogHit> Hits, int Total, ImmutableSortedDictionary<string, int> Tags, ImmutableSortedDictionary<string, int> Owners, ImmutableSortedDictionary<string, int> Pii);

/// <summary>Something that was found in the catalog.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">Its name.</param>
/// <param name="Score">How well it matches; only to compare hits of one search.</param>
/// <param name="Where">Where the words were found: <c>name</c>, <c>tag</c>, <c>column 'Age'</c>, <c>comment</c>.</param>
public sealed record CatalogHit(CatalogHitKind Kind, string Name, double Score, ValueList<string> Where)
{
    /// <summary>One line.</summary>
    public override string ToString() => $"{Kind} {Name}{(Where.Count > 0 ? $" ({string.Join(", ", Where)})" : "")}";
}

/// <summary>What a hit is.</summary>
public enum CatalogHitKind
{
    /// <summary>A dataset.</summary>
    Dataset = 0,

    /// <summary>A source.</summary>
    Source = 1,

    /// <summary>A term of the glossary.</summary>
    Term = 2,
}
