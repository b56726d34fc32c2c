using System.IO.Compression;

namespace Mlops.Sdk;

/// <summary>Unpacks gzip and notices where it is cut short, which <see cref="GZipStream"/> takes for the end: a member of our own is put after the file, and has to come out last.</summary>
internal sealed class CheckedGzipStream : ForwardStream
{
    private static readonly byte[] Seal = "\0mlops-seal-9d1f\0"u8.ToArray();
    private static readonly byte[] SealedMember = Pack(Seal);

    private readonly GZipStream _unpacked;
    private readonly byte[] _held = new byte[1 << 16];
    private int _start;
    private int _end;
    private bool _atEnd;

    public CheckedGzipStream(Stream packed) => _unpacked = new GZipStream(new FollowedStream(packed, SealedMember), CompressionMode.Decompress);

    public override int Read(Span<byte> buffer)
    {
        while (!_atEnd && _end - _start <= Seal.Length) Refill();
        int count = Math.Min(buffer.Length, _end - _start - (_atEnd ? 0 : Seal.Length));
        _held.AsSpan(_start, count).CopyTo(buffer);
        _start += count;
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _unpacked.Dispose();
        base.Dispose(disposing);
    }

    private void Refill()
    {
        _held.AsSpan(_start, _end - _start).CopyTo(_held);
        (_start, _end) = (0, _end - _start);
        int got;
        try
        {
            got = _unpacked.Read(_held, _end, _held.Length - _end);
        }
        catch (InvalidDataException damage)
        {
            // What the framework says of it speaks of archives and methods.
            throw new InvalidDataException("It is cut short, or bytes of it were changed.", damage);
        }

        _end += got;
        if (got > 0) return;
        _atEnd = true;
        if (!_held.AsSpan(0, _end).EndsWith(Seal)) throw new InvalidDataException("It is cut short, or other bytes follow its end.");
        _end -= Seal.Length;
    }

    private static byte[] Pack(byte[] bytes)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(bytes);
        return packed.ToArray();
    }

    private sealed class FollowedStream(Stream first, byte[] then) : ForwardStream
    {
        private int _given;
        private bool _firstEnded;

        public override int Read(Span<byte> buffer)
        {
            if (!_firstEnded && first.Read(buffer) is var got and > 0) return got;
            _firstEnded |= buffer.Length > 0;
            int count = Math.Min(buffer.Length, then.Length - _given);
            then.AsSpan(_given, count).CopyTo(buffer);
            _given += count;
            return count;
        }
    }
}
