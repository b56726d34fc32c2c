namespace Mlops.Sdk.Extensibility;

/// <summary>
/// Content on its way into a store, chunk by chunk. What was appended stays when the process dies; who opens the upload again by its id goes on there.
/// The store tells the hash of each chunk it holds, so that who goes on can compare them with the content and keep only those that are still right. One holder at a time; not for use by two threads at once.
/// Disposing lets go of the upload: chunks stay for the next who opens it, and nothing is left of an upload without chunks.
/// </summary>
public interface IArtifactUpload : IAsyncDisposable
{
    /// <summary>The bytes of the whole content.</summary>
    long Size { get; }

    /// <summary>The bytes of every chunk; the last one has the rest.</summary>
    int ChunkBytes { get; }

    /// <summary>SHA-256 of each chunk that the store holds, in order, lower-case hexadecimal.</summary>
    IReadOnlyList<string> Chunks { get; }

    /// <summary>How many bytes the store holds: where to go on.</summary>
    long Offset { get; }

    /// <summary>Compares the content with the chunks that the store holds, one by one from the first. A store that cannot read what it holds before the commit need not read all of it back then, if all was confirmed.</summary>
    /// <param name="chunk">The content of the next chunk that was not confirmed yet.</param>
    /// <returns>Whether the store holds the same; when it does not, the next step is to keep those before.</returns>
    /// <exception cref="InvalidOperationException">All that the store holds was confirmed.</exception>
    bool TryConfirm(ReadOnlySpan<byte> chunk);

    /// <summary>Keeps the first chunks and drops the others.</summary>
    /// <param name="count">How many to keep.</param>
    /// <param name="cancellationToken">Stops the call; the chunks are then as they were.</param>
    Task KeepAsync(int count, CancellationToken cancellationToken = default);

    /// <summary>Stores the next chunk; it survives the death of the process when the task ends.</summary>
    /// <param name="chunk">The chunk: <see cref="ChunkBytes"/> bytes, or all that is left.</param>
    /// <param name="cancellationToken">Stops the call; the chunk is then not stored, and can be appended again.</param>
    /// <exception cref="ArgumentException">The chunk has another length.</exception>
    /// <exception cref="MlopsException">MLO6004: it cannot be written.</exception>
    Task AppendAsync(ReadOnlyMemory<byte> chunk, CancellationToken cancellationToken = default);

    /// <summary>Makes the content part of the store, under its hash, and ends the upload.</summary>
    /// <param name="sha256">The hash that the content has to have, lower-case hexadecimal.</param>
    /// <param name="cancellationToken">Stops the call; the upload is then as it was, or the content is stored.</param>
    /// <exception cref="InvalidOperationException">Chunks are missing.</exception>
    /// <exception cref="MlopsException">MLO6026: the chunks do not have that hash; MLO6004: it cannot be written. The upload stays.</exception>
    Task<ArtifactBlob> CommitAsync(string sha256, CancellationToken cancellationToken = default);
}
