namespace Mlops.Sdk.Extensibility;

/// <summary>What a workspace knows, apart from the content of its files. Every method may be called from many threads.</summary>
public interface IWorkspaceStore : IAsyncDisposable
{
    /// <summary>Runs and what they logged.</summary>
    IRunStore Runs { get; }

    /// <summary>Registered models.</summary>
    IModelStore Models { get; }

    /// <summary>Documents: the catalog, lineage, access rights.</summary>
    IDocumentStore Documents { get; }

    /// <summary>The audit chain.</summary>
    IAuditStore Audit { get; }

    /// <summary>Every artifact that something in the store refers to.</summary>
    /// <param name="cancellationToken">Stops the call.</param>
    Task<IReadOnlyList<ArtifactLink>> ListArtifactLinksAsync(CancellationToken cancellationToken = default);

    /// <summary>How much the store holds.</summary>
    /// <param name="cancellationToken">Stops the call.</param>
    Task<StoreTotals> CountAsync(CancellationToken cancellationToken = default);

    /// <summary>Brings the store into its shortest form. Others may go on reading and writing.</summary>
    /// <param name="cancellationToken">Stops the call as long as the work has not begun.</param>
    Task CompactAsync(CancellationToken cancellationToken = default);

    /// <summary>Looks for damage in the store itself; an empty list means that none was found.</summary>
    /// <param name="cancellationToken">Stops the call.</param>
    Task<IReadOnlyList<WorkspaceProblem>> CheckAsync(CancellationToken cancellationToken = default);
}
