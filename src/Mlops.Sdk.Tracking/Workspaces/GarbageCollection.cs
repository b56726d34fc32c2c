using System.Globalization;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>What <see cref="Workspace.CollectGarbageAsync"/> removed.</summary>
/// <param name="Removed">How many contents.</param>
/// <param name="Bytes">The bytes of contents and uploads that were removed.</param>
/// <param name="Kept">How many contents stay: what a run, a model version or a document refers to, and what was stored too recently to tell.</param>
/// <param name="Uploads">How many uploads were removed that nobody went on with.</param>
public sealed record GarbageCollection(int Removed, long Bytes, int Kept, int Uploads = 0)
{
    /// <summary>One line.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Removed:N0} contents {(Uploads == 0 ? "" : $"and {Uploads:N0} unfinished uploads ")}removed ({Bytes:N0} bytes), {Kept:N0} kept");

    internal static async Task<GarbageCollection> RunAsync(IWorkspaceStore store, IArtifactStore artifacts, DateTimeOffset unusedSince, CancellationToken cancellationToken)
    {
        // First what is there, then what is referred to: what comes in between is not looked at.
        List<string> all = await artifacts.ListAsync(cancellationToken).ToListAsync(cancellationToken).ConfigureAwait(false);
        HashSet<string> used = [.. (await ArtifactReferences.ListAsync(store, cancellationToken).ConfigureAwait(false)).Select(link => link.Sha256)];
        (int removed, long bytes) = (0, 0);
        foreach (string sha256 in all.Where(sha256 => !used.Contains(sha256)))
        {
            if (await artifacts.RemoveAsync(sha256, unusedSince, cancellationToken).ConfigureAwait(false) is not long size) continue;
            removed++;
            bytes += size;
        }

        int uploads = 0;
        foreach (string id in await artifacts.ListUploadsAsync(cancellationToken).ToListAsync(cancellationToken).ConfigureAwait(false))
        {
            if (await artifacts.RemoveUploadAsync(id, unusedSince, cancellationToken).ConfigureAwait(false) is not long size) continue;
            uploads++;
            bytes += size;
        }

        return new GarbageCollection(removed, bytes, all.Count - removed, uploads);
    }
}
