using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Erases copies of rows that runs logged: the run says so, the audit chain too, and the bytes go unless something else refers to them.</summary>
internal sealed class CopyRemoval(IWorkspaceStore store, IArtifactStore artifacts, CatalogDocuments documents, DatasetVersion version)
{
    public async Task<(List<DataCopy> Copies, long Bytes)> RunAsync(IReadOnlyList<DataCopy> copies, bool byIds, CancellationToken cancellationToken)
    {
        List<DataCopy> all = [.. copies];
        DateTimeOffset now = documents.Now;
        for (int i = 0; i < all.Count; i++)
        {
            if (all[i] is not { RunId: { } run } copy || !IsToGo(copy, byIds)) continue;
            string message = $"The file {copy.Path} was erased together with the content of {version}, rows of which it may have held.";
            RunWrite[] writes =
            [
                new ArtifactErased(run, copy.Path),
                new FindingLogged(run, new RunFinding("erasure", new Finding("RUN002", Severity.Warning, null, message))),
                new RunAudited(run, new AuditRecord("run.artifact.erase", $"run/{run}", now, documents.Actor, $"{copy.Path} with dataset/{version}")),
            ];
            await store.Runs.WriteAsync(writes, cancellationToken).ConfigureAwait(false);
            all[i] = copy with { IsErased = true };
        }

        long bytes = 0;
        HashSet<string> gone = [.. all.Where(copy => copy.IsErased).Select(copy => copy.Sha256!)];
        if (gone.Count == 0) return (all, 0);
        HashSet<string> held = [.. (await ArtifactReferences.ListAsync(store, CancellationToken.None).ConfigureAwait(false)).Select(link => link.Sha256)];
        foreach (string sha256 in gone.Where(sha256 => !held.Contains(sha256))) bytes += await artifacts.RemoveAsync(sha256, now.AddTicks(1), CancellationToken.None).ConfigureAwait(false) ?? 0;
        return (all, bytes);
    }

    // A run around or inside one that worked with the data may have logged rows of other data: there the id has to be found.
    private static bool IsToGo(DataCopy copy, bool byIds) => copy.Kind == DataCopyKind.Rows && (copy.HoldsIds == true || (copy.IsDirect && !(byIds && copy.HoldsIds == false)));
}
