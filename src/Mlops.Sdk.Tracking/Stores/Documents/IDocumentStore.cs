namespace Mlops.Sdk.Extensibility;

/// <summary>
/// The part of a store that keeps documents: JSON by kind and key, each with a number for every change and all that it ever was.
/// The catalog, lineage and access rights are documents; what they mean is no business of the store.
/// </summary>
public interface IDocumentStore
{
    /// <summary>Writes documents as one transaction, with an entry in the audit chain: every document stands at the revision that its write expects, or nothing is written.</summary>
    /// <param name="writes">The documents; each kind and key once.</param>
    /// <param name="audit">What was done, by whom and when; its time is that of the new revisions, except that time never goes back within a document.</param>
    /// <param name="isAudited">Whether it becomes an entry of the audit chain; false for the bookkeeping of the SDK, which is nobody's act.</param>
    /// <param name="cancellationToken">Stops the call as long as the write has not begun.</param>
    /// <returns>Null when all was written; otherwise the first document that stands at another revision.</returns>
    Task<DocumentConflict?> WriteAsync(IReadOnlyList<DocumentWrite> writes, AuditRecord audit, bool isAudited = true, CancellationToken cancellationToken = default);

    /// <summary>Reads one document, or null when there is none, or when it was removed.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="key">The key.</param>
    /// <param name="asOf">The time to read it as of; null for now.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    Task<StoredDocument?> FindAsync(string kind, string key, DateTimeOffset? asOf = null, CancellationToken cancellationToken = default);

    /// <summary>All revisions of a document, oldest first, removals included; empty when there is none.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    Task<IReadOnlyList<StoredDocument>> ReadHistoryAsync(string kind, string key, CancellationToken cancellationToken = default);

    /// <summary>One page of the documents of a kind that match, in the order of their keys.</summary>
    /// <param name="query">What to look for. The next page begins after the last key of this one.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    Task<IReadOnlyList<StoredDocument>> SearchAsync(DocumentQuery query, CancellationToken cancellationToken = default);

    /// <summary>Removes a document with its whole history for ever, with an entry in the audit chain, in one transaction.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="key">The key.</param>
    /// <param name="audit">What was done, by whom and when.</param>
    /// <param name="cancellationToken">Stops the call as long as the write has not begun.</param>
    /// <returns>How many revisions were removed; 0, and no entry, when there was no such document.</returns>
    Task<int> EraseAsync(string kind, string key, AuditRecord audit, CancellationToken cancellationToken = default);
}
