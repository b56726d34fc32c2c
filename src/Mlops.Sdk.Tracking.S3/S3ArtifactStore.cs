using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Amazon.S3;
using Amazon.S3.Model;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>
/// Artifacts in a bucket of Amazon S3, or of a service that speaks its protocol and writes on conditions (<c>If-None-Match</c>, <c>If-Match</c>). What a call cannot do, for want of an answer or of rights, is MLO6028.
/// </summary>
/// <remarks>Nothing is asked for but what the bucket does by itself: encryption, class of storage and versions are its own.</remarks>
public sealed partial class S3ArtifactStore : ObjectArtifactStore
{
    private const int LeastPartBytes = 5 << 20;
    private readonly IAmazonS3 _client;
    private readonly string _bucket;
    private readonly ServerClock _clock;
    private volatile bool _quotesETags, _hasAnswered;

    /// <summary>Takes a bucket that is there, and asks nothing yet. A process that only reads needs no more.</summary>
    /// <param name="client">The client, with credentials, address and policy of retries. It is the caller's, who lets it go after the store. Services other than Amazon's mostly need <c>ForcePathStyle</c>.</param>
    /// <param name="bucket">The name of the bucket.</param>
    /// <param name="options">How contents are kept; null for the defaults.</param>
    /// <exception cref="ArgumentException">A chunk has less than 5 MiB, which S3 does not join; or the prefix begins with a slash, has two in a row or has a percent sign, which services read in different ways.</exception>
    public S3ArtifactStore(IAmazonS3 client, string bucket, ObjectStoreOptions? options = null)
        : base(options)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentException.ThrowIfNullOrWhiteSpace(bucket);
        if (Options.ChunkBytes < LeastPartBytes) throw new ArgumentException($"ChunkBytes is {Options.ChunkBytes}, and S3 joins parts of at least {LeastPartBytes} bytes (5 MiB). Take that or more.", nameof(options));
        if (Options.Prefix.StartsWith('/') || Options.Prefix.Contains("//", StringComparison.Ordinal) || Options.Prefix.Contains('%', StringComparison.Ordinal))
            throw new ArgumentException($"The prefix \"{Options.Prefix}\" begins with a slash, has two in a row or has a percent sign, which services of S3 read in different ways. Take a name such as \"artifacts/\".", nameof(options));
        (_client, _bucket, _clock) = (client, bucket, ServerClock.Of(client));
    }

    /// <inheritdoc/>
    protected override int MostParts => 10_000;

    /// <inheritdoc/>
    /// <remarks>False: the ETag of content that is stored again is the same.</remarks>
    protected override bool DeletesByState => false;

    /// <summary>Opens a bucket that is there, and makes sure that this store can be kept in it: that keys can be listed, written and deleted, and that the service writes on conditions. It makes no bucket.</summary>
    /// <param name="client">The client, with credentials, address and policy of retries. It is the caller's, who lets it go after the store.</param>
    /// <param name="bucket">The name of the bucket.</param>
    /// <param name="options">How contents are kept; null for the defaults.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="ArgumentException">As of the constructor.</exception>
    /// <exception cref="MlopsException">MLO6028: there is no answer or no such bucket, the credentials do not do, or the service does not write on conditions, so that two processes could hold one upload.</exception>
    public static async Task<S3ArtifactStore> OpenAsync(IAmazonS3 client, string bucket, ObjectStoreOptions? options = null, CancellationToken cancellationToken = default)
    {
        var store = new S3ArtifactStore(client, bucket, options);
        await store.ThrowIfNoBucketAsync(cancellationToken).ConfigureAwait(false);
        await store.ThrowIfUnconditionalAsync(cancellationToken).ConfigureAwait(false);
        return store;
    }

    /// <summary>Where it is: the bucket and the address or region, without credentials.</summary>
    public override string ToString()
    {
        string? place = Uri.TryCreate(_client.Config?.ServiceURL, UriKind.Absolute, out Uri? address) ? address.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped) : _client.Config?.RegionEndpoint?.SystemName;
        return place is null ? $"the bucket {_bucket}" : $"the bucket {_bucket} at {place}";
    }

    /// <inheritdoc/>
    protected override async Task<StoredObject?> FindObjectAsync(string key, CancellationToken cancellationToken)
    {
        GetObjectMetadataResponse? found = await FindAsync(() => _client.GetObjectMetadataAsync(new GetObjectMetadataRequest { BucketName = _bucket, Key = key }, cancellationToken), cancellationToken).ConfigureAwait(false);
        if (found is null)
        {
            // An answer without a body does not say what is not there.
            if (!_hasAnswered) await ThrowIfNoBucketAsync(cancellationToken).ConfigureAwait(false);
            return null;
        }

        DateTimeOffset modified = TimeOf(found.LastModified);
        return new StoredObject(found.ContentLength, ObjectState.Of(found.ETag, modified), modified, _clock.Now ?? Options.Time.GetUtcNow());
    }

    /// <inheritdoc/>
    protected override async Task<Stream?> ReadObjectAsync(string key, long offset, long? length, CancellationToken cancellationToken) =>
        length == 0 ? Stream.Null : await ObjectContent.OpenAsync(this, key, offset, length, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    protected override async Task<string?> WriteObjectAsync(string key, ReadOnlyMemory<byte> content, string? onlyOver, CancellationToken cancellationToken)
    {
        string? expected = onlyOver is null ? null : ObjectState.ETagOf(onlyOver);
        for (int attempt = 0; ; attempt++)
        {
            // Ceph compares an ETag without quotation marks, and Amazon with them or without: what has done is done again.
            bool isQuoted = _quotesETags ^ (attempt % 2 == 1);
            if (await TryWriteAsync(key, content, expected, isQuoted, cancellationToken).ConfigureAwait(false) is { } tag)
            {
                if (!string.IsNullOrEmpty(expected)) _quotesETags = isQuoted;
                return tag;
            }

            // Refused although the state is the one that may be replaced: the other form of the ETag, or writers that came between each other (409).
            StoredObject? found = await FindObjectAsync(key, cancellationToken).ConfigureAwait(false);
            if (attempt == 3 || (found is null ? "" : ObjectState.ETagOf(found.ETag)) != expected) return null;
        }
    }

    /// <inheritdoc/>
    protected override async Task<bool> TouchObjectAsync(string key, CancellationToken cancellationToken) =>
        await FindObjectAsync(key, cancellationToken).ConfigureAwait(false) is { } found && await TryCopyAsync(key, found.Size, key, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    protected override async Task<bool> DeleteObjectAsync(string key, string? onlyIf, CancellationToken cancellationToken)
    {
        // Compared here, right before, because not every service compares it. ETags follow the bytes, so that the time counts as well.
        if (onlyIf is not null && await FindObjectAsync(key, cancellationToken).ConfigureAwait(false) is { } found && !ObjectState.IsSame(found.ETag, onlyIf)) return false;
        await FindAsync(() => _client.DeleteObjectAsync(new DeleteObjectRequest { BucketName = _bucket, Key = key }, cancellationToken), cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <inheritdoc/>
    protected override async IAsyncEnumerable<KeyValuePair<string, long>> ListObjectsAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (S3Object found in ListAsync(prefix, cancellationToken).ConfigureAwait(false)) yield return new(found.Key, found.Size ?? 0);
    }

    /// <summary>A stream that the client can read again when it sends a request again.</summary>
    private static MemoryStream StreamOf(ReadOnlyMemory<byte> content) =>
        MemoryMarshal.TryGetArray(content, out ArraySegment<byte> bytes) ? new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, writable: false) : new MemoryStream(content.ToArray(), writable: false);

    private static DateTimeOffset TimeOf(DateTime? time) => time is { } given ? new DateTimeOffset(given.ToUniversalTime()) : DateTimeOffset.MinValue;

    private async IAsyncEnumerable<S3Object> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? next = null;
        do
        {
            var request = new ListObjectsV2Request { BucketName = _bucket, Prefix = prefix, ContinuationToken = next };
            ListObjectsV2Response page = await AskAsync(() => _client.ListObjectsV2Async(request, cancellationToken), cancellationToken).ConfigureAwait(false);
            foreach (S3Object found in page.S3Objects ?? []) yield return found;
            next = page.IsTruncated == true ? page.NextContinuationToken : null;
        }
        while (next is not null);
    }

    private async Task<string?> TryWriteAsync(string key, ReadOnlyMemory<byte> content, string? expected, bool isQuoted, CancellationToken cancellationToken)
    {
        try
        {
            using MemoryStream bytes = StreamOf(content);
            var request = new PutObjectRequest { BucketName = _bucket, Key = key, InputStream = bytes, UseChunkEncoding = false };
            if (expected == "") request.IfNoneMatch = "*";
            else if (expected is not null) request.IfMatch = isQuoted ? $"\"{expected}\"" : expected;
            return ObjectState.ETagOf((await AskAsync(() => _client.PutObjectAsync(request, cancellationToken), cancellationToken).ConfigureAwait(false)).ETag);
        }
        catch (MlopsException e) when (expected is not null && Failures.IsOtherState(e))
        {
            return null;
        }
    }

    private Task ThrowIfNoBucketAsync(CancellationToken cancellationToken) =>
        AskAsync(() => _client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = _bucket, Prefix = Options.Prefix, MaxKeys = 1 }, cancellationToken), cancellationToken);

    /// <summary>Asks for what may not be there; null when it is not.</summary>
    private async Task<T?> FindAsync<T>(Func<Task<T>> ask, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            return await AskAsync(ask, cancellationToken).ConfigureAwait(false);
        }
        catch (MlopsException e) when (Failures.IsMissing(e))
        {
            return null;
        }
    }

    private async Task<T> AskAsync<T>(Func<Task<T>> ask, CancellationToken cancellationToken)
    {
        try
        {
            T answer = await ask().ConfigureAwait(false);
            _hasAnswered = true;
            return answer;
        }
        catch (Exception e) when (Failures.IsOfService(e, cancellationToken))
        {
            throw Failures.Of(ToString(), e);
        }
    }
}
