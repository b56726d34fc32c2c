using System.Collections.Immutable;

namespace Mlops.Sdk;

/// <summary>A version as the acting principal sees it.</summary>
/// <param name="Version">The version, with the columns and rows that are seen.</param>
/// <param name="Data">The content that is seen.</param>
/// <param name="Detail">The hashes of what is seen, by column; empty where they are not known.</param>
internal sealed record SeenVersion(DatasetVersion Version, Dataset Data, ImmutableDictionary<string, ColumnDetail> Detail);
