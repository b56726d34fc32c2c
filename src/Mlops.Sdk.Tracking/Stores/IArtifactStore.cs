namespace Mlops.Sdk.Extensibility;

/// <summary>Content by its SHA-256: stored once, never changed. Every method may be called from many threads and processes.</summary>
public interface IArtifactStore
{
    /// <summary>Stores what is left of a stream. The content is whole under its hash, or absent; content that is already there is not stored again.</summary>
    /// <param name="content">The content, read to its end.</param>
    /// <param name="cancellationToken">Stops the call and leaves nothing behind.</param>
    Task<ArtifactBlob> PutAsync(Stream content, CancellationToken cancellationToken = default);

    /// <summary>Opens content, at its first byte, after its hash was found right.</summary>
    /// <param name="sha256">The hash, lower-case hexadecimal.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="MlopsException">MLO6021: it is missing; MLO6022: the content does not match its hash; MLO6024: it is encrypted with a key that the store was not given.</exception>
    Task<Stream> OpenAsync(string sha256, CancellationToken cancellationToken = default);

    /// <summary>Opens content at any of its bytes. No byte is read that was not found right before, as a part of the whole or as a part of a chunk whose hash is known; reading one that is not right throws MLO6022.</summary>
    /// <param name="sha256">The hash, lower-case hexadecimal.</param>
    /// <param name="offset">The byte to begin at, from 0 to the length of the content.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="ArgumentOutOfRangeException">The content is shorter.</exception>
    /// <exception cref="MlopsException">As for <see cref="OpenAsync"/>.</exception>
    Task<Stream> OpenReadAsync(string sha256, long offset, CancellationToken cancellationToken = default);

    /// <summary>Reads one content through and says whether it is missing, damaged, locked or sound.</summary>
    /// <param name="sha256">The hash, lower-case hexadecimal.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    Task<ArtifactState> CheckAsync(string sha256, CancellationToken cancellationToken = default);

    /// <summary>Removes content, unless it was stored, or stored again, at or after a time. Of a call that stores it and one that removes it at once, the content is there after the former.</summary>
    /// <param name="sha256">The hash, lower-case hexadecimal.</param>
    /// <param name="unusedSince">The time.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>How many bytes were removed; null when nothing was.</returns>
    Task<long?> RemoveAsync(string sha256, DateTimeOffset unusedSince, CancellationToken cancellationToken = default);

    /// <summary>The hash of everything stored.</summary>
    /// <param name="cancellationToken">Stops the call.</param>
    IAsyncEnumerable<string> ListAsync(CancellationToken cancellationToken = default);

    /// <summary>Begins an upload that can go on after it stopped, or goes on with one.</summary>
    /// <param name="id">What tells it from others: 64 digits in lower-case hexadecimal, such as a SHA-256 of where the content comes from. Who gives the same id goes on with the same upload, in any process.</param>
    /// <param name="size">The bytes of the whole content. An upload that was begun with another size keeps the chunks that fit.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="MlopsException">MLO6004: it cannot be written; MLO6025: somebody else has it open.</exception>
    Task<IArtifactUpload> OpenUploadAsync(string id, long size, CancellationToken cancellationToken = default);

    /// <summary>The ids of the uploads that are not complete.</summary>
    /// <param name="cancellationToken">Stops the call.</param>
    IAsyncEnumerable<string> ListUploadsAsync(CancellationToken cancellationToken = default);

    /// <summary>Removes an upload that is not complete, unless somebody has it open, or had at or after a time.</summary>
    /// <param name="id">The upload.</param>
    /// <param name="unusedSince">The time.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>How many bytes were removed; null when nothing was.</returns>
    Task<long?> RemoveUploadAsync(string id, DateTimeOffset unusedSince, CancellationToken cancellationToken = default);
}
