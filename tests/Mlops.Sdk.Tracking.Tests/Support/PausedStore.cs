using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk.Tracking.Tests.Support;

/// <summary>A store that stops once before it writes documents of a kind, so that something else can happen between what was read and what is written.</summary>
internal sealed class PausedStore(IWorkspaceStore inner, string kind, Func<Task> meanwhile) : IWorkspaceStore, IDocumentStore
{
    private Func<Task>? _meanwhile = meanwhile;

    /// <summary>How many writes of the kind there were.</summary>
    public int Writes { get; private set; }

    public IRunStore Runs => inner.Runs;

    public IModelStore Models => inner.Models;

    public IDocumentStore Documents => this;

    public IAuditStore Audit => inner.Audit;

    public async Task<DocumentConflict?> WriteAsync(IReadOnlyList<DocumentWrite> writes, AuditRecord audit, bool isAudited, CancellationToken cancellationToken)
    {
        if (writes.Any(write => write.Kind == kind))
        {
            Writes++;
            if (Interlocked.Exchange(ref _meanwhile, null) is { } work) await work();
        }

        return await inner.Documents.WriteAsync(writes, audit, isAudited, cancellationToken);
    }

    public Task<StoredDocument?> FindAsync(string of, string key, DateTimeOffset? asOf, CancellationToken cancellationToken) => inner.Documents.FindAsync(of, key, asOf, cancellationToken);

    public Task<IReadOnlyList<StoredDocument>> ReadHistoryAsync(string of, string key, CancellationToken cancellationToken) => inner.Documents.ReadHistoryAsync(of, key, cancellationToken);

    public Task<IReadOnlyList<StoredDocument>> SearchAsync(DocumentQuery query, CancellationToken cancellationToken) => inner.Documents.SearchAsync(query, cancellationToken);

    public Task<int> EraseAsync(string of, string key, AuditRecord audit, CancellationToken cancellationToken) => inner.Documents.EraseAsync(of, key, audit, cancellationToken);

    public Task<IReadOnlyList<ArtifactLink>> ListArtifactLinksAsync(CancellationToken cancellationToken) => inner.ListArtifactLinksAsync(cancellationToken);

    public Task<StoreTotals> CountAsync(CancellationToken cancellationToken) => inner.CountAsync(cancellationToken);

    public Task CompactAsync(CancellationToken cancellationToken) => inner.CompactAsync(cancellationToken);

    public Task<IReadOnlyList<WorkspaceProblem>> CheckAsync(CancellationToken cancellationToken) => inner.CheckAsync(cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
