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
    private readonly Dictionary<string, Part> _uploads = new(StringComparer.Ordinal);
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
    public async Task<Stream> OpenReadAsync(string sha256, long offset, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        Stream content = await OpenAsync(sha256, cancellationToken).ConfigureAwait(false);
        if (offset > content.Length) throw StoreErrors.OffsetBehindEnd(sha256, offset, content.Length);
        content.Position = offset;
        return content;
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

    /// <inheritdoc/>
    public Task<IArtifactUpload> OpenUploadAsync(string id, long size, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        cancellationToken.ThrowIfCancellationRequested();
        Hash(id);
        lock (_uploads)
        {
            if (!_uploads.TryGetValue(id, out Part? part)) _uploads[id] = part = new Part();
            if (part.IsHeld) throw StoreErrors.UploadInUse(id);
            InMemoryUpload.Fit(part.Chunks, size);
            part.IsHeld = true;
            return Task.FromResult<IArtifactUpload>(new InMemoryUpload(size, part.Chunks, content => Commit(id, content), () => LetGo(id, part)));
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<string> ListUploadsAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        string[] ids;
        lock (_uploads) ids = [.. _uploads.Keys];
        foreach (string id in ids)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return id;
        }
    }

    /// <inheritdoc/>
    public Task<long?> RemoveUploadAsync(string id, DateTimeOffset unusedSince, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Hash(id);
        lock (_uploads)
        {
            if (!_uploads.TryGetValue(id, out Part? part) || part.IsHeld || part.UsedAt >= unusedSince) return Task.FromResult<long?>(null);
            _uploads.Remove(id);
            return Task.FromResult<long?>(part.Chunks.Sum(chunk => (long)chunk.Length));
        }
    }

    private void Commit(string id, byte[] content)
    {
        lock (_uploads)
        {
            _contents[Convert.ToHexStringLower(SHA256.HashData(content))] = (content, _time.GetUtcNow());
            _uploads.Remove(id);
        }
    }

    private void LetGo(string id, Part part)
    {
        lock (_uploads)
        {
            // Somebody else may have begun anew under the id since this one was committed.
            if (!_uploads.TryGetValue(id, out Part? now) || now != part) return;
            (part.IsHeld, part.UsedAt) = (false, _time.GetUtcNow());
            if (part.Chunks.Count == 0) _uploads.Remove(id);
        }
    }

    private static string Hash(string sha256)
    {
        ArgumentNullException.ThrowIfNull(sha256);
        bool isHash = sha256.Length == 64 && sha256.All(char.IsAsciiHexDigitLower);
        return isHash ? sha256 : throw new ArgumentException($"\"{sha256}\" is no SHA-256 in lower-case hexadecimal.", nameof(sha256));
    }

    private sealed class Part
    {
        public List<byte[]> Chunks { get; } = [];

        public bool IsHeld { get; set; }

        public DateTimeOffset UsedAt { get; set; }
    }
}
