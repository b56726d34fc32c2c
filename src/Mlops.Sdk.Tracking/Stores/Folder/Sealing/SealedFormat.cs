using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Mlops.Sdk.Extensibility;

/// <summary>
/// Sealed content: a magic, the id of the key, a random salt, then frames of 64 KiB of content, each with a random nonce before it and its tag behind it (AES-256-GCM). The key of a content follows from the host's key and the salt (HKDF-SHA256).
/// The header, the number of the frame and whether it is the last one are authenticated with every frame; frames that are left out, moved or cut off at the end do not open.
/// Nonces are random because an upload that goes on may seal a frame anew in the place of one that was half written; within one content, of at most 2^32 frames, two are the same with a probability below 2^-32 (NIST SP 800-38D, 8.3).
/// </summary>
internal sealed class SealedFormat : IDisposable
{
    public const int ContentBytes = 1 << 16, SpareBytes = NonceBytes + TagBytes, FrameBytes = ContentBytes + SpareBytes, HeaderBytes = 8 + ArtifactKeys.IdBytes + SaltBytes;
    private const int SaltBytes = 32, NonceBytes = 12, TagBytes = 16;
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
        long body = fileLength - HeaderBytes, frames = Math.Max(1, (body + FrameBytes - 1) / FrameBytes);
        long last = body - (frames - 1) * FrameBytes;
        return last > SpareBytes || (last == SpareBytes && frames == 1) ? body - frames * SpareBytes : null;
    }

    /// <summary>How many frames a content has: one at least.</summary>
    public static long CountFrames(long contentLength) => Math.Max(1, (contentLength + ContentBytes - 1) / ContentBytes);

    /// <summary>Where a frame begins in the file.</summary>
    public static long PlaceOf(long frame) => HeaderBytes + frame * FrameBytes;

    /// <summary>Seals a frame; <paramref name="target"/> has <see cref="SpareBytes"/> more than the content.</summary>
    public void Seal(long number, bool isLast, ReadOnlySpan<byte> content, Span<byte> target)
    {
        RandomNumberGenerator.Fill(target[..NonceBytes]);
        Span<byte> bound = stackalloc byte[HeaderBytes + 9];
        Bind(number, isLast, bound);
        _cipher.Encrypt(target[..NonceBytes], content, target.Slice(NonceBytes, content.Length), target.Slice(NonceBytes + content.Length, TagBytes), bound);
    }

    /// <exception cref="AuthenticationTagMismatchException">The frame is not what was sealed there.</exception>
    public void Unseal(long number, bool isLast, ReadOnlySpan<byte> frame, Span<byte> content)
    {
        Span<byte> bound = stackalloc byte[HeaderBytes + 9];
        Bind(number, isLast, bound);
        _cipher.Decrypt(frame[..NonceBytes], frame[NonceBytes..^TagBytes], frame[^TagBytes..], content, bound);
    }

    public void Dispose() => _cipher.Dispose();

    private void Bind(long number, bool isLast, Span<byte> bound)
    {
        Header.CopyTo(bound);
        BinaryPrimitives.WriteInt64BigEndian(bound[HeaderBytes..], number);
        bound[^1] = isLast ? (byte)1 : (byte)0;
    }
}
