using System.Security.Cryptography;

namespace Mlops.Sdk.Extensibility;

/// <summary>Reads sealed content, one authenticated chunk at a time, from any position.</summary>
internal sealed class UnsealingStream : Stream
{
    private readonly FileStream _file;
    private readonly SealedFormat _format;
    private readonly long _chunks;
    private readonly byte[] _sealed = new byte[SealedFormat.ChunkBytes + SealedFormat.TagBytes];
    private readonly byte[] _content = new byte[SealedFormat.ChunkBytes];
    private long _held = -1;
    private int _heldBytes;
    private long _position;

    private UnsealingStream(FileStream file, SealedFormat format, long length)
    {
        (_file, _format, Length) = (file, format, length);
        _chunks = SealedFormat.CountChunks(file.Length - SealedFormat.HeaderBytes);
    }

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length { get; }

    public override long Position
    {
        get => _position;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _position = value;
        }
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

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty || _position >= Length) return 0;
        (long chunk, int offset) = (_position / SealedFormat.ChunkBytes, (int)(_position % SealedFormat.ChunkBytes));
        if (chunk != _held)
        {
            _file.Position = PlaceOf(chunk);
            Unseal(chunk, _file.ReadAtLeast(_sealed, _sealed.Length, throwOnEndOfStream: false));
        }

        return Take(buffer, offset);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty || _position >= Length) return 0;
        (long chunk, int offset) = (_position / SealedFormat.ChunkBytes, (int)(_position % SealedFormat.ChunkBytes));
        if (chunk != _held)
        {
            _file.Position = PlaceOf(chunk);
            Unseal(chunk, await _file.ReadAtLeastAsync(_sealed, _sealed.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false));
        }

        return Take(buffer.Span, offset);
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override long Seek(long offset, SeekOrigin origin) => Position = offset + (origin == SeekOrigin.Begin ? 0 : origin == SeekOrigin.Current ? _position : Length);

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _format.Dispose();
            _file.Dispose();
            CryptographicOperations.ZeroMemory(_content);
        }

        base.Dispose(disposing);
    }

    private static long PlaceOf(long chunk) => SealedFormat.HeaderBytes + chunk * (SealedFormat.ChunkBytes + SealedFormat.TagBytes);

    private void Unseal(long chunk, int read)
    {
        _held = -1;
        if (read < SealedFormat.TagBytes) throw new InvalidDataException("A chunk of sealed content is cut off.");
        try
        {
            _heldBytes = read - SealedFormat.TagBytes;
            _format.Unseal(chunk, chunk == _chunks - 1, _sealed.AsSpan(0, read), _content.AsSpan(0, _heldBytes));
            _held = chunk;
        }
        catch (AuthenticationTagMismatchException e)
        {
            throw new InvalidDataException("A chunk of sealed content is not what was sealed.", e);
        }
    }

    private int Take(Span<byte> buffer, int offset)
    {
        int taken = Math.Min(buffer.Length, _heldBytes - offset);
        if (taken <= 0) return 0;
        _content.AsSpan(offset, taken).CopyTo(buffer);
        _position += taken;
        return taken;
    }
}
