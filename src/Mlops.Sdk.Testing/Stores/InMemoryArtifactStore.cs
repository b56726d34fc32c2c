using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk.Testing;

/// <summary>Content by its SHA-256 in memory. Readers get streams that cannot write, so what is stored stays sound.</summary>
public sealed class InMemoryArtifactStore : IArtifactStore
{
    private readonly ConcurrentDictionary<string, byte[]> _contents = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public async Task<ArtifactBlob> PutAsync(Stream content, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        using var copy = new MemoryStream();
        await content.CopyToAsync(copy, cancellationToken).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        byte[] bytes = copy.ToArray();
        string sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes));
        _contents.TryAdd(sha256, bytes);
        return new ArtifactBlob(sha256, bytes.Length);
    }

    /// <inheritdoc/>
    public async Task<Stream> OpenAsync(string sha256, CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        return _contents.TryGetValue(Hash(sha256), out byte[]? bytes) ? new MemoryStream(bytes, writable: false) : throw StoreErrors.ArtifactMissing(sha256);
    }

    /// <inheritdoc/>
    public async Task<ArtifactState> CheckAsync(string sha256, CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        return _contents.ContainsKey(Hash(sha256)) ? ArtifactState.Sound : ArtifactState.Missing;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<string> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        foreach (string sha256 in _contents.Keys)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return sha256;
        }
    }

    private static string Hash(string sha256)
    {
        ArgumentNullException.ThrowIfNull(sha256);
        bool isHash = sha256.Length == 64 && sha256.All(char.IsAsciiHexDigitLower);
        return isHash ? sha256 : throw new ArgumentException($"\"{sha256}\" is no SHA-256 in lower-case hexadecimal.", nameof(sha256));
    }
}
