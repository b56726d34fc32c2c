using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Mlops.Sdk.Extensibility;

/// <summary>
/// Sealed content: a magic, the id of the key, a random salt, then chunks of 64 KiB, each with its tag (AES-256-GCM). The key of a content follows from the host's key and the salt (HKDF-SHA256), so that a nonce, the number of the chunk and whether it is the last one, never serves twice.
/// The header is authenticated with every chunk; chunks that are left out, moved or cut off at the end do not open.
/// </summary>
internal sealed class SealedFormat : IDisposable
{
    public const int ChunkBytes = 1 << 16, TagBytes = 16, HeaderBytes = 8 + ArtifactKeys.IdBytes + SaltBytes;
    private const int SaltBytes = 32, NonceBytes = 12;
    private readonly AesGcm _cipher;

    private SealedFormat(byte[] header, byte[] key)
    {
        Header = header;
        _cipher = new AesGcm(HKDF.DeriveKey(HashAlgorithmName.SHA256, key, ArtifactKeys.KeyBytes, header[^SaltBytes..], Encoding.ASCII.GetBytes("mlops artifact content")), TagBytes);
    }

    private static ReadOnlySpan<byte> Magic => "MLOPSEAL"u8;

    public byte[] Header { get; }

    /// <summary>A new content under the current key.</summary>
    public static SealedFormat Create(ArtifactKeys keys)
    {
        byte[] header = new byte[HeaderBytes];
        Magic.CopyTo(header);
        Convert.FromHexString(keys.CurrentId).CopyTo(header.AsSpan(Magic.Length));
        RandomNumberGenerator.Fill(header.AsSpan(HeaderBytes - SaltBytes));
        return new SealedFormat(header, keys.Current);
    }

    /// <summary>The id of the key in a header; null when it is no header.</summary>
    public static string? KeyIdOf(ReadOnlySpan<byte> header) =>
        header.Length == HeaderBytes && header.StartsWith(Magic) ? Convert.ToHexStringLower(header.Slice(Magic.Length, ArtifactKeys.IdBytes)) : null;

    /// <summary>Existing content under a key.</summary>
    public static SealedFormat Open(byte[] header, byte[] key) => new(header, key);

    /// <summary>How many bytes the content has in a file of a length; null when no content has that length.</summary>
    public static long? ContentLength(long fileLength)
    {
        long body = fileLength - HeaderBytes, chunks = CountChunks(body);
        long last = body - (chunks - 1) * (ChunkBytes + TagBytes);
        return body >= TagBytes && last >= TagBytes ? body - chunks * TagBytes : null;
    }

    public static long CountChunks(long body) => Math.Max(1, (body + ChunkBytes + TagBytes - 1) / (ChunkBytes + TagBytes));

    /// <summary>Seals a chunk; <paramref name="target"/> has room for its tag.</summary>
    public void Seal(long number, bool isLast, ReadOnlySpan<byte> content, Span<byte> target) =>
        _cipher.Encrypt(Nonce(number, isLast), content, target[..content.Length], target.Slice(content.Length, TagBytes), Header);

    /// <exception cref="AuthenticationTagMismatchException">The chunk is not what was sealed there.</exception>
    public void Unseal(long number, bool isLast, ReadOnlySpan<byte> chunk, Span<byte> content) =>
        _cipher.Decrypt(Nonce(number, isLast), chunk[..^TagBytes], chunk[^TagBytes..], content, Header);

    public void Dispose() => _cipher.Dispose();

    private static byte[] Nonce(long number, bool isLast)
    {
        byte[] nonce = new byte[NonceBytes];
        BinaryPrimitives.WriteInt64BigEndian(nonce.AsSpan(3), number);
        nonce[^1] = isLast ? (byte)1 : (byte)0;
        return nonce;
    }
}
