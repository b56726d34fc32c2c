using System.Globalization;
using Amazon.S3;
using Amazon.S3.Model;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Copies within the service, and objects that are made of parts.</summary>
public sealed partial class S3ArtifactStore
{
    private const long MostCopiedBytes = 5L << 30, CopiedPartBytes = 512L << 20;

    /// <summary>Copies an object, also onto itself, so that it counts as written now.</summary>
    /// <returns>False when it is not there.</returns>
    private async Task<bool> TryCopyAsync(string from, long size, string to, CancellationToken cancellationToken)
    {
        if (size <= MostCopiedBytes)
        {
            // Onto itself is allowed only where the metadata is replaced; there is none.
            var request = new CopyObjectRequest { SourceBucket = _bucket, SourceKey = from, DestinationBucket = _bucket, DestinationKey = to, MetadataDirective = S3MetadataDirective.REPLACE };
            return await FindAsync(() => _client.CopyObjectAsync(request, cancellationToken), cancellationToken).ConfigureAwait(false) is not null;
        }

        List<CopySource> sources = [];
        for (long at = 0; at < size; at += CopiedPartBytes) sources.Add(new CopySource(from, at, Math.Min(CopiedPartBytes, size - at)));
        return await TryJoinAsync(sources, to, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Makes an object of parts of others.</summary>
    /// <returns>False when one of them is not there.</returns>
    private Task<bool> TryJoinAsync(IReadOnlyList<CopySource> sources, string to, CancellationToken cancellationToken) => InPartsAsync(to, sources.Sum(source => source.Size), async (upload, tags) =>
    {
        var copied = new PartETag?[sources.Count];
        await Parallel.ForEachAsync(Enumerable.Range(0, sources.Count), Parallelism(cancellationToken), async (i, token) =>
        {
            CopySource source = sources[i];
            var request = new CopyPartRequest { SourceBucket = _bucket, SourceKey = source.Key, FirstByte = source.Offset, LastByte = source.Offset + source.Size - 1, DestinationBucket = _bucket, DestinationKey = to, UploadId = upload, PartNumber = i + 1 };
            if (await FindAsync(() => _client.CopyPartAsync(request, token), token).ConfigureAwait(false) is { } answer) copied[i] = new PartETag(i + 1, answer.ETag);
        }).ConfigureAwait(false);
        foreach (PartETag? tag in copied)
        {
            if (tag is null) return false;
            tags.Add(tag);
        }

        return true;
    }, cancellationToken);

    /// <summary>Makes an object of parts, which is there as a whole or not at all.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="size">Its bytes.</param>
    /// <param name="send">Sends the parts of an upload and tells their tags; false ends it without an object.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    private async Task<bool> InPartsAsync(string key, long size, Func<string, List<PartETag>, Task<bool>> send, CancellationToken cancellationToken)
    {
        string upload = (await AskAsync(() => _client.InitiateMultipartUploadAsync(new InitiateMultipartUploadRequest { BucketName = _bucket, Key = key }, cancellationToken), cancellationToken).ConfigureAwait(false)).UploadId;
        bool isWhole = false;
        try
        {
            List<PartETag> tags = [];
            if (!await send(upload, tags).ConfigureAwait(false)) return false;
            var request = new CompleteMultipartUploadRequest { BucketName = _bucket, Key = key, UploadId = upload, PartETags = tags };
            // An upload that is not there was completed by a request whose answer was lost.
            bool isNew = await FindAsync(() => _client.CompleteMultipartUploadAsync(request, cancellationToken), cancellationToken).ConfigureAwait(false) is not null;
            long? made = (await FindObjectAsync(key, cancellationToken).ConfigureAwait(false))?.Size;
            if (made != size && (made is not null || !isNew)) throw StoreErrors.ObjectStoreFailed(ToString(), null, $"it made {key} of {made?.ToString(CultureInfo.InvariantCulture) ?? "no"} bytes out of parts with {size.ToString(CultureInfo.InvariantCulture)}");
            return isWhole = true;
        }
        finally
        {
            if (!isWhole) await TryAbortAsync(key, upload).ConfigureAwait(false);
        }
    }

    private async Task TryAbortAsync(string key, string upload)
    {
        try
        {
            await AbortAsync(key, upload, CancellationToken.None).ConfigureAwait(false);
        }
        catch (MlopsException)
        {
            // It takes room until it is collected, and what failed before says more.
        }
    }
}
