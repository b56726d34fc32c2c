using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Text.Unicode;

namespace Mlops.Sdk;

/// <content>Blocks without quotes and comments, which most are: their structure is where the delimiters and the line ends are.</content>
internal sealed partial class CsvTokens
{
    // Whether the bytes were read. Anything but valid text of lines of the right number of fields is left to the tokenizer that knows the whole grammar.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool TryReadPlain()
    {
        ReadOnlySpan<byte> bytes = _block.Bytes;
        if (_columns < 2 || _layout.Dialect.Comment is not null) return false;
        byte delimiter = _layout.Dialect.Delimiter;
        Vector512<byte> quotes = Vector512.Create(_layout.Dialect.Quote), seen = default;
        int last = _columns - 1, row = 1, start = 1, column = 0, index = 0, lineFeed = -1;
        Span<byte> tail = stackalloc byte[Vector512<byte>.Count];

        // The first byte is a line feed that is not in the file.
        for (int offset = 1; offset < bytes.Length; offset += Vector512<byte>.Count)
        {
            Vector512<byte> some;
            ulong within = ulong.MaxValue;
            if (bytes.Length - offset >= tail.Length)
            {
                some = Vector512.Create(bytes.Slice(offset, tail.Length));
            }
            else
            {
                // Filled up with a byte that is there anyway.
                tail.Fill(bytes[^1]);
                bytes[offset..].CopyTo(tail);
                within >>= tail.Length - (bytes.Length - offset);
                some = Vector512.Create((ReadOnlySpan<byte>)tail);
            }

            seen |= some;
            if (Vector512.EqualsAny(some, quotes) || Vector512.EqualsAny(some, Vector512<byte>.Zero)) return false;
            for (ulong marks = Marks(some, delimiter) & within; marks != 0; marks &= marks - 1)
            {
                int at = offset + BitOperations.TrailingZeroCount(marks);
                byte mark = bytes[at];
                if (at == lineFeed)
                {
                    (row, start) = (at + 1, at + 1);
                    continue;
                }

                if ((mark == delimiter) != (column < last)) return false;
                if (column == 0 && index + _columns > _starts.Length) Reserve(index + _columns);
                SetField(bytes, index++, row, start, at);
                start = at + 1;
                if (column++ < last) continue;
                (column, row) = (0, start);
                if (mark != '\r') continue;
                lineFeed = start;
                if (start == bytes.Length || bytes[start] != '\n') return false;
            }
        }

        if (column > 0 || start < bytes.Length)
        {
            if (column < last) return false;
            SetField(bytes, index++, row, start, bytes.Length);
        }

        if (seen.ExtractMostSignificantBits() != 0 && !Utf8.IsValid(bytes)) return false;
        Rows = index / _columns;
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Marks(Vector512<byte> bytes, byte delimiter) =>
        (Vector512.Equals(bytes, Vector512.Create(delimiter)) | Vector512.Equals(bytes, Vector512.Create((byte)'\n')) | Vector512.Equals(bytes, Vector512.Create((byte)'\r'))).ExtractMostSignificantBits();

    // An empty field stands where its record begins, as those of the other tokenizer do.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void SetField(ReadOnlySpan<byte> bytes, int index, int row, int start, int end)
    {
        int length = end - start;
        if (length == 0) start = row;
        else if (bytes[start] <= ' ' || bytes[end - 1] <= ' ') Strip(bytes[start..end], ref start, ref length);
        _starts[index] = start;
        _lengths[index] = length;
    }
}
