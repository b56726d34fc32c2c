using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Reads everything through once: the store, every artifact that it refers to, and every other artifact that is there.</summary>
internal static class WorkspaceVerifier
{
    public static async Task<WorkspaceVerification> VerifyAsync(IWorkspaceStore store, IArtifactStore artifacts, AuditLog audit, CancellationToken cancellationToken)
    {
        List<WorkspaceProblem> problems = [.. await store.CheckAsync(cancellationToken).ConfigureAwait(false)];
        await VerifyChainAsync(audit, problems, cancellationToken).ConfigureAwait(false);
        ILookup<string, ArtifactLink> links = await LinksAsync(store, problems, cancellationToken).ConfigureAwait(false);
        HashSet<string> hashes = [.. links.Select(group => group.Key)];
        await foreach (string hash in artifacts.ListAsync(cancellationToken).ConfigureAwait(false)) hashes.Add(hash);

        foreach (string hash in hashes.Order(StringComparer.Ordinal))
        {
            ArtifactState state = await artifacts.CheckAsync(hash, cancellationToken).ConfigureAwait(false);
            if (state == ArtifactState.Sound) continue;
            string owners = string.Join(", ", links[hash].Select(link => link.Owner).DefaultIfEmpty("nothing refers to it"));
            if (state == ArtifactState.Locked) problems.Add(new(WorkspaceProblemKind.LockedArtifact, hash, $"The content is encrypted with a key that was not given ({owners}). Open the workspace with that key (WorkspaceOptions.ArtifactKeys)."));
            else problems.Add(state == ArtifactState.Missing
                ? new(WorkspaceProblemKind.MissingArtifact, hash, $"The file is gone ({owners}). Restore it from a copy.")
                : new(WorkspaceProblemKind.DamagedArtifact, hash, $"The content does not match its hash ({owners}). Restore it from a copy, or log the same content again."));
        }

        StoreTotals totals = await CountAsync(store, problems, cancellationToken).ConfigureAwait(false);
        return new WorkspaceVerification(totals.Runs, totals.Points, hashes.Count, [.. problems]);
    }

    private static async Task VerifyChainAsync(AuditLog audit, List<WorkspaceProblem> problems, CancellationToken cancellationToken)
    {
        try
        {
            if ((await audit.VerifyAsync(null, cancellationToken).ConfigureAwait(false)).Problem is not AuditProblem problem) return;
            problems.Add(new(WorkspaceProblemKind.BrokenAuditChain, FormattableString.Invariant($"audit entry {problem.Sequence}"), $"{problem.Message} Compare with an exported chain to see what it said."));
        }
        catch (MlopsException e)
        {
            problems.Add(new(WorkspaceProblemKind.DamagedDatabase, "audit", e.Message));
        }
    }

    private static async Task<StoreTotals> CountAsync(IWorkspaceStore store, List<WorkspaceProblem> problems, CancellationToken cancellationToken)
    {
        try
        {
            return await store.CountAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (MlopsException e)
        {
            if (!problems.Any(problem => problem.Message == e.Message)) problems.Add(new(WorkspaceProblemKind.DamagedDatabase, "database", e.Message));
            return default;
        }
    }

    private static async Task<ILookup<string, ArtifactLink>> LinksAsync(IWorkspaceStore store, List<WorkspaceProblem> problems, CancellationToken cancellationToken)
    {
        IReadOnlyList<ArtifactLink> links = [];
        try
        {
            links = await ArtifactReferences.ListAsync(store, cancellationToken).ConfigureAwait(false);
        }
        catch (MlopsException e)
        {
            problems.Add(new(WorkspaceProblemKind.DamagedDatabase, "database", e.Message));
        }

        return links.ToLookup(link => link.Sha256, StringComparer.Ordinal);
    }
}
