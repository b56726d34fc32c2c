using System.Collections.Immutable;

namespace Mlops.Sdk;

/// <summary>How many texts of a column are of a type.</summary>
/// <param name="Type">The type; each text counts for the most telling of its types.</param>
/// <param name="Count">How many rows.</param>
/// <param name="Share">The share of the rows that are not missing, empty, blank or a word for nothing, 0 to 1; the shares of all types make 1.</param>
/// <param name="Examples">Up to three texts, as far as they may be shown.</param>
public sealed record TypeCount(SemanticType Type, long Count, double Share, ImmutableArray<TextExample> Examples);
