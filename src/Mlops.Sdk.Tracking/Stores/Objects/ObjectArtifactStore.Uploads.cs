using System.Runtime.CompilerServices;
using System.Security.Cryptography;

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
        HashSet<string> told = [];
        await foreach ((string key, _) in ListObjectsAsync(prefix, cancellationToken).ConfigureAwait(false))
        {
            // An upload has a mark, and what is kept of its parts, under names that begin with its id.
            string name = key[prefix.Length..], id = name[..Math.Min(name.Length, 64)];
            if (IsHash(id) && told.Add(id)) yield return id;
        }

        // What was begun without an id is told by the hash of the content.
        await foreach (string key in ListBegunAsync(cancellationToken).ConfigureAwait(false))
        {
            if (HashOf(key) is { } sha256 && told.Add(sha256)) yield return sha256;
        }
    }

    /// <inheritdoc/>
    public async Task<long?> RemoveUploadAsync(string id, DateTimeOffset unusedSince, CancellationToken cancellationToken = default)
    {
        string key = UploadKeyOf(id);
        long? begun = await DropBegunAsync(KeyOf(id), unusedSince, cancellationToken).ConfigureAwait(false), parts = await RemovePartsAsync(key, unusedSince, cancellationToken).ConfigureAwait(false);
        return begun is null ? parts : begun + (parts ?? 0);
    }

    private async Task<long?> RemovePartsAsync(string key, DateTimeOffset unusedSince, CancellationToken cancellationToken)
    {
        StoredObject? joined = await FindObjectAsync(key, cancellationToken).ConfigureAwait(false), mark = await FindObjectAsync(key + MarkName, cancellationToken).ConfigureAwait(false);
        if (mark is not null && (mark = await UploadMark.FindUnusedAsync(this, key + MarkName, unusedSince, cancellationToken).ConfigureAwait(false)) is null) return null;
        IReadOnlyList<StagedPart> parts = await ListPartsAsync(key, cancellationToken).ConfigureAwait(false);
        // Who was killed at the wrong moment leaves parts, or what they made, without a mark.
        if (mark is null && ((joined is null && parts.Count == 0) || joined?.ModifiedAt >= unusedSince || parts.Any(part => part.SentAt >= unusedSince))) return null;
        // Held while it is removed, so that nobody goes on with parts that are on their way out.
        await using UploadMark? own = await UploadMark.TryTakeAsync(this, key + MarkName, mark?.ETag, cancellationToken).ConfigureAwait(false);
        if (own is null) return null;
        await DropPartsAsync(key, cancellationToken).ConfigureAwait(false);
        await own.LeaveAsync(remove: true).ConfigureAwait(false);
        return Math.Max(joined?.Size ?? 0, parts.Sum(part => part.Size));
    }

    /// <summary>Makes sure that the service writes over nothing but what it was told, for a store that is opened: where it does not know conditions, two processes could hold one upload.</summary>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="MlopsException">MLO6028: it does not.</exception>
    protected async Task ThrowIfUnconditionalAsync(CancellationToken cancellationToken)
    {
        // Like the mark of an upload, so that what a killed process leaves of it is collected.
        string key = $"{Options.Prefix}{Unfinished}{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32))}{MarkName}";
        try
        {
            string? first = await WriteAsync("1", "").ConfigureAwait(false), second = await WriteAsync("2", first ?? "").ConfigureAwait(false);
            if (first is not null && second is not null && await WriteAsync("3", "").ConfigureAwait(false) is null && await WriteAsync("4", first).ConfigureAwait(false) is null) return;
            throw StoreErrors.ObjectStoreFailed(ToString()!, null, "it does not write on conditions, If-None-Match and If-Match, so that two processes could hold one upload; take a service that does");
        }
        finally
        {
            await DeleteObjectAsync(key, null, CancellationToken.None).ConfigureAwait(false);
        }

        Task<string?> WriteAsync(string content, string onlyOver) => WriteObjectAsync(key, System.Text.Encoding.ASCII.GetBytes(content), onlyOver, cancellationToken);
    }

    private string UploadKeyOf(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return IsHash(id) ? $"{Options.Prefix}{Unfinished}{id}" : throw new ArgumentException($"\"{id}\" is no id of an upload: that is 64 digits in lower-case hexadecimal, such as a SHA-256 of what tells the upload from others.", nameof(id));
    }
}
