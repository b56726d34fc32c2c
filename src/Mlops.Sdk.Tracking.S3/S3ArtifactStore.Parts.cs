using System.Runtime.CompilerServices;
using Amazon.S3;
using Amazon.S3.Model;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Each chunk that is sent for an upload is an object of its own, so that those which are sent again or left over stay out of what is put together, and nothing has to be remembered but a prefix.</summary>
public sealed partial class S3ArtifactStore
{
    private const string PartsName = ".parts/";

    /// <inheritdoc/>
    protected override async Task<IReadOnlyList<StagedPart>> ListPartsAsync(string key, CancellationToken cancellationToken)
    {
        string prefix = key + PartsName;
        // Of chunks with one number the one that was sent last stands.
        Dictionary<int, (long SentAt, StagedPart Part)> last = [];
        await foreach (S3Object found in ListAsync(prefix, cancellationToken).ConfigureAwait(false))
        {
            if (!PartName.TryRead(found.Key.AsSpan(prefix.Length), out int number, out long sentAt, out string sha256) || (last.TryGetValue(number, out (long SentAt, StagedPart Part) other) && other.SentAt > sentAt)) continue;
            last[number] = (sentAt, new StagedPart(number, found.Size ?? 0, sha256, TimeOf(found.LastModified), found.Key));
        }

        return [.. last.Values.Select(part => part.Part).OrderBy(part => part.Number)];
    }

    /// <inheritdoc/>
    protected override async Task<StagedPart> SendPartAsync(string key, int number, ReadOnlyMemory<byte> content, string sha256, CancellationToken cancellationToken)
    {
        DateTimeOffset now = Options.Time.GetUtcNow();
        string part = key + PartsName + PartName.Of(number, now, sha256);
        await TryWriteAsync(part, content, null, isQuoted: false, cancellationToken).ConfigureAwait(false);
        return new StagedPart(number, content.Length, sha256, now, part);
    }

    /// <inheritdoc/>
    protected override async IAsyncEnumerable<Stream> ReadPartsAsync(string key, IReadOnlyList<StagedPart> parts, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // A part that is gone is missing from the hash of the whole, which is what they are read for.
        foreach (StagedPart part in parts) yield return await ReadObjectAsync(part.Tag, 0, null, cancellationToken).ConfigureAwait(false) ?? Stream.Null;
    }

    /// <inheritdoc/>
    protected override async Task JoinPartsAsync(string key, IReadOnlyList<StagedPart> parts, string to, long size, CancellationToken cancellationToken)
    {
        if (parts.Count == 1 ? await TryCopyAsync(parts[0].Tag, size, to, cancellationToken).ConfigureAwait(false) : await TryJoinAsync([.. parts.Select(part => new CopySource(part.Tag, 0, part.Size))], to, cancellationToken).ConfigureAwait(false)) return;
        throw StoreErrors.ObjectStoreFailed(ToString(), null, $"chunks that were sent as {key}{PartsName}* are gone; store the content again");
    }

    /// <inheritdoc/>
    protected override async Task DropPartsAsync(string key, CancellationToken cancellationToken)
    {
        List<string> keys = [];
        await foreach (S3Object found in ListAsync(key + PartsName, cancellationToken).ConfigureAwait(false)) keys.Add(found.Key);
        // One by one: not every service takes a list of keys to delete.
        await Parallel.ForEachAsync(keys, Parallelism(cancellationToken), async (part, token) => await DeleteObjectAsync(part, null, token).ConfigureAwait(false)).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    protected override async Task WriteChunkedAsync(string key, long size, IAsyncEnumerable<ReadOnlyMemory<byte>> chunks, CancellationToken cancellationToken) =>
        await InPartsAsync(key, size, async (upload, tags) =>
        {
            await foreach (ReadOnlyMemory<byte> chunk in chunks.ConfigureAwait(false))
            {
                using MemoryStream bytes = StreamOf(chunk);
                var request = new UploadPartRequest { BucketName = _bucket, Key = key, UploadId = upload, PartNumber = tags.Count + 1, PartSize = chunk.Length, InputStream = bytes, UseChunkEncoding = false };
                tags.Add(new PartETag(tags.Count + 1, (await AskAsync(() => _client.UploadPartAsync(request, cancellationToken), cancellationToken).ConfigureAwait(false)).ETag));
            }

            return true;
        }, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    protected override async IAsyncEnumerable<string> ListBegunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (MultipartUpload upload in ListMultipartAsync(Options.Prefix, cancellationToken).ConfigureAwait(false)) yield return upload.Key;
    }

    /// <inheritdoc/>
    protected override async Task<long?> DropBegunAsync(string key, DateTimeOffset unusedSince, CancellationToken cancellationToken)
    {
        long? dropped = null;
        await foreach (MultipartUpload upload in ListMultipartAsync(key, cancellationToken).ConfigureAwait(false))
        {
            if (upload.Key != key || TimeOf(upload.Initiated) >= unusedSince) continue;
            (long size, DateTimeOffset lastSign) = await MeasureAsync(upload, cancellationToken).ConfigureAwait(false);
            // One that is being sent has no mark, but signs.
            if (lastSign >= unusedSince || (_clock.Now ?? Options.Time.GetUtcNow()) - lastSign <= Options.HoldFor) continue;
            await AbortAsync(key, upload.UploadId, cancellationToken).ConfigureAwait(false);
            dropped = (dropped ?? 0) + size;
        }

        return dropped;
    }

    private static ParallelOptions Parallelism(CancellationToken cancellationToken) => new() { MaxDegreeOfParallelism = 8, CancellationToken = cancellationToken };

    private async IAsyncEnumerable<MultipartUpload> ListMultipartAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var request = new ListMultipartUploadsRequest { BucketName = _bucket, Prefix = prefix };
        while (true)
        {
            ListMultipartUploadsResponse page = await AskAsync(() => _client.ListMultipartUploadsAsync(request, cancellationToken), cancellationToken).ConfigureAwait(false);
            foreach (MultipartUpload upload in page.MultipartUploads ?? []) yield return upload;
            if (page.IsTruncated != true) yield break;
            (request.KeyMarker, request.UploadIdMarker) = (page.NextKeyMarker, page.NextUploadIdMarker);
        }
    }

    /// <summary>The bytes that were sent, and when the last of them were.</summary>
    private async Task<(long Size, DateTimeOffset LastSign)> MeasureAsync(MultipartUpload upload, CancellationToken cancellationToken)
    {
        (long size, DateTimeOffset lastSign) = (0, TimeOf(upload.Initiated));
        var request = new ListPartsRequest { BucketName = _bucket, Key = upload.Key, UploadId = upload.UploadId };
        while (true)
        {
            ListPartsResponse? page = await FindAsync(() => _client.ListPartsAsync(request, cancellationToken), cancellationToken).ConfigureAwait(false);
            foreach (PartDetail part in page?.Parts ?? [])
            {
                size += part.Size ?? 0;
                if (TimeOf(part.LastModified) is var sent && sent > lastSign) lastSign = sent;
            }

            if (page?.IsTruncated != true) return (size, lastSign);
            request.PartNumberMarker = page.NextPartNumberMarker?.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }
    }

    private Task AbortAsync(string key, string upload, CancellationToken cancellationToken) =>
        FindAsync(() => _client.AbortMultipartUploadAsync(new AbortMultipartUploadRequest { BucketName = _bucket, Key = key, UploadId = upload }, cancellationToken), cancellationToken);

    private sealed record CopySource(string Key, long Offset, long Size);
}
