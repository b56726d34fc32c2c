using System.Globalization;
using System.Security.Cryptography;

namespace Mlops.Sdk.Extensibility;

/// <summary>What every upload keeps account of, for authors of stores: its chunks, and what may be asked of it when.</summary>
public abstract class ArtifactUpload : IArtifactUpload
{
    private readonly List<string> _chunks;
    private readonly IncrementalHash _seen = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private int _seenChunks;
    private bool _isOver;

    /// <summary>Begins an upload, or goes on with one.</summary>
    /// <param name="size">The bytes of the whole content.</param>
    /// <param name="chunkBytes">The bytes of a chunk.</param>
    /// <param name="chunks">SHA-256 of the chunks that are there.</param>
    protected ArtifactUpload(long size, int chunkBytes, IEnumerable<string> chunks)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(chunkBytes);
        (Size, ChunkBytes, _chunks) = (size, chunkBytes, [.. chunks]);
        Chunks = _chunks.AsReadOnly();
        ArgumentOutOfRangeException.ThrowIfGreaterThan(_chunks.Count, CountChunks(size, chunkBytes), nameof(chunks));
    }

    /// <inheritdoc/>
    public long Size { get; }

    /// <inheritdoc/>
    public int ChunkBytes { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Chunks { get; }

    /// <inheritdoc/>
    public long Offset => Math.Min(Size, (long)_chunks.Count * ChunkBytes);

    /// <summary>SHA-256 of all chunks, when all were appended or confirmed here; null otherwise.</summary>
    protected string? SeenSha256 => _seenChunks == _chunks.Count ? Convert.ToHexStringLower(_seen.GetCurrentHash()) : null;

    /// <summary>How many chunks a content has.</summary>
    /// <param name="size">Its bytes.</param>
    /// <param name="chunkBytes">The bytes of a chunk.</param>
    public static int CountChunks(long size, int chunkBytes) => checked((int)((size + chunkBytes - 1) / chunkBytes));

    /// <inheritdoc/>
    public bool TryConfirm(ReadOnlySpan<byte> chunk)
    {
        ObjectDisposedException.ThrowIf(_isOver, this);
        if ((uint)_seenChunks >= (uint)_chunks.Count) throw new InvalidOperationException("There is no chunk that was not confirmed. Confirm chunks from the first, before anything is dropped or appended.");
        if (Convert.ToHexStringLower(SHA256.HashData(chunk)) != _chunks[_seenChunks]) return false;
        See(chunk);
        return true;
    }

    /// <inheritdoc/>
    public async Task KeepAsync(int count, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_isOver, this);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _chunks.Count);
        cancellationToken.ThrowIfCancellationRequested();
        if (count == _chunks.Count) return;
        await KeepCoreAsync(count, cancellationToken).ConfigureAwait(false);
        _chunks.RemoveRange(count, _chunks.Count - count);
        if (count == 0)
        {
            _seen.GetHashAndReset();
            _seenChunks = 0;
        }
        else if (_seenChunks > count)
        {
            // A hash cannot be taken back.
            _seenChunks = -1;
        }
    }

    /// <inheritdoc/>
    public async Task AppendAsync(ReadOnlyMemory<byte> chunk, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_isOver, this);
        long expected = Math.Min(ChunkBytes, Size - Offset);
        if (chunk.Length != expected || expected == 0)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The chunk at byte {Offset} of {Size} has {chunk.Length} bytes and needs {expected}. Chunks have ChunkBytes bytes, and the last one has the rest."), nameof(chunk));
        cancellationToken.ThrowIfCancellationRequested();
        string sha256 = Convert.ToHexStringLower(SHA256.HashData(chunk.Span));
        await AppendCoreAsync(_chunks.Count, chunk, sha256, cancellationToken).ConfigureAwait(false);
        if (_seenChunks == _chunks.Count) See(chunk.Span);
        _chunks.Add(sha256);
    }

    /// <inheritdoc/>
    public async Task<ArtifactBlob> CommitAsync(string sha256, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sha256);
        ObjectDisposedException.ThrowIf(_isOver, this);
        if (Offset != Size) throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"The upload has {Offset} of {Size} bytes. Append the others, then commit it."));
        cancellationToken.ThrowIfCancellationRequested();
        await CommitCoreAsync(sha256, cancellationToken).ConfigureAwait(false);
        _isOver = true;
        return new ArtifactBlob(sha256, Size);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _isOver = true;
        await DisposeCoreAsync().ConfigureAwait(false);
        _seen.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Keeps the first chunks and drops the others.</summary>
    /// <param name="count">How many, fewer than there are.</param>
    /// <param name="cancellationToken">Stops the call, with the chunks as they were.</param>
    protected abstract Task KeepCoreAsync(int count, CancellationToken cancellationToken);

    /// <summary>Stores a chunk. When it fails, it may be asked again for the same chunk, or for another one in its place.</summary>
    /// <param name="number">Its number, from 0.</param>
    /// <param name="chunk">The chunk, with the right length.</param>
    /// <param name="sha256">Its hash.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    protected abstract Task AppendCoreAsync(int number, ReadOnlyMemory<byte> chunk, string sha256, CancellationToken cancellationToken);

    /// <summary>Checks the hash of the whole, and places the content under it.</summary>
    /// <param name="sha256">The hash that the content has to have.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    protected abstract Task CommitCoreAsync(string sha256, CancellationToken cancellationToken);

    /// <summary>Lets go of the upload; called again, it does nothing.</summary>
    protected abstract ValueTask DisposeCoreAsync();

    private void See(ReadOnlySpan<byte> chunk)
    {
        _seen.AppendData(chunk);
        _seenChunks++;
    }
}
