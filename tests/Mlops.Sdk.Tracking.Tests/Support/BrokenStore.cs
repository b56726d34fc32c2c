using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk.Tracking.Tests.Support;

/// <summary>A store on a disk that is full from some moment on.</summary>
internal sealed class BrokenStore(IWorkspaceStore inner) : IWorkspaceStore, IRunStore
{
    public bool Broken { get; set; }

    public IRunStore Runs => this;

    public IModelStore Models => inner.Models;

    public IDocumentStore Documents => inner.Documents;

    public IAuditStore Audit => inner.Audit;

    public Task WriteAsync(IReadOnlyList<RunWrite> writes, CancellationToken cancellationToken) =>
        Broken && writes.Any(write => write is not (RunFenced or RunEnded)) ? Task.FromException(new IOException("no space left")) : inner.Runs.WriteAsync(writes, cancellationToken);

    public Task<RunInfo?> FindAsync(string id, CancellationToken cancellationToken) => inner.Runs.FindAsync(id, cancellationToken);

    public Task<RunPage> SearchAsync(RunQuery query, CancellationToken cancellationToken) => inner.Runs.SearchAsync(query, cancellationToken);

    public Task<IReadOnlyList<ExperimentInfo>> ListExperimentsAsync(CancellationToken cancellationToken) => inner.Runs.ListExperimentsAsync(cancellationToken);

    public Task<IReadOnlyList<MetricPoint>> ReadMetricAsync(string runId, string metric, int? most, CancellationToken cancellationToken) => inner.Runs.ReadMetricAsync(runId, metric, most, cancellationToken);

    public Task<int> InterruptExpiredAsync(DateTimeOffset now, CancellationToken cancellationToken) => inner.Runs.InterruptExpiredAsync(now, cancellationToken);

    public Task<int> PurgeAsync(DateTimeOffset deletedBefore, AuditRecord? audit, CancellationToken cancellationToken) => inner.Runs.PurgeAsync(deletedBefore, audit, cancellationToken);

    public Task<IReadOnlyList<ArtifactLink>> ListArtifactLinksAsync(CancellationToken cancellationToken) => inner.ListArtifactLinksAsync(cancellationToken);

    public Task<StoreTotals> CountAsync(CancellationToken cancellationToken) => inner.CountAsync(cancellationToken);

    public Task CompactAsync(CancellationToken cancellationToken) => inner.CompactAsync(cancellationToken);

    public Task<IReadOnlyList<WorkspaceProblem>> CheckAsync(CancellationToken cancellationToken) => inner.CheckAsync(cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
