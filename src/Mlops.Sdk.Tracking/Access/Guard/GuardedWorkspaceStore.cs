using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>
/// The store as a principal may use it. The workspace gives its faces this one and no other, so that none of them can forget a check: what may not be read is as if it were not there, what may not be written throws,
/// and whatever is written is signed with the name of the principal.
/// </summary>
internal sealed class GuardedWorkspaceStore : IWorkspaceStore
{
    private readonly IWorkspaceStore _inner;
    private readonly AccessGate _gate;

    public GuardedWorkspaceStore(IWorkspaceStore inner, AccessGate gate, ArtifactReach reach)
    {
        (_inner, _gate) = (inner, gate);
        Runs = new GuardedRunStore(inner.Runs, gate, reach);
        Models = new GuardedModelStore(inner.Models, gate, reach);
        Documents = new GuardedDocumentStore(inner.Documents, gate, reach);
        Audit = new GuardedAuditStore(inner.Audit, gate);
    }

    public IRunStore Runs { get; }

    public IModelStore Models { get; }

    public IDocumentStore Documents { get; }

    public IAuditStore Audit { get; }

    public async Task<IReadOnlyList<ArtifactLink>> ListArtifactLinksAsync(CancellationToken cancellationToken)
    {
        await ManageAsync(cancellationToken).ConfigureAwait(false);
        return await _inner.ListArtifactLinksAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task<StoreTotals> CountAsync(CancellationToken cancellationToken)
    {
        await ManageAsync(cancellationToken).ConfigureAwait(false);
        return await _inner.CountAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task CompactAsync(CancellationToken cancellationToken)
    {
        await ManageAsync(cancellationToken).ConfigureAwait(false);
        await _inner.CompactAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<WorkspaceProblem>> CheckAsync(CancellationToken cancellationToken)
    {
        await ManageAsync(cancellationToken).ConfigureAwait(false);
        return await _inner.CheckAsync(cancellationToken).ConfigureAwait(false);
    }

    public ValueTask DisposeAsync() => _inner.DisposeAsync();

    private async ValueTask ManageAsync(CancellationToken cancellationToken)
    {
        if (await _gate.EnterAsync(cancellationToken).ConfigureAwait(false) is { } session) await session.RequireAsync(Privilege.Manage, Securable.Workspace).ConfigureAwait(false);
    }
}
