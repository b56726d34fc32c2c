using System.Buffers;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace Mlops.Sdk.Extensibility;

/// <summary>The file of an upload that is not complete, in the form that the content will be kept in, plain or sealed. Chunks are written at their places, so that one which was half written is written over.</summary>
internal abstract class PartFile(SafeFileHandle file, long size) : IDisposable
{
    public const int ChunkBytes = 1 << 20;

    protected SafeFileHandle File { get; } = file;

    protected long Size { get; } = size;

    /// <summary>Reads the chunks that are whole and gives the hash of each.</summary>
    /// <param name="whole">Takes their content; null for nobody.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task<List<string>> ScanAsync(IncrementalHash? whole, CancellationToken cancellationToken)
    {
        List<string> chunks = [];
        byte[] buffer = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        try
        {
            long length = RandomAccess.GetLength(File);
            while (chunks.Count < ArtifactUpload.CountChunks(Size, ChunkBytes) && EndOf(chunks.Count) <= length)
            {
                Memory<byte> content = buffer.AsMemory(0, LengthOf(chunks.Count));
                if (!await ReadAsync(chunks.Count, content, cancellationToken).ConfigureAwait(false)) break;
                whole?.AppendData(content.Span);
                chunks.Add(Convert.ToHexStringLower(SHA256.HashData(content.Span)));
            }

            return chunks;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(buffer);
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Cuts off what lies behind the first chunks.</summary>
    public void Keep(int chunks) => RandomAccess.SetLength(File, chunks == 0 ? PlaceOf(0) : EndOf(chunks - 1));

    public abstract ValueTask WriteAsync(int chunk, ReadOnlyMemory<byte> content, CancellationToken cancellationToken);

    /// <summary>Writes what a complete file has beside its chunks.</summary>
    public virtual ValueTask CompleteAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public void Flush() => RandomAccess.FlushToDisk(File);

    /// <summary>Its age is what tells an abandoned upload from one that somebody goes on with.</summary>
    public void Touch(DateTimeOffset now) => System.IO.File.SetLastWriteTimeUtc(File, now.UtcDateTime);

    public virtual void Dispose() => File.Dispose();

    /// <summary>Where a chunk begins in the file.</summary>
    protected abstract long PlaceOf(int chunk);

    /// <summary>How many bytes a chunk takes in the file.</summary>
    protected abstract int StoredBytes(int contentBytes);

    /// <returns>False when the chunk is not what was written.</returns>
    protected abstract ValueTask<bool> ReadAsync(int chunk, Memory<byte> content, CancellationToken cancellationToken);

    protected async ValueTask<bool> FillAsync(Memory<byte> buffer, long place, CancellationToken cancellationToken)
    {
        while (!buffer.IsEmpty)
        {
            int read = await RandomAccess.ReadAsync(File, buffer, place, cancellationToken).ConfigureAwait(false);
            if (read == 0) return false;
            buffer = buffer[read..];
            place += read;
        }

        return true;
    }

    private long EndOf(int chunk) => PlaceOf(chunk) + StoredBytes(LengthOf(chunk));

    private int LengthOf(int chunk) => (int)Math.Min(ChunkBytes, Size - (long)chunk * ChunkBytes);
}
