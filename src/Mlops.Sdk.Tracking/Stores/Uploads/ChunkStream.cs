namespace Mlops.Sdk.Extensibility;

/// <summary>Reads checked chunks from any position, one whole chunk at a time: no byte is given out before its chunk was found right.</summary>
internal abstract class ChunkStream(long length, int chunkBytes, int storedBytes) : Stream
{
    private readonly byte[] _stored = new byte[storedBytes];
    private readonly byte[] _content = new byte[chunkBytes];
    private long _held = -1;
    private int _heldBytes;
    private long _position;

    /// <summary>What is thrown for a chunk that is not right; null for the <see cref="InvalidDataException"/> itself.</summary>
    public Func<Exception>? Damaged { get; set; }

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length { get; } = length;

    public override long Position
    {
        get => _position;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _position = value;
        }
    }

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty || _position >= Length) return 0;
        long chunk = _position / chunkBytes;
        if (chunk != _held) Hold(chunk, Fetch(chunk, _stored));
        return Take(buffer);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty || _position >= Length) return 0;
        long chunk = _position / chunkBytes;
        if (chunk != _held) Hold(chunk, await FetchAsync(chunk, _stored, cancellationToken).ConfigureAwait(false));
        return Take(buffer.Span);
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
        if (disposing) Array.Clear(_content);
        base.Dispose(disposing);
    }

    /// <summary>Reads a chunk as it is stored.</summary>
    /// <returns>How many bytes there are.</returns>
    protected abstract int Fetch(long chunk, byte[] stored);

    /// <summary>Reads a chunk as it is stored.</summary>
    /// <returns>How many bytes there are.</returns>
    protected abstract ValueTask<int> FetchAsync(long chunk, byte[] stored, CancellationToken cancellationToken);

    /// <summary>Checks a chunk and gives its content.</summary>
    /// <returns>How many bytes.</returns>
    /// <exception cref="InvalidDataException">It is not right.</exception>
    protected abstract int Open(long chunk, ReadOnlySpan<byte> stored, Span<byte> content);

    private void Hold(long chunk, int read)
    {
        _held = -1;
        try
        {
            _heldBytes = Open(chunk, _stored.AsSpan(0, read), _content);
            _held = chunk;
        }
        catch (InvalidDataException) when (Damaged is not null)
        {
            throw Damaged();
        }
    }

    private int Take(Span<byte> buffer)
    {
        int offset = (int)(_position % chunkBytes), taken = Math.Min(buffer.Length, _heldBytes - offset);
        if (taken <= 0) return 0;
        _content.AsSpan(offset, taken).CopyTo(buffer);
        _position += taken;
        return taken;
    }
}
