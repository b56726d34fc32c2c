using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Security.Cryptography;

namespace Mlops.Sdk.Extensibility;

/// <summary>
/// The hashes of the chunks of a content, so that a part of it can be checked without reading the rest. As bytes: a magic, the bytes of a chunk (32 bits) and of the whole (64 bits), SHA-256 of the whole, SHA-256 of each chunk, and SHA-256 of all before.
/// </summary>
/// <param name="Sha256">The hash of the whole, lower-case hexadecimal.</param>
/// <param name="Size">Bytes of the whole.</param>
/// <param name="ChunkBytes">Bytes of every chunk but the last.</param>
/// <param name="Chunks">The hash of each chunk.</param>
internal sealed record ChunkList(string Sha256, long Size, int ChunkBytes, ImmutableArray<byte[]> Chunks)
{
    private const int HashBytes = 32, HeaderBytes = 8 + 4 + 8 + HashBytes;

    private static ReadOnlySpan<byte> Magic => "MLOPCHNK"u8;

    /// <summary>Reads a list that <see cref="ToBytes"/> wrote; null when it is damaged or that of another content.</summary>
    public static ChunkList? Parse(ReadOnlySpan<byte> bytes, string sha256)
    {
        if (bytes.Length < HeaderBytes + HashBytes || !bytes.StartsWith(Magic) || !SHA256.HashData(bytes[..^HashBytes]).AsSpan().SequenceEqual(bytes[^HashBytes..])) return null;
        int chunkBytes = BinaryPrimitives.ReadInt32LittleEndian(bytes[8..]);
        long size = BinaryPrimitives.ReadInt64LittleEndian(bytes[12..]);
        ReadOnlySpan<byte> hashes = bytes[HeaderBytes..^HashBytes];
        if (Convert.ToHexStringLower(bytes.Slice(20, HashBytes)) != sha256 || chunkBytes <= 0 || size < 0 || hashes.Length != LengthOf(size, chunkBytes) - HeaderBytes - HashBytes) return null;
        ImmutableArray<byte[]>.Builder chunks = ImmutableArray.CreateBuilder<byte[]>(hashes.Length / HashBytes);
        for (int at = 0; at < hashes.Length; at += HashBytes) chunks.Add(hashes.Slice(at, HashBytes).ToArray());
        return new ChunkList(sha256, size, chunkBytes, chunks.MoveToImmutable());
    }

    /// <summary>How many bytes the list of a content has.</summary>
    public static long LengthOf(long size, int chunkBytes) => HeaderBytes + HashBytes + (size + chunkBytes - 1) / chunkBytes * HashBytes;

    public byte[] ToBytes()
    {
        byte[] bytes = new byte[LengthOf(Size, ChunkBytes)];
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8), ChunkBytes);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(12), Size);
        Convert.FromHexString(Sha256).CopyTo(bytes, 20);
        for (int i = 0; i < Chunks.Length; i++) Chunks[i].CopyTo(bytes, HeaderBytes + i * HashBytes);
        SHA256.HashData(bytes.AsSpan(0, bytes.Length - HashBytes), bytes.AsSpan(bytes.Length - HashBytes));
        return bytes;
    }

    /// <summary>Whether bytes are those of a chunk.</summary>
    public bool Matches(long chunk, ReadOnlySpan<byte> content) => SHA256.HashData(content).AsSpan().SequenceEqual(Chunks[(int)chunk]);
}
