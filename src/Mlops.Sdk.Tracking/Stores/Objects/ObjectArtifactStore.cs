using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace Mlops.Sdk.Extensibility;

/// <summary>
/// Artifacts in an object store, for authors of stores: what an object store can do is asked of it, the rest is the same for all. Contents are objects under <c>ab/cdef...</c>, named by their SHA-256; one of several chunks has their hashes beside it, <c>ab/cdef....chunks</c>.
/// An upload has a mark of who holds it, <c>unfinished/ID.mark</c>, and its parts are sent for <c>unfinished/ID</c>; they are checked and joined under the hash of the whole when it is committed.
/// </summary>
public abstract partial class ObjectArtifactStore : IArtifactStore
{
    private const string ChunksName = ".chunks", MarkName = ".mark", Unfinished = "unfinished/";

    /// <summary>Takes the options.</summary>
    /// <param name="options">How contents are kept; null for the defaults.</param>
    protected ObjectArtifactStore(ObjectStoreOptions? options) => Options = options ?? new ObjectStoreOptions();

    /// <summary>How contents are kept.</summary>
    protected internal ObjectStoreOptions Options { get; }

    /// <inheritdoc/>
    /// <remarks>Content that cannot be read twice is kept in a temporary file of this machine while it is stored, because its hash is its name.</remarks>
    public async Task<ArtifactBlob> PutAsync(Stream content, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        if (content.CanSeek) return await PutSeekableAsync(content, cancellationToken).ConfigureAwait(false);
        await using FileStream copy = TemporaryFile.Create();
        await content.CopyToAsync(copy, cancellationToken).ConfigureAwait(false);
        copy.Position = 0;
        return await PutSeekableAsync(copy, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    /// <remarks>The content is read into a temporary file of this machine, and its hash found right, before its first byte is given out. <see cref="OpenReadAsync"/> reads chunk by chunk instead.</remarks>
    public async Task<Stream> OpenAsync(string sha256, CancellationToken cancellationToken = default)
    {
        string key = KeyOf(sha256);
        await using Stream? content = await ReadObjectAsync(key, 0, null, cancellationToken).ConfigureAwait(false);
        if (content is null) throw StoreErrors.ArtifactMissing(sha256, ToString()!);
        FileStream copy = TemporaryFile.Create();
        try
        {
            using var hash = new ChunkHasher(0);
            byte[] buffer = new byte[1 << 17];
            int read;
            while ((read = await content.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
            {
                hash.Append(buffer.AsSpan(0, read));
                await copy.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
            }

            if (hash.Complete().Sha256 != sha256) throw StoreErrors.ArtifactDamaged(sha256, $"{this}: {key}");
            copy.Position = 0;
            return copy;
        }
        catch
        {
            await copy.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    /// <remarks>Content of more than one chunk is read chunk by chunk, each checked against the hashes beside it; where these are missing or damaged, and for smaller content, the whole is checked first.</remarks>
    public async Task<Stream> OpenReadAsync(string sha256, long offset, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        string key = KeyOf(sha256);
        StoredObject found = await FindObjectAsync(key, cancellationToken).ConfigureAwait(false) ?? throw StoreErrors.ArtifactMissing(sha256, ToString()!);
        if (offset > found.Size) throw StoreErrors.OffsetBehindEnd(sha256, offset, found.Size);
        ChunkList? list = await FindChunksAsync(sha256, found.Size, cancellationToken).ConfigureAwait(false);
        Stream content = list is null
            ? await OpenAsync(sha256, cancellationToken).ConfigureAwait(false)
            : new ObjectStream(this, key, list) { Damaged = () => StoreErrors.ArtifactDamaged(sha256, $"{this}: {key}") };
        content.Position = offset;
        return content;
    }

    /// <inheritdoc/>
    public async Task<ArtifactState> CheckAsync(string sha256, CancellationToken cancellationToken = default)
    {
        await using Stream? content = await ReadObjectAsync(KeyOf(sha256), 0, null, cancellationToken).ConfigureAwait(false);
        if (content is null) return ArtifactState.Missing;
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellationToken).ConfigureAwait(false)) == sha256 ? ArtifactState.Sound : ArtifactState.Damaged;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<string> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach ((string key, _) in ListObjectsAsync(Options.Prefix, cancellationToken).ConfigureAwait(false))
        {
            if (HashOf(key) is { } sha256) yield return sha256;
        }
    }

    /// <summary>The bytes of a chunk of a content of a size.</summary>
    internal int ChunkBytesFor(long size)
    {
        long least = (size + MostParts - 1) / MostParts, rounded = (least + (1 << 16) - 1) & -(1L << 16);
        return checked((int)Math.Max(Options.ChunkBytes, rounded));
    }

    /// <summary>The hashes of the chunks come first: content whose hashes are missing is checked as a whole.</summary>
    internal async Task WriteChunksAsync(ChunkList list, CancellationToken cancellationToken)
    {
        if (list.Chunks.Length > 1) await WriteObjectAsync(KeyOf(list.Sha256) + ChunksName, list.ToBytes(), null, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Whether content is there already; it then counts as stored now.</summary>
    internal async Task<bool> TouchAsync(string sha256, long size, CancellationToken cancellationToken)
    {
        string key = KeyOf(sha256);
        return await FindObjectAsync(key, cancellationToken).ConfigureAwait(false) is { } found && found.Size == size
            && await TouchObjectAsync(key, cancellationToken).ConfigureAwait(false) && await IsKeptAsync(sha256, cancellationToken).ConfigureAwait(false);
    }

    internal string KeyOf(string sha256)
    {
        ArgumentNullException.ThrowIfNull(sha256);
        if (!IsHash(sha256)) throw new ArgumentException($"\"{sha256}\" is no SHA-256 in lower-case hexadecimal.", nameof(sha256));
        return $"{Options.Prefix}{sha256[..2]}/{sha256[2..]}";
    }

    /// <summary>The hash of the content that a key is for; null for another key.</summary>
    private string? HashOf(string key)
    {
        string name = key[Options.Prefix.Length..];
        return name.Length == 65 && name[2] == '/' && IsHash(name.Remove(2, 1)) ? name.Remove(2, 1) : null;
    }

    private static bool IsHash(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigitLower);

    private async Task<ArtifactBlob> PutSeekableAsync(Stream content, CancellationToken cancellationToken)
    {
        long start = content.Position, size = content.Length - start;
        int chunkBytes = ChunkBytesFor(size);
        byte[] buffer = new byte[Math.Min(chunkBytes, Math.Max(size, 1))];
        if (size <= chunkBytes)
        {
            int read = await content.ReadAtLeastAsync(buffer, (int)size, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            string small = Convert.ToHexStringLower(SHA256.HashData(buffer.AsSpan(0, read)));
            do await WriteObjectAsync(KeyOf(small), buffer.AsMemory(0, read), null, cancellationToken).ConfigureAwait(false);
            while (!await IsKeptAsync(small, cancellationToken).ConfigureAwait(false));
            return new ArtifactBlob(small, read);
        }

        ChunkList list = await HashAsync(content, chunkBytes, buffer, cancellationToken).ConfigureAwait(false);
        if (await TouchAsync(list.Sha256, list.Size, cancellationToken).ConfigureAwait(false)) return new ArtifactBlob(list.Sha256, list.Size);
        do
        {
            content.Position = start;
            await WriteChunkedAsync(KeyOf(list.Sha256), list.Size, ReadAgainAsync(content, list, buffer, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        while (!await IsKeptAsync(list.Sha256, cancellationToken).ConfigureAwait(false));

        return new ArtifactBlob(list.Sha256, list.Size);
    }

    private static async Task<ChunkList> HashAsync(Stream content, int chunkBytes, byte[] buffer, CancellationToken cancellationToken)
    {
        using var hash = new ChunkHasher(chunkBytes);
        int read;
        while ((read = await content.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0) hash.Append(buffer.AsSpan(0, read));
        return hash.Complete();
    }

    private async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAgainAsync(Stream content, ChunkList list, byte[] buffer, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (int chunk = 0; chunk < list.Chunks.Length; chunk++)
        {
            int read = await content.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            if (!list.Matches(chunk, buffer.AsSpan(0, read))) throw StoreErrors.UploadDiffers(list.Sha256, "another one when the content was read again");
            yield return buffer.AsMemory(0, read);
        }

        // All is sent, and the content appears next.
        await WriteChunksAsync(list, cancellationToken).ConfigureAwait(false);
    }

    private async Task SendAsPartsAsync(string to, long size, IAsyncEnumerable<ReadOnlyMemory<byte>> chunks, CancellationToken cancellationToken)
    {
        // Parts go where nobody else sends any: two that store the same content do not take parts from each other.
        string key = $"{Options.Prefix}{Unfinished}{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32))}";
        try
        {
            List<StagedPart> parts = [];
            await foreach (ReadOnlyMemory<byte> chunk in chunks.ConfigureAwait(false))
                parts.Add(await SendPartAsync(key, parts.Count, chunk, Convert.ToHexStringLower(SHA256.HashData(chunk.Span)), cancellationToken).ConfigureAwait(false));
            await JoinPartsAsync(key, parts, to, size, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await TryDropAsync(key).ConfigureAwait(false);
        }
    }

    private async Task TryDropAsync(string key)
    {
        try
        {
            await DropPartsAsync(key, CancellationToken.None).ConfigureAwait(false);
        }
        catch (MlopsException)
        {
            // It takes room until it is collected, and what failed before says more.
        }
    }

    private async Task<ChunkList?> FindChunksAsync(string sha256, long size, CancellationToken cancellationToken)
    {
        if (size <= Options.ChunkBytes && size <= 1 << 16) return null;
        string key = KeyOf(sha256) + ChunksName;
        // A list that is longer than one of the smallest chunks could be is not read.
        if (await FindObjectAsync(key, cancellationToken).ConfigureAwait(false) is not { } found || found.Size > ChunkList.LengthOf(size, 1 << 16)) return null;
        await using Stream? content = await ReadObjectAsync(key, 0, null, cancellationToken).ConfigureAwait(false);
        if (content is null) return null;
        using var copy = new MemoryStream();
        await content.CopyToAsync(copy, cancellationToken).ConfigureAwait(false);
        // Only content of several chunks has a list: one that names a larger chunk would have it take memory that the content does not need.
        return ChunkList.Parse(copy.GetBuffer().AsSpan(0, (int)copy.Length), sha256) is { } list && list.Size == size && list.ChunkBytes < size ? list : null;
    }

    /// <summary>Reads content chunk by chunk, each in one request.</summary>
    private sealed class ObjectStream(ObjectArtifactStore store, string key, ChunkList list) : ChunkStream(list.Size, list.ChunkBytes, list.ChunkBytes)
    {
        protected override int Fetch(long chunk, byte[] stored) => FetchAsync(chunk, stored, CancellationToken.None).AsTask().GetAwaiter().GetResult();

        protected override async ValueTask<int> FetchAsync(long chunk, byte[] stored, CancellationToken cancellationToken)
        {
            long place = chunk * list.ChunkBytes;
            int length = (int)Math.Min(list.ChunkBytes, list.Size - place);
            await using Stream content = await store.ReadObjectAsync(key, place, length, cancellationToken).ConfigureAwait(false) ?? throw StoreErrors.ArtifactMissing(list.Sha256, store.ToString()!);
            return await content.ReadAtLeastAsync(stored.AsMemory(0, length), length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        }

        protected override int Open(long chunk, ReadOnlySpan<byte> stored, Span<byte> content)
        {
            if (!list.Matches(chunk, stored)) throw new InvalidDataException("A chunk of the content is not what was stored.");
            stored.CopyTo(content);
            return stored.Length;
        }
    }
}
