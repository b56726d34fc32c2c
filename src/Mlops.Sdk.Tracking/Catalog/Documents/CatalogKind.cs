using System.Text.Json.Serialization.Metadata;

namespace Mlops.Sdk;

/// <summary>The kinds of documents that the catalog keeps. Their names are stored and never change.</summary>
/// <typeparam name="T">What a document of the kind holds.</typeparam>
/// <param name="Name">The name of the kind.</param>
/// <param name="Json">How it is written.</param>
internal sealed record CatalogKind<T>(string Name, JsonTypeInfo<T> Json)
    where T : class, ICatalogRecord<T>;

internal static class CatalogKinds
{
    public static readonly CatalogKind<CatalogSource> Source = new("catalog.source", CatalogJson.Default.CatalogSource);
    public static readonly CatalogKind<DatasetEntry> Dataset = new("catalog.dataset", CatalogJson.Default.DatasetEntry);
    public static readonly CatalogKind<DatasetCounter> Counter = new("catalog.counter", CatalogJson.Default.DatasetCounter);
    public static readonly CatalogKind<DatasetVersion> Version = new("catalog.version", CatalogJson.Default.DatasetVersion);
    public static readonly CatalogKind<FingerprintDetail> Detail = new("catalog.detail", CatalogJson.Default.FingerprintDetail);
    public static readonly CatalogKind<StoredReport> Report = new("catalog.report", CatalogJson.Default.StoredReport);
    public static readonly CatalogKind<GlossaryTerm> Term = new("catalog.term", CatalogJson.Default.GlossaryTerm);
    public static readonly CatalogKind<CatalogComment> Comment = new("catalog.comment", CatalogJson.Default.CatalogComment);
    public static readonly CatalogKind<DatasetUsage> Usage = new("catalog.usage", CatalogJson.Default.DatasetUsage);
}
