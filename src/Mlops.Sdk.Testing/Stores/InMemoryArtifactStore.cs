using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk.Testing;

/// <summary>Content by its SHA-256 in memory. Readers get streams that cannot write, so what is stored stays sound.</summary>
/// <param name="time">The clock; null for the system's.</param>
public sealed class InMemoryArtifactStore(TimeProvider? time = null) : IArtifactStore
{
    private readonly ConcurrentDictionary<string, (byte[] Bytes, DateTimeOffset StoredAt)> _contents = new(StringComparer.Ordinal);
    private readonly TimeProvider _time = time ?? TimeProvider.System;

    /// <inheritdoc/>
    public async Task<ArtifactBlob> PutAsync(Stream content, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        using var copy = new MemoryStream();
        await content.CopyToAsync(copy, cancellationToken).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        byte[] bytes = copy.ToArray();
        string sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes));
        _contents[sha256] = (bytes, _time.GetUtcNow());
        return new ArtifactBlob(sha256, bytes.Length);
    }

    /// <inheritdoc/>
    public async Task<Stream> OpenAsync(string sha256, CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        return _contents.TryGetValue(Hash(sha256), out (byte[] Bytes, DateTimeOffset) content) ? new MemoryStream(content.Bytes, writable: false) : throw StoreErrors.ArtifactMissing(sha256, "this store in memory");
    }

    /// <inheritdoc/>
    public async Task<ArtifactState> CheckAsync(string sha256, CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        return _contents.ContainsKey(Hash(sha256)) ? ArtifactState.Sound : ArtifactState.Missing;
    }

    /// <inheritdoc/>
    public Task<long?> RemoveAsync(string sha256, DateTimeOffset unusedSince, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        // Removes this very value: content that is stored again meanwhile is another one.
        bool removed = _contents.TryGetValue(Hash(sha256), out (byte[] Bytes, DateTimeOffset StoredAt) content) && content.StoredAt < unusedSince && _contents.TryRemove(new(sha256, content));
        return Task.FromResult<long?>(removed ? content.Bytes.Length : null);
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
