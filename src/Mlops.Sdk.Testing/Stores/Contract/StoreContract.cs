using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk.Testing;

/// <summary>Checks that stores keep what a workspace promises. A package with a store of its own runs it over that store; it uses only what any user of a workspace can use.</summary>
public static class StoreContract
{
    /// <summary>Checks every invariant: round trips to the bit, order and paging, the best run, races for aliases and version numbers, unknown names, artifacts by hash, runs that are resumed and set aside, filters as text, stages and reports of versions, and that nothing is damaged afterwards.</summary>
    /// <param name="open">Opens a workspace that is empty, over the stores to check, with <see cref="SourceCapture.None"/>, so that it holds only what the checks write. It is called at least once for every invariant, and each workspace is disposed.</param>
    /// <param name="cancellationToken">Stops the checks.</param>
    /// <exception cref="ContractViolationException">An invariant does not hold; the message lists all.</exception>
    public static Task VerifyAsync(Func<Task<Workspace>> open, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(open);
        return Task.Run(async () =>
        {
            var checks = new StoreChecks(open, cancellationToken);
            await StoreRunChecks.RunAsync(checks);
            await StoreMetricChecks.RunAsync(checks);
            await StoreSearchChecks.RunAsync(checks);
            await StoreModelChecks.RunAsync(checks);
            await StoreAliasChecks.RunAsync(checks);
            await StoreArtifactChecks.RunAsync(checks);
            await StoreLifeChecks.RunAsync(checks);
            checks.ThrowIfAny();
        }, cancellationToken);
    }

    /// <summary>Checks the part of a store that workspaces do not show as it is: documents with their revisions, terms and conflicts, and the audit chain.</summary>
    /// <param name="open">Opens a store that is empty. It is called once for every invariant, and each store is disposed.</param>
    /// <param name="cancellationToken">Stops the checks.</param>
    /// <exception cref="ContractViolationException">An invariant does not hold; the message lists all.</exception>
    public static Task VerifyDocumentsAsync(Func<Task<IWorkspaceStore>> open, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(open);
        return Task.Run(async () =>
        {
            var checks = new StoreChecks(() => throw new NotSupportedException(), cancellationToken);
            await StoreDocumentChecks.RunAsync(checks, open);
            await StoreAuditChecks.RunAsync(checks, open);
            checks.ThrowIfAny();
        }, cancellationToken);
    }

    /// <summary>Checks a store of contents by itself: that content is whole under its hash or absent, is read from any byte, and that uploads go on where they stopped, by one at a time.</summary>
    /// <param name="open">Opens a store that is empty. It is called once for every invariant; a store that has to be let go is let go by who gives it.</param>
    /// <param name="cancellationToken">Stops the checks.</param>
    /// <exception cref="ContractViolationException">An invariant does not hold; the message lists all.</exception>
    public static Task VerifyArtifactsAsync(Func<Task<IArtifactStore>> open, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(open);
        return Task.Run(async () =>
        {
            var checks = new StoreChecks(() => throw new NotSupportedException(), cancellationToken);
            await StoreContentChecks.RunAsync(checks, open);
            await StoreUploadChecks.RunAsync(checks, open);
            checks.ThrowIfAny();
        }, cancellationToken);
    }

    /// <summary>Checks what only a store itself can be asked of runs and versions: that an attempt which slept cannot write to or end what another has resumed, that those of another workspace keep their attempts and numbers, and that an artifact which is erased is gone.</summary>
    /// <param name="open">Opens a store that is empty. It is called once for every invariant, and each store is disposed.</param>
    /// <param name="cancellationToken">Stops the checks.</param>
    /// <exception cref="ContractViolationException">An invariant does not hold; the message lists all.</exception>
    public static Task VerifyStoreAsync(Func<Task<IWorkspaceStore>> open, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(open);
        return Task.Run(async () =>
        {
            var checks = new StoreChecks(() => throw new NotSupportedException(), cancellationToken);
            await StoreFenceChecks.RunAsync(checks, open);
            await StoreArtifactChecks.RunAsync(checks, open);
            checks.ThrowIfAny();
        }, cancellationToken);
    }
}
