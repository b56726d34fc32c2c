using System.Security.Cryptography;

namespace Mlops.Sdk.Extensibility;

/// <summary>Hashes content as a whole and by chunks, on its way.</summary>
/// <param name="chunkBytes">The bytes of a chunk; 0 for the whole alone.</param>
internal sealed class ChunkHasher(int chunkBytes) : IDisposable
{
    private readonly IncrementalHash _whole = IncrementalHash.CreateHash(HashAlgorithmName.SHA256), _chunk = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly List<byte[]> _chunks = [];
    private int _inChunk;
    private long _size;

    public void Append(ReadOnlySpan<byte> content)
    {
        _whole.AppendData(content);
        _size += content.Length;
        while (chunkBytes > 0 && !content.IsEmpty)
        {
            int taken = Math.Min(content.Length, chunkBytes - _inChunk);
            _chunk.AppendData(content[..taken]);
            content = content[taken..];
            _inChunk += taken;
            if (_inChunk == chunkBytes) EndChunk();
        }
    }

    public ChunkList Complete()
    {
        if (_inChunk > 0) EndChunk();
        return new ChunkList(Convert.ToHexStringLower(_whole.GetHashAndReset()), _size, chunkBytes, [.. _chunks]);
    }

    public void Dispose()
    {
        _whole.Dispose();
        _chunk.Dispose();
    }

    private void EndChunk()
    {
        _chunks.Add(_chunk.GetHashAndReset());
        _inChunk = 0;
    }
}
