using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Erases copies of rows that runs logged: the run says so, the audit chain too, and the bytes go unless something else refers to them.</summary>
internal sealed class CopyRemoval(CatalogDocuments documents, IArtifactStore artifacts, DatasetVersion version)
{
    public async Task<(List<DataCopy> Copies, long Bytes, List<string> Held)> RunAsync(IReadOnlyList<DataCopy> copies, bool byIds, CancellationToken cancellationToken)
    {
        List<DataCopy> all = [.. copies];
        DateTimeOffset now = documents.Now;
        cancellationToken.ThrowIfCancellationRequested();
        for (int i = 0; i < all.Count; i++)
        {
            if (all[i] is not { RunId: { } run } copy || !IsToGo(copy, byIds)) continue;
            // What the run has put there since was not looked at.
            if (await documents.Store.Runs.FindAsync(run, CancellationToken.None).ConfigureAwait(false) is not { } there || !there.Artifacts.Any(artifact => artifact.Path == copy.Path && artifact.Sha256 == copy.Sha256)) continue;
            string message = $"The file {copy.Path} was erased together with the content of {version}, rows of which it may have held.";
            RunWrite[] writes =
            [
                new ArtifactErased(run, copy.Path),
                new FindingLogged(run, new RunFinding("erasure", new Finding("RUN002", Severity.Warning, null, message))),
                new RunAudited(run, new AuditRecord("run.artifact.erase", $"run/{run}", now, documents.Actor, $"{copy.Path} with dataset/{version}")),
            ];
            await documents.Store.Runs.WriteAsync(writes, CancellationToken.None).ConfigureAwait(false);
            all[i] = copy with { IsErased = true };
        }

        (long bytes, List<string> held) = await VersionRemoval.RemoveAsync(documents.Store, artifacts, all.Where(copy => copy.IsErased).Select(copy => copy.Sha256!).ToHashSet(), now).ConfigureAwait(false);
        // The version itself gives up its bytes next.
        return (all, bytes, [.. held.Where(owner => !owner.StartsWith($"dataset/{version}/", StringComparison.Ordinal))]);
    }

    // A run around or inside one that worked with the data may have logged rows of other data: there the id has to be found.
    private static bool IsToGo(DataCopy copy, bool byIds) => copy.Kind == DataCopyKind.Rows && (copy.HoldsIds == true || (copy.IsDirect && !(byIds && copy.HoldsIds == false)));
}
