using System.Runtime.CompilerServices;

namespace Mlops.Sdk.Extensibility;

public abstract partial class ObjectArtifactStore
{
    /// <inheritdoc/>
    /// <remarks>The upload of a process that died a moment ago is waited for (<see cref="ObjectStoreOptions.HoldFor"/>).</remarks>
    public async Task<IArtifactUpload> OpenUploadAsync(string id, long size, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        string key = UploadKeyOf(id);
        UploadMark mark = await UploadMark.TakeAsync(this, key + MarkName, id, cancellationToken).ConfigureAwait(false);
        try
        {
            return await ObjectUpload.OpenAsync(this, id, key, size, mark, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await mark.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<string> ListUploadsAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        string prefix = Options.Prefix + Unfinished;
        string? last = null;
        await foreach ((string key, _) in ListObjectsAsync(prefix, cancellationToken).ConfigureAwait(false))
        {
            // The mark of an upload follows what was put together of it.
            string id = key.EndsWith(MarkName, StringComparison.Ordinal) ? key[prefix.Length..^MarkName.Length] : key[prefix.Length..];
            if (id == last || !IsHash(id)) continue;
            yield return last = id;
        }
    }

    /// <inheritdoc/>
    public async Task<long?> RemoveUploadAsync(string id, DateTimeOffset unusedSince, CancellationToken cancellationToken = default)
    {
        string key = UploadKeyOf(id);
        StoredObject? joined = await FindObjectAsync(key, cancellationToken).ConfigureAwait(false);
        if (await FindObjectAsync(key + MarkName, cancellationToken).ConfigureAwait(false) is null)
        {
            // A put that was killed leaves what it had put together, without a mark.
            if (joined is null || joined.ModifiedAt >= unusedSince) return null;
            await DropPartsAsync(key, cancellationToken).ConfigureAwait(false);
            return joined.Size;
        }

        if (await UploadMark.FindUnusedAsync(this, key + MarkName, unusedSince, cancellationToken).ConfigureAwait(false) is not { } unused) return null;
        long size = Math.Max(joined?.Size ?? 0, (await ListPartsAsync(key, cancellationToken).ConfigureAwait(false)).Sum(part => part.Size));
        if (!await DeleteObjectAsync(key + MarkName, unused.ETag, cancellationToken).ConfigureAwait(false)) return null;
        await DropPartsAsync(key, cancellationToken).ConfigureAwait(false);
        return size;
    }

    private string UploadKeyOf(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return IsHash(id) ? $"{Options.Prefix}{Unfinished}{id}" : throw new ArgumentException($"\"{id}\" is no id of an upload: that is 64 digits in lower-case hexadecimal, such as a SHA-256 of what tells the upload from others.", nameof(id));
    }
}
