using System.Globalization;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk.Testing;

/// <summary>The records of a workspace in memory, with the behaviour of the store in a file: the same order, the same codes, all of a batch or nothing.</summary>
public sealed class InMemoryWorkspaceStore : IWorkspaceStore
{
    private readonly MemoryGate _gate = new();
    private readonly InMemoryRunStore _runs;
    private readonly InMemoryModelStore _models;
    private readonly InMemoryAuditStore _audit;

    /// <summary>An empty store.</summary>
    public InMemoryWorkspaceStore()
    {
        _audit = new InMemoryAuditStore(_gate);
        _runs = new InMemoryRunStore(_gate, _audit);
        _models = new InMemoryModelStore(_gate, _runs, _audit);
        Documents = new InMemoryDocumentStore(_gate, _audit);
        _runs.HasVersion = id => _models.All.Any(version => version.RunId == id);
    }

    /// <inheritdoc/>
    public IRunStore Runs => _runs;

    /// <inheritdoc/>
    public IModelStore Models => _models;

    /// <inheritdoc/>
    public IDocumentStore Documents { get; }

    /// <inheritdoc/>
    public IAuditStore Audit => _audit;

    /// <inheritdoc/>
    public Task<IReadOnlyList<ArtifactLink>> ListArtifactLinksAsync(CancellationToken cancellationToken = default) =>
        _gate.RunAsync<IReadOnlyList<ArtifactLink>>(() => [.. RunLinks(), .. ModelLinks(), .. ReportLinks()], cancellationToken);

    /// <inheritdoc/>
    public Task<StoreTotals> CountAsync(CancellationToken cancellationToken = default) =>
        _gate.RunAsync(() => new StoreTotals(_runs.All.Count(), _runs.All.Sum(run => run.Info.Metrics.Values.Sum(metric => metric.Count))), cancellationToken);

    /// <summary>Does nothing, for memory has no longer form.</summary>
    /// <param name="cancellationToken">Stops the call.</param>
    public Task CompactAsync(CancellationToken cancellationToken = default) => _gate.RunAsync(() => true, cancellationToken);

    /// <summary>Finds nothing, for memory does not decay.</summary>
    /// <param name="cancellationToken">Stops the call.</param>
    public Task<IReadOnlyList<WorkspaceProblem>> CheckAsync(CancellationToken cancellationToken = default) =>
        _gate.RunAsync<IReadOnlyList<WorkspaceProblem>>(() => [], cancellationToken);

    /// <summary>Closes the store; every later call throws <see cref="ObjectDisposedException"/>.</summary>
    public ValueTask DisposeAsync()
    {
        _gate.Close();
        return ValueTask.CompletedTask;
    }

    private IEnumerable<ArtifactLink> RunLinks() =>
        from run in _runs.All
        from artifact in run.Info.Artifacts
        select new ArtifactLink($"artifact \"{artifact.Path}\" of run {run.Info.Id}", artifact.Sha256, artifact.Size);

    private IEnumerable<ArtifactLink> ModelLinks() => _models.All.Select(version =>
        new ArtifactLink(string.Create(CultureInfo.InvariantCulture, $"the bundle of {version.Name}/{version.Version}"), version.BundleSha256, version.BundleSize));

    private IEnumerable<ArtifactLink> ReportLinks() => _models.ReportArtifacts.Select(link =>
        new ArtifactLink(string.Create(CultureInfo.InvariantCulture, $"report \"{link.Artifact.Path}\" of {link.Model}/{link.Version}"), link.Artifact.Sha256, link.Artifact.Size));
}
