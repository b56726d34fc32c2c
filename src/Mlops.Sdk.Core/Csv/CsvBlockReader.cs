using System.Buffers;

namespace Mlops.Sdk;

/// <summary>Whole records of a file in a pooled buffer. The first byte of the buffer is a line feed that is not in the file, so that no block begins with what looks like a byte order mark.</summary>
internal sealed class CsvBlock(int index, long offset, byte[] buffer, int length, double fraction) : IDisposable
{
    public int Index { get; } = index;

    /// <summary>Where the buffer's first byte would be, in decoded bytes from the beginning of the file.</summary>
    public long Offset { get; } = offset;

    /// <summary>The share of the file that ends with this block.</summary>
    public double Fraction { get; } = fraction;

    public byte[] Buffer { get; private set; } = buffer;

    public int Length { get; private set; } = length;

    public ReadOnlySpan<byte> Bytes => Buffer.AsSpan(0, Length);

    /// <summary>Takes other bytes in place of these; the buffer is from the shared pool.</summary>
    public void Replace(byte[] pooled, int count)
    {
        Dispose();
        (Buffer, Length) = (pooled, count);
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(Buffer);
        Buffer = [];
    }
}

/// <summary>Cuts the decoded bytes of a file into blocks of whole records; the cuts depend on the bytes and the block size alone.</summary>
internal sealed class CsvBlockReader(CsvStream stream, CsvLayout layout, CsvOptions options) : IDisposable
{
    private byte[] _carry = [];
    private int _carried;
    private long _offset = layout.DataOffset;
    private int _index;
    private bool _atEnd;
    private bool _skipped;

    /// <summary>The next block, or null after the last.</summary>
    public CsvBlock? Next()
    {
        SkipHead();
        byte[] buffer = ArrayPool<byte>.Shared.Rent(Math.Max(options.BlockBytes, (2 * _carried) + 2));
        buffer[0] = (byte)'\n';
        _carry.AsSpan(0, _carried).CopyTo(buffer.AsSpan(1));
        int filled = 1 + _carried;
        while (true)
        {
            int room = Math.Min(buffer.Length, Math.Max(options.BlockBytes, filled + 1)) - filled;
            // A record longer than a block makes the buffer grow; what it grows to is used whole.
            if (filled > options.BlockBytes) room = buffer.Length - filled;
            int got = _atEnd ? 0 : stream.Fill(buffer.AsSpan(filled, room));
            _atEnd |= got < room;
            filled += got;
            int end = RecordScanner.LastRecordEnd(buffer.AsSpan(1, filled - 1), layout.Dialect, _atEnd);
            if (end > 0 || _atEnd) return Cut(buffer, filled, end);
            if (filled > options.MaxRecordBytes) throw TooLong(buffer.AsSpan(1, filled - 1));
            byte[] larger = ArrayPool<byte>.Shared.Rent(filled * 2);
            buffer.AsSpan(0, filled).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = larger;
        }
    }

    public void Dispose() => stream.Dispose();

    private CsvBlock? Cut(byte[] buffer, int filled, int end)
    {
        _carried = filled - 1 - end;
        if (_carry.Length < _carried) _carry = new byte[Math.Max(_carried, options.BlockBytes)];
        buffer.AsSpan(1 + end, _carried).CopyTo(_carry);
        var block = new CsvBlock(_index++, _offset - 1, buffer, end + 1, _atEnd ? 1 : stream.Fraction);
        _offset += end;
        if (end > 0) return block;
        block.Dispose();
        return null;
    }

    private void SkipHead()
    {
        if (_skipped) return;
        _skipped = true;
        var scratch = new byte[1 << 16];
        for (long left = layout.DataOffset; left > 0;)
        {
            int got = stream.Fill(scratch.AsSpan(0, (int)Math.Min(left, scratch.Length)));
            if (got == 0) return;
            left -= got;
        }
    }

    private MlopsException TooLong(ReadOnlySpan<byte> record)
    {
        int quote = record.IndexOf(layout.Dialect.Quote);
        return new CsvFault("MLO1508", _offset + Math.Max(quote, 0), -1, null,
            $"the record has no end within {options.MaxRecordBytes} bytes; {(quote < 0 ? "it has no line end" : "the quote that opens here may never be closed")}. Close the quote, or raise CsvOptions.MaxRecordBytes.")
            .ToException(layout.Input, options, 0);
    }
}
