using System.Security.Cryptography;

namespace Mlops.Sdk.Extensibility;

/// <summary>Reads sealed content, one authenticated frame at a time, from any position.</summary>
internal sealed class UnsealingStream : FileChunkStream
{
    private readonly SealedFormat _format;
    private readonly long _frames;

    private UnsealingStream(FileStream file, SealedFormat format, long length)
        : base(file, length, SealedFormat.ContentBytes, SealedFormat.FrameBytes)
    {
        _format = format;
        _frames = SealedFormat.CountFrames(length);
    }

    /// <summary>Opens a sealed file.</summary>
    /// <returns>The content; null when no key that is held opens it, with the id of the key that would.</returns>
    /// <exception cref="InvalidDataException">The file is not sealed content.</exception>
    public static (UnsealingStream? Content, string KeyId) Open(FileStream file, ArtifactKeys? keys)
    {
        byte[] header = new byte[SealedFormat.HeaderBytes];
        bool isWhole = file.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) == header.Length;
        if (!isWhole || SealedFormat.KeyIdOf(header) is not { } id || SealedFormat.ContentLength(file.Length) is not long length) throw new InvalidDataException("It is not sealed content.");
        return keys?.Find(id) is { } key ? (new UnsealingStream(file, SealedFormat.Open(header, key), length), id) : (null, id);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _format.Dispose();
        base.Dispose(disposing);
    }

    protected override long PlaceOf(long chunk) => SealedFormat.PlaceOf(chunk);

    protected override int Open(long chunk, ReadOnlySpan<byte> stored, Span<byte> content)
    {
        if (stored.Length < SealedFormat.SpareBytes) throw new InvalidDataException("A frame of sealed content is cut off.");
        int bytes = stored.Length - SealedFormat.SpareBytes;
        try
        {
            _format.Unseal(chunk, chunk == _frames - 1, stored, content[..bytes]);
            return bytes;
        }
        catch (AuthenticationTagMismatchException e)
        {
            throw new InvalidDataException("A frame of sealed content is not what was sealed.", e);
        }
    }
}
