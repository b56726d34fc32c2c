using System.Security.Cryptography;

namespace Mlops.Sdk.Extensibility;

/// <summary>
/// Removal of content that is stored again at the same moment. Where the service deletes an object in one state alone, that is enough. Elsewhere who removes first writes a sign beside the content and then looks at its age once more, and who stores looks for a sign when the content is there:
/// either the one sees that the content is young, or the other sees the sign, waits until it is gone, and stores the content again.
/// </summary>
public abstract partial class ObjectArtifactStore
{
    private const string RemovalName = ".removal";

    /// <inheritdoc/>
    public async Task<long?> RemoveAsync(string sha256, DateTimeOffset unusedSince, CancellationToken cancellationToken = default)
    {
        string key = KeyOf(sha256);
        StoredObject? found = await FindObjectAsync(key, cancellationToken).ConfigureAwait(false);
        if (found is null || found.ModifiedAt >= unusedSince) return null;
        if (!DeletesByState) return await TryRemoveUnderSignAsync(key, unusedSince, cancellationToken).ConfigureAwait(false) ? found.Size : null;
        if (!await DeleteObjectAsync(key, found.ETag, cancellationToken).ConfigureAwait(false)) return null;
        await DeleteObjectAsync(key + ChunksName, null, cancellationToken).ConfigureAwait(false);
        return found.Size;
    }

    /// <summary>Whether content that was just stored stays: false when somebody was about to remove it, so that it has to be stored again.</summary>
    internal async Task<bool> IsKeptAsync(string sha256, CancellationToken cancellationToken)
    {
        if (DeletesByState) return true;
        string key = KeyOf(sha256);
        for (bool wasSeen = false; ; wasSeen = true)
        {
            if (await FindObjectAsync(key + RemovalName, cancellationToken).ConfigureAwait(false) is not { } sign) return !wasSeen;
            if (sign.Now - sign.ModifiedAt > Options.HoldFor) await DeleteObjectAsync(key + RemovalName, sign.ETag, cancellationToken).ConfigureAwait(false);
            else await Task.Delay(TimeSpan.FromMilliseconds(200), Options.Time, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<bool> TryRemoveUnderSignAsync(string key, DateTimeOffset unusedSince, CancellationToken cancellationToken)
    {
        long start = Options.Time.GetTimestamp();
        StoredObject? left = await FindObjectAsync(key + RemovalName, cancellationToken).ConfigureAwait(false);
        // Of several that remove it, one does.
        if (left is not null && left.Now - left.ModifiedAt <= Options.HoldFor) return false;
        if (await WriteObjectAsync(key + RemovalName, RandomNumberGenerator.GetBytes(16), left?.ETag ?? "", cancellationToken).ConfigureAwait(false) is not { } sign) return false;
        try
        {
            StoredObject? found = await FindObjectAsync(key, cancellationToken).ConfigureAwait(false);
            // A sign is believed for as long as an upload is held; who slept for so long leaves it to the next.
            if (found is null || found.ModifiedAt >= unusedSince || Options.Time.GetElapsedTime(start) >= Options.HoldFor / 2 || !await DeleteObjectAsync(key, found.ETag, cancellationToken).ConfigureAwait(false)) return false;
            await DeleteObjectAsync(key + ChunksName, null, cancellationToken).ConfigureAwait(false);
            return true;
        }
        finally
        {
            await DeleteObjectAsync(key + RemovalName, sign, CancellationToken.None).ConfigureAwait(false);
        }
    }
}
