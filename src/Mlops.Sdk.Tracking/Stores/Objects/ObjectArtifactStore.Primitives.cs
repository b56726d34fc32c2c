namespace Mlops.Sdk.Extensibility;

public abstract partial class ObjectArtifactStore
{
    /// <summary>How many parts an object can have.</summary>
    protected internal abstract int MostParts { get; }

    /// <summary>Whether the service itself deletes an object only in the state that it is told, and storing content again makes another state of it. Where it does not, content is removed with more care, which costs every store a request.</summary>
    /// <value>True.</value>
    protected internal virtual bool DeletesByState => true;

    /// <summary>Says what is under a key; null when nothing is.</summary>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    protected internal abstract Task<StoredObject?> FindObjectAsync(string key, CancellationToken cancellationToken);

    /// <summary>Reads bytes of an object; null when there is none.</summary>
    /// <param name="key">The key.</param>
    /// <param name="offset">The first byte.</param>
    /// <param name="length">How many bytes; null for all that follow.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    protected internal abstract Task<Stream?> ReadObjectAsync(string key, long offset, long? length, CancellationToken cancellationToken);

    /// <summary>Writes an object as a whole.</summary>
    /// <param name="key">The key.</param>
    /// <param name="content">The content.</param>
    /// <param name="onlyOver">The ETag of the state that may be replaced, empty when nothing may be there, null for anything.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The new ETag; null when something else is there than may be replaced.</returns>
    protected internal abstract Task<string?> WriteObjectAsync(string key, ReadOnlyMemory<byte> content, string? onlyOver, CancellationToken cancellationToken);

    /// <summary>Makes an object count as written now, and changes its ETag where the store can do so.</summary>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>False when it is not there, or cannot be done for an object of its size.</returns>
    protected internal abstract Task<bool> TouchObjectAsync(string key, CancellationToken cancellationToken);

    /// <summary>Deletes an object.</summary>
    /// <param name="key">The key.</param>
    /// <param name="onlyIf">The ETag that it must have still, where the store can compare it; null for any.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>False when another state of it is there.</returns>
    protected internal abstract Task<bool> DeleteObjectAsync(string key, string? onlyIf, CancellationToken cancellationToken);

    /// <summary>The keys that begin with a prefix, with their sizes.</summary>
    /// <param name="prefix">The prefix.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    protected internal abstract IAsyncEnumerable<KeyValuePair<string, long>> ListObjectsAsync(string prefix, CancellationToken cancellationToken);

    /// <summary>The parts that were sent for an object, in order of their numbers and one for each number.</summary>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    protected internal abstract Task<IReadOnlyList<StagedPart>> ListPartsAsync(string key, CancellationToken cancellationToken);

    /// <summary>Sends a part. It takes the place of one with the same number.</summary>
    /// <param name="key">The key.</param>
    /// <param name="number">Its number, from 0.</param>
    /// <param name="content">Its content.</param>
    /// <param name="sha256">SHA-256 of it, lower-case hexadecimal.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    protected internal abstract Task<StagedPart> SendPartAsync(string key, int number, ReadOnlyMemory<byte> content, string sha256, CancellationToken cancellationToken);

    /// <summary>Reads parts that were sent, in order. What it yields are their bytes, in as many streams as the store likes; who reads lets each go.</summary>
    /// <param name="key">The key that they were sent for.</param>
    /// <param name="parts">The parts.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    protected internal abstract IAsyncEnumerable<Stream> ReadPartsAsync(string key, IReadOnlyList<StagedPart> parts, CancellationToken cancellationToken);

    /// <summary>Puts an object together from parts, within the store. It is there as a whole or not at all; one that is there is replaced.</summary>
    /// <param name="key">The key that the parts were sent for.</param>
    /// <param name="parts">All of its parts, in order; at least one.</param>
    /// <param name="to">The key of the object.</param>
    /// <param name="size">Its bytes.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    protected internal abstract Task JoinPartsAsync(string key, IReadOnlyList<StagedPart> parts, string to, long size, CancellationToken cancellationToken);

    /// <summary>Drops the parts that were sent for a key, and what is under the key itself.</summary>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    protected internal abstract Task DropPartsAsync(string key, CancellationToken cancellationToken);

    /// <summary>Writes an object of several chunks. It is there as a whole or not at all. By default the chunks are sent as parts of a key that nobody else uses, and joined.</summary>
    /// <param name="key">The key; an object that is there is replaced.</param>
    /// <param name="size">Its bytes.</param>
    /// <param name="chunks">Its chunks, each of which is valid until the next is asked for. They are read to the end before the object appears.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    protected internal virtual Task WriteChunkedAsync(string key, long size, IAsyncEnumerable<ReadOnlyMemory<byte>> chunks, CancellationToken cancellationToken) => SendAsPartsAsync(key, size, chunks, cancellationToken);

    /// <summary>The keys of objects whose writing in chunks was begun and has not ended, where the store keeps what was sent of them beside the objects; none by default.</summary>
    /// <param name="cancellationToken">Stops the call.</param>
    protected internal virtual IAsyncEnumerable<string> ListBegunAsync(CancellationToken cancellationToken) => AsyncEnumerable.Empty<string>();

    /// <summary>Drops what was sent of an object whose writing in chunks does not go on.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="unusedSince">Writing that went on at or after that time is left alone.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The bytes; null when nothing was dropped.</returns>
    protected internal virtual Task<long?> DropBegunAsync(string key, DateTimeOffset unusedSince, CancellationToken cancellationToken) => Task.FromResult<long?>(null);
}
