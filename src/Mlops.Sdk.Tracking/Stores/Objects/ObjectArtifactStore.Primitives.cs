namespace Mlops.Sdk.Extensibility;

public abstract partial class ObjectArtifactStore
{
    /// <summary>How many parts an object can have.</summary>
    protected internal abstract int MostParts { get; }

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

    /// <summary>Puts an object together from parts.</summary>
    /// <param name="key">The key.</param>
    /// <param name="parts">All of its parts, in order; at least one.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    protected internal abstract Task JoinPartsAsync(string key, IReadOnlyList<StagedPart> parts, CancellationToken cancellationToken);

    /// <summary>Drops the parts of an object, and the object itself where it was put together.</summary>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    protected internal abstract Task DropPartsAsync(string key, CancellationToken cancellationToken);

    /// <summary>Copies an object within the store.</summary>
    /// <param name="from">The key of the one that is there.</param>
    /// <param name="to">The key of the copy; one that is there is replaced.</param>
    /// <param name="size">Its bytes.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    protected internal abstract Task CopyObjectAsync(string from, string to, long size, CancellationToken cancellationToken);
}
