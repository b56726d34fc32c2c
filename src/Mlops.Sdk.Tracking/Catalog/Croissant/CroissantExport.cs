using System.Collections.Immutable;

namespace Mlops.Sdk;

/// <summary>A version of a dataset as a folder that others can read: the data as CSV and its description as Croissant 1.1.</summary>
/// <param name="MetadataPath">The description: <c>croissant.json</c>.</param>
/// <param name="DataPath">The data.</param>
/// <param name="Findings">What Croissant asks for and the catalog does not know (CAT040).</param>
public sealed record CroissantExport(string MetadataPath, string DataPath, ImmutableArray<Finding> Findings);
