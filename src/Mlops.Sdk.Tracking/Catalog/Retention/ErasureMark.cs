using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>A document that changes with every erasure of content. Who takes data in reads it before looking for what was erased and writes only where it still stands there, so that nothing that is erased meanwhile comes in.</summary>
internal static class ErasureMark
{
    public const string Kind = "catalog.erasure";
    public const string Key = "content";

    /// <summary>How many erasures there were.</summary>
    public static Task<int> ReadAsync(CatalogDocuments documents, CancellationToken cancellationToken) => documents.RevisionAsync(Kind, Key, cancellationToken);

    /// <summary>The condition that there was none since.</summary>
    public static DocumentWrite At(int erasures) => DocumentWrite.Unchanged(Kind, Key, erasures);
}
