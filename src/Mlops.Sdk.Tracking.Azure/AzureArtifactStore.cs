using System.Runtime.CompilerServices;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Artifacts in a container of Azure Blob Storage, as block blobs. What a call cannot do, for want of an answer or of rights, is MLO6028.</summary>
public sealed class AzureArtifactStore : ObjectArtifactStore
{
    private readonly BlobContainerClient _container;

    /// <summary>Takes a container that is there.</summary>
    /// <param name="container">The container, with the credentials and the policy of retries that its client was made with. Its account has to let block blobs be copied within it.</param>
    /// <param name="options">How contents are kept; null for the defaults.</param>
    public AzureArtifactStore(BlobContainerClient container, ObjectStoreOptions? options = null)
        : base(options)
    {
        ArgumentNullException.ThrowIfNull(container);
        _container = container;
    }

    /// <inheritdoc/>
    protected override int MostParts => 50_000;

    /// <summary>Opens a container, and makes it if it is not there.</summary>
    /// <param name="container">The container.</param>
    /// <param name="options">How contents are kept; null for the defaults.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="MlopsException">MLO6028: there is no answer, or the credentials do not do.</exception>
    public static async Task<AzureArtifactStore> OpenAsync(BlobContainerClient container, ObjectStoreOptions? options = null, CancellationToken cancellationToken = default)
    {
        var store = new AzureArtifactStore(container, options);
        await store.AskAsync(async () => await container.CreateIfNotExistsAsync(cancellationToken: cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        return store;
    }

    /// <summary>Where it is: the address of the container, without credentials.</summary>
    public override string ToString() => $"the container {_container.Uri.GetLeftPart(UriPartial.Path)}";

    /// <inheritdoc/>
    protected override async Task<StoredObject?> FindObjectAsync(string key, CancellationToken cancellationToken)
    {
        Response<BlobProperties>? found = await FindAsync(() => Blob(key).GetPropertiesAsync(cancellationToken: cancellationToken)).ConfigureAwait(false);
        if (found is null) return null;
        BlobProperties blob = found.Value;
        return new StoredObject(blob.ContentLength, blob.ETag.ToString(), blob.LastModified, found.GetRawResponse().Headers.Date ?? Options.Time.GetUtcNow());
    }

    /// <inheritdoc/>
    protected override async Task<Stream?> ReadObjectAsync(string key, long offset, long? length, CancellationToken cancellationToken)
    {
        BlobDownloadOptions? range = offset == 0 && length is null ? null : new BlobDownloadOptions { Range = new HttpRange(offset, length) };
        return (await FindAsync(() => Blob(key).DownloadStreamingAsync(range, cancellationToken)).ConfigureAwait(false))?.Value.Content;
    }

    /// <inheritdoc/>
    protected override async Task<string?> WriteObjectAsync(string key, ReadOnlyMemory<byte> content, string? onlyOver, CancellationToken cancellationToken)
    {
        BlobRequestConditions? conditions = onlyOver switch
        {
            null => null,
            "" => new BlobRequestConditions { IfNoneMatch = ETag.All },
            _ => new BlobRequestConditions { IfMatch = new ETag(onlyOver) },
        };
        try
        {
            using Stream bytes = BinaryData.FromBytes(content).ToStream();
            return (await AskAsync(() => Blob(key).UploadAsync(bytes, new BlobUploadOptions { Conditions = conditions, TransferOptions = new() { InitialTransferSize = content.Length + 1L } }, cancellationToken)).ConfigureAwait(false)).Value.ETag.ToString();
        }
        catch (MlopsException e) when (onlyOver is not null && e.InnerException is RequestFailedException { Status: 404 or 409 or 412 } refused && IsState(refused))
        {
            return null;
        }
    }

    /// <inheritdoc/>
    protected override async Task<bool> TouchObjectAsync(string key, CancellationToken cancellationToken) =>
        await FindAsync(() => Blob(key).SetMetadataAsync(new Dictionary<string, string>(), cancellationToken: cancellationToken)).ConfigureAwait(false) is not null;

    /// <inheritdoc/>
    protected override async Task<bool> DeleteObjectAsync(string key, string? onlyIf, CancellationToken cancellationToken)
    {
        try
        {
            await AskAsync(() => Blob(key).DeleteIfExistsAsync(conditions: onlyIf is null ? null : new BlobRequestConditions { IfMatch = new ETag(onlyIf) }, cancellationToken: cancellationToken)).ConfigureAwait(false);
            return true;
        }
        catch (MlopsException e) when (e.InnerException is RequestFailedException { Status: 412 })
        {
            return false;
        }
    }

    /// <inheritdoc/>
    protected override async IAsyncEnumerable<KeyValuePair<string, long>> ListObjectsAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IAsyncEnumerator<BlobItem> blobs = _container.GetBlobsAsync(BlobTraits.None, BlobStates.None, prefix, cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using (blobs.ConfigureAwait(false))
        {
            while (await AskAsync(() => blobs.MoveNextAsync().AsTask()).ConfigureAwait(false)) yield return new(blobs.Current.Name, blobs.Current.Properties.ContentLength ?? 0);
        }
    }

    /// <inheritdoc/>
    protected override async Task<IReadOnlyList<StagedPart>> ListPartsAsync(string key, CancellationToken cancellationToken)
    {
        BlockList? blocks = (await FindAsync(() => Blob(key).GetBlockListAsync(BlockListTypes.All, cancellationToken: cancellationToken)).ConfigureAwait(false))?.Value;
        if (blocks is null) return [];
        // A block that was sent again has an id of its own; the last one stands.
        Dictionary<int, (long SentAt, StagedPart Part)> last = [];
        foreach (BlobBlock block in blocks.CommittedBlocks.Concat(blocks.UncommittedBlocks))
        {
            if (!BlockId.TryRead(block.Name, out int number, out long sentAt, out string sha256) || (last.TryGetValue(number, out (long SentAt, StagedPart Part) other) && other.SentAt > sentAt)) continue;
            last[number] = (sentAt, new StagedPart(number, block.SizeLong, sha256, new DateTimeOffset(sentAt, TimeSpan.Zero), block.Name));
        }

        return [.. last.Values.Select(block => block.Part).OrderBy(part => part.Number)];
    }

    /// <inheritdoc/>
    protected override async Task<StagedPart> SendPartAsync(string key, int number, ReadOnlyMemory<byte> content, string sha256, CancellationToken cancellationToken)
    {
        DateTimeOffset now = Options.Time.GetUtcNow();
        string id = BlockId.Of(number, now, sha256);
        using Stream bytes = BinaryData.FromBytes(content).ToStream();
        // The service compares what it receives with a checksum that the client takes.
        var options = new BlockBlobStageBlockOptions { TransferValidation = new() { ChecksumAlgorithm = Azure.Storage.StorageChecksumAlgorithm.MD5 } };
        await AskAsync(() => Blob(key).StageBlockAsync(id, bytes, options, cancellationToken)).ConfigureAwait(false);
        return new StagedPart(number, content.Length, sha256, now, id);
    }

    /// <inheritdoc/>
    protected override async IAsyncEnumerable<Stream> ReadPartsAsync(string key, IReadOnlyList<StagedPart> parts, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Blocks can be read when they are put together.
        await CommitAsync(key, parts, cancellationToken).ConfigureAwait(false);
        if (await ReadObjectAsync(key, 0, null, cancellationToken).ConfigureAwait(false) is { } content) yield return content;
    }

    /// <inheritdoc/>
    protected override async Task JoinPartsAsync(string key, IReadOnlyList<StagedPart> parts, string to, long size, CancellationToken cancellationToken)
    {
        await CommitAsync(key, parts, cancellationToken).ConfigureAwait(false);
        await CopyAsync(key, to, size, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    protected override async Task DropPartsAsync(string key, CancellationToken cancellationToken)
    {
        if (await AskAsync(() => Blob(key).DeleteIfExistsAsync(cancellationToken: cancellationToken)).ConfigureAwait(false)) return;
        // Blocks that were never put together go with the blob that they would have made.
        if (await FindAsync(() => Blob(key).GetBlockListAsync(BlockListTypes.Uncommitted, cancellationToken: cancellationToken)).ConfigureAwait(false) is null) return;
        await AskAsync(() => Blob(key).CommitBlockListAsync([], new CommitBlockListOptions(), cancellationToken)).ConfigureAwait(false);
        await AskAsync(() => Blob(key).DeleteIfExistsAsync(cancellationToken: cancellationToken)).ConfigureAwait(false);
    }

    private static bool IsState(RequestFailedException e) => e.Status == 412 || e.ErrorCode == BlobErrorCode.BlobAlreadyExists || e.ErrorCode == BlobErrorCode.BlobNotFound;

    private BlockBlobClient Blob(string key) => _container.GetBlockBlobClient(key);

    private Task CommitAsync(string key, IReadOnlyList<StagedPart> parts, CancellationToken cancellationToken) =>
        AskAsync(() => Blob(key).CommitBlockListAsync(parts.Select(part => part.Tag), new CommitBlockListOptions(), cancellationToken));

    private Task CopyAsync(string from, string to, long size, CancellationToken cancellationToken) => AskAsync(async () =>
    {
        try
        {
            await Blob(to).StartCopyFromUriAsync(Blob(from).Uri, new BlobCopyFromUriOptions(), cancellationToken).ConfigureAwait(false);
        }
        catch (RequestFailedException e) when (e.ErrorCode == BlobErrorCode.PendingCopyOperation)
        {
            // Somebody else copies the same content there.
        }

        // Within an account the service mostly has copied before it answers. Whose copy it is does not matter: what is under a hash is the same.
        BlobProperties copy;
        while ((copy = (await Blob(to).GetPropertiesAsync(cancellationToken: cancellationToken).ConfigureAwait(false)).Value).CopyStatus == CopyStatus.Pending)
            await Task.Delay(TimeSpan.FromMilliseconds(200), Options.Time, cancellationToken).ConfigureAwait(false);
        if (copy.ContentLength != size || (copy.CopyId is not null && copy.CopyStatus != CopyStatus.Success)) throw new IOException($"the copy of {from} ended as {copy.CopyStatus} {copy.CopyStatusDescription}");
        return true;
    });

    /// <summary>Asks for what may not be there; null when it is not.</summary>
    private async Task<T?> FindAsync<T>(Func<Task<T>> ask)
        where T : class
    {
        try
        {
            return await AskAsync(ask).ConfigureAwait(false);
        }
        catch (MlopsException e) when (e.InnerException is RequestFailedException { Status: 404 } missing && missing.ErrorCode != BlobErrorCode.ContainerNotFound)
        {
            return null;
        }
    }

    private async Task<T> AskAsync<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask().ConfigureAwait(false);
        }
        catch (Exception e) when (e is RequestFailedException or AggregateException or HttpRequestException or IOException)
        {
            throw StoreErrors.ObjectStoreFailed(ToString(), e);
        }
    }
}
