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
}
