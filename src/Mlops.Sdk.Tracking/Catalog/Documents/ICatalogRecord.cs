using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>What a record of the catalog is as a document: where it stands, what it is found by, and what is wrong with one that was written by hand.</summary>
/// <typeparam name="T">The record itself.</typeparam>
internal interface ICatalogRecord<out T>
{
    /// <summary>The key of its document.</summary>
    string Key { get; }

    /// <summary>What it is found by.</summary>
    IEnumerable<DocumentTerm> Terms { get; }

    /// <summary>What is wrong with its content; null when nothing is.</summary>
    string? Problem { get; }

    /// <summary>The record with the revision that it was read at.</summary>
    T At(CatalogStamp stamp);
}
