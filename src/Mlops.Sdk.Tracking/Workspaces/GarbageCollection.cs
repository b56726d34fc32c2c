using System.Globalization;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>What <see cref="Workspace.CollectGarbageAsync"/> removed.</summary>
/// <param name="Removed">How many contents.</param>
/// <param name="Bytes">Their bytes.</param>
/// <param name="Kept">How many contents stay: what a run, a model version or a document refers to, and what was stored too recently to tell.</param>
public sealed record GarbageCollection(int Removed, long Bytes, int Kept)
{
    /// <summary>One line.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Removed:N0} contents removed ({Bytes:N0} bytes), {Kept:N0} kept");

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

        return new GarbageCollection(removed, bytes, all.Count - removed);
    }
}
