using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Documents as a principal may use them: each is a part of what its <see cref="DocumentPlace"/> says. Rights themselves are no documents to anybody.</summary>
internal sealed class GuardedDocumentStore(IDocumentStore inner, AccessGate gate, ArtifactReach reach) : IDocumentStore
{
    public async Task<DocumentConflict?> WriteAsync(IReadOnlyList<DocumentWrite> writes, AuditRecord audit, bool isAudited, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(writes);
        ArgumentNullException.ThrowIfNull(audit);
        foreach (DocumentWrite write in writes) RefuseAccess(write.Kind);
        if (await gate.EnterAsync(cancellationToken).ConfigureAwait(false) is not { } session) return await inner.WriteAsync(writes, audit, isAudited, cancellationToken).ConfigureAwait(false);
        await CheckWritesAsync(session, writes, cancellationToken).ConfigureAwait(false);
        return await inner.WriteAsync(writes, session.Signed(audit), isAudited, cancellationToken).ConfigureAwait(false);
    }

    public async Task<StoredDocument?> FindAsync(string kind, string key, DateTimeOffset? asOf, CancellationToken cancellationToken)
    {
        RefuseAccess(kind);
        StoredDocument? found = await inner.FindAsync(kind, key, asOf, cancellationToken).ConfigureAwait(false);
        if (found is null || await gate.EnterAsync(cancellationToken).ConfigureAwait(false) is not { } session) return found;
        return await SeesAsync(session, found, cancellationToken).ConfigureAwait(false) ? Given(found) : null;
    }

    public async Task<IReadOnlyList<StoredDocument>> ReadHistoryAsync(string kind, string key, CancellationToken cancellationToken)
    {
        RefuseAccess(kind);
        IReadOnlyList<StoredDocument> all = await inner.ReadHistoryAsync(kind, key, cancellationToken).ConfigureAwait(false);
        if (await gate.EnterAsync(cancellationToken).ConfigureAwait(false) is not { } session) return all;

        // A removal has no body; it is shown with what it removed.
        List<StoredDocument> seen = [];
        bool isSeen = false;
        foreach (StoredDocument document in all)
        {
            if (document.Body is not null) isSeen = await SeesAsync(session, document, cancellationToken).ConfigureAwait(false);
            if (isSeen) seen.Add(Given(document));
        }

        return seen;
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
                if (!await SeesAsync(session, document, cancellationToken).ConfigureAwait(false)) continue;
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
            foreach (Securable securable in await OnAsync(kind, key, (await inner.FindAsync(kind, key, null, cancellationToken).ConfigureAwait(false))?.Body, cancellationToken).ConfigureAwait(false))
                await session.RequireAsync(Privilege.Manage, securable).ConfigureAwait(false);
            audit = session.Signed(audit);
        }

        return await inner.EraseAsync(kind, key, audit, cancellationToken).ConfigureAwait(false);
    }

    private static void RefuseAccess(string kind)
    {
        if (kind is not null && DocumentPlace.IsAccess(kind)) throw new ArgumentException($"Documents {ErrorText.Show(kind)} are the access rights; Workspace.Access reads and changes them.", nameof(kind));
    }

    private async ValueTask CheckWritesAsync(AccessSession session, IReadOnlyList<DocumentWrite> writes, CancellationToken cancellationToken)
    {
        bool isAlone = true;
        foreach (DocumentWrite write in writes)
        {
            // What stands there now has to be one's own as well, or a document could be taken over by writing another owner into it.
            StoredDocument? before = write.Expected == 0 ? null : await inner.FindAsync(write.Kind, write.Key, null, cancellationToken).ConfigureAwait(false);
            foreach (string? body in (string?[])[before?.Body ?? write.Body, write.Body ?? before?.Body])
            {
                DocumentPlace place = DocumentPlace.Of(write.Kind, write.Key, body);
                if (place.IsCompanion || (write.IsUnchanged && place.IsInternal)) continue;
                if (!place.IsInternal) await session.RequireAsync(place.Write, place.On).ConfigureAwait(false);
                isAlone = false;
            }

            await CheckHashesAsync(session, write, before, cancellationToken).ConfigureAwait(false);
        }

        if (!isAlone) return;
        foreach (DocumentWrite write in writes)
            foreach (Securable securable in await OnAsync(write.Kind, write.Key, write.Body, cancellationToken).ConfigureAwait(false)) await session.RequireAsync(Privilege.Modify, securable).ConfigureAwait(false);
    }

    private async ValueTask<bool> SeesAsync(AccessSession session, StoredDocument document, CancellationToken cancellationToken)
    {
        DocumentPlace place = DocumentPlace.Of(document.Kind, document.Key, document.Body);
        if (place.IsInternal || place.IsKnownToAll) return true;
        if (!place.TellsValues) return session.Allows(place.Read, place.On);
        foreach (Securable securable in await OnAsync(document.Kind, document.Key, document.Body, cancellationToken).ConfigureAwait(false))
            if (session.State.Lacks(session.Name, Privilege.Select, securable) is null) return true;
        return false;
    }

    /// <summary>What a document is a part of; what is said of a fingerprint, of every dataset that has a version of that fingerprint.</summary>
    private async ValueTask<IReadOnlyList<Securable>> OnAsync(string kind, string key, string? body, CancellationToken cancellationToken)
    {
        Securable on = DocumentPlace.Of(kind, key, body).On;
        if (kind != "catalog.detail") return [on];
        IReadOnlyList<StoredDocument> versions = await inner.SearchAsync(new DocumentQuery { Kind = "catalog.version", Terms = [new DocumentTermFilter("fingerprint", [key])] }, cancellationToken).ConfigureAwait(false);
        Securable[] datasets = [.. versions.Select(version => DocumentPlace.Of(version.Kind, version.Key, version.Body).On).Distinct()];
        return datasets.Length == 0 ? [on] : datasets;
    }

    private StoredDocument Given(StoredDocument document)
    {
        DocumentPlace place = DocumentPlace.Of(document.Kind, document.Key, document.Body);
        if (!place.LeadsToContent) return document;
        foreach (string hash in HashText.Find(document.Body)) reach.Add(hash, Privilege.Select, place.On);
        return document;
    }

    // Who could write the hash of any content into a document of their own could read that content.
    private async ValueTask CheckHashesAsync(AccessSession session, DocumentWrite write, StoredDocument? before, CancellationToken cancellationToken)
    {
        DocumentPlace place = DocumentPlace.Of(write.Kind, write.Key, write.Body);
        if (!place.LeadsToContent) return;
        HashSet<string> named = [.. HashText.Find(write.Body)];
        named.ExceptWith(HashText.Find(before?.Body));
        foreach (string hash in named) await reach.CheckNamedAsync(session, hash, cancellationToken).ConfigureAwait(false);
    }
}
