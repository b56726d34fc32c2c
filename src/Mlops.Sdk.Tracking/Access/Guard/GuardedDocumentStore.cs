using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Documents as a principal may use them: each is a part of what <see cref="DocumentSecurables"/> says. Rights themselves are no documents to anybody.</summary>
internal sealed class GuardedDocumentStore(IDocumentStore inner, AccessGate gate, ArtifactReach reach) : IDocumentStore
{
    public async Task<DocumentConflict?> WriteAsync(IReadOnlyList<DocumentWrite> writes, AuditRecord audit, bool isAudited, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(writes);
        ArgumentNullException.ThrowIfNull(audit);
        foreach (DocumentWrite write in writes) RefuseAccess(write.Kind);
        if (await gate.EnterAsync(cancellationToken).ConfigureAwait(false) is not { } session) return await inner.WriteAsync(writes, audit, isAudited, cancellationToken).ConfigureAwait(false);
        foreach (DocumentWrite write in writes)
        {
            await session.RequireAsync(Privilege.Modify, DocumentSecurables.Of(write.Kind, write.Key)).ConfigureAwait(false);
            await CheckHashesAsync(session, write, cancellationToken).ConfigureAwait(false);
        }

        return await inner.WriteAsync(writes, session.Signed(audit), isAudited, cancellationToken).ConfigureAwait(false);
    }

    public async Task<StoredDocument?> FindAsync(string kind, string key, DateTimeOffset? asOf, CancellationToken cancellationToken)
    {
        RefuseAccess(kind);
        StoredDocument? found = await inner.FindAsync(kind, key, asOf, cancellationToken).ConfigureAwait(false);
        if (found is null || await gate.EnterAsync(cancellationToken).ConfigureAwait(false) is not { } session) return found;
        return Sees(session, found) ? Given(found) : null;
    }

    public async Task<IReadOnlyList<StoredDocument>> ReadHistoryAsync(string kind, string key, CancellationToken cancellationToken)
    {
        RefuseAccess(kind);
        IReadOnlyList<StoredDocument> all = await inner.ReadHistoryAsync(kind, key, cancellationToken).ConfigureAwait(false);
        return await gate.EnterAsync(cancellationToken).ConfigureAwait(false) is { } session ? [.. all.Where(document => Sees(session, document)).Select(Given)] : all;
    }

    public async Task<IReadOnlyList<StoredDocument>> SearchAsync(DocumentQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        RefuseAccess(query.Kind);
        if (await gate.EnterAsync(cancellationToken).ConfigureAwait(false) is not { } session) return await inner.SearchAsync(query, cancellationToken).ConfigureAwait(false);

        // A page is as full as if what is hidden were not there.
        List<StoredDocument> seen = [];
        DocumentQuery rest = query;
        while (true)
        {
            IReadOnlyList<StoredDocument> page = await inner.SearchAsync(rest, cancellationToken).ConfigureAwait(false);
            foreach (StoredDocument document in page)
            {
                if (!Sees(session, document)) continue;
                seen.Add(Given(document));
                if (seen.Count == query.Most) return seen;
            }

            if (page.Count < rest.Most) return seen;
            rest = rest with { After = page[^1].Key };
        }
    }

    public async Task<int> EraseAsync(string kind, string key, AuditRecord audit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(audit);
        RefuseAccess(kind);
        if (await gate.EnterAsync(cancellationToken).ConfigureAwait(false) is { } session)
        {
            await session.RequireAsync(Privilege.Manage, DocumentSecurables.Of(kind, key)).ConfigureAwait(false);
            audit = session.Signed(audit);
        }

        return await inner.EraseAsync(kind, key, audit, cancellationToken).ConfigureAwait(false);
    }

    private static void RefuseAccess(string kind)
    {
        if (kind is not null && DocumentSecurables.IsAccess(kind)) throw new ArgumentException($"Documents {ErrorText.Show(kind)} are the access rights; Workspace.Access reads and changes them.", nameof(kind));
    }

    private static bool Sees(AccessSession session, StoredDocument document)
    {
        Securable securable = DocumentSecurables.Of(document.Kind, document.Key);
        return DocumentSecurables.TellsValues(document.Kind)
            ? session.State.Lacks(session.Name, Privilege.Select, securable) is null
            : session.Allows(Privilege.Use, securable) && (securable.Kind != SecurableKind.Workspace || session.Allows(Privilege.Select, securable));
    }

    private StoredDocument Given(StoredDocument document)
    {
        Securable securable = DocumentSecurables.Of(document.Kind, document.Key);
        foreach (string hash in HashText.Find(document.Body)) reach.Add(hash, Privilege.Select, securable);
        return document;
    }

    // Who could write the hash of any content into a document of their own could read that content.
    private async ValueTask CheckHashesAsync(AccessSession session, DocumentWrite write, CancellationToken cancellationToken)
    {
        string[] hashes = [.. HashText.Find(write.Body).Distinct()];
        if (hashes.Length == 0) return;
        StoredDocument? before = write.Expected == 0 ? null : await inner.FindAsync(write.Kind, write.Key, null, cancellationToken).ConfigureAwait(false);
        HashSet<string> kept = [.. HashText.Find(before?.Body)];
        foreach (string hash in hashes)
            if (!kept.Contains(hash)) await reach.CheckNamedAsync(session, hash, cancellationToken).ConfigureAwait(false);
    }
}
