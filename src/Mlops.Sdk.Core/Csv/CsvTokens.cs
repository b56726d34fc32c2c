using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;
using CsvHelper;

namespace Mlops.Sdk;

/// <summary>Where the fields of a block are, row by row, after padding and skipping; and the first defect of its structure, at which the rows stop.</summary>
internal sealed partial class CsvTokens : IDisposable
{
    private const int Quoted = 1 << 30;
    private const int Escaped = 1 << 29;
    private const int LengthMask = Escaped - 1;

    private readonly CsvBlock _block;
    private readonly CsvLayout _layout;
    private readonly int _columns;
    private int[] _starts;
    private int[] _lengths;
    private bool _stopped;

    private CsvTokens(CsvBlock block, CsvLayout layout)
    {
        _block = block;
        _layout = layout;
        _columns = layout.Columns.Length;
        _starts = ArrayPool<int>.Shared.Rent(Math.Max(4 * _columns, block.Length / 6));
        _lengths = ArrayPool<int>.Shared.Rent(_starts.Length);
    }

    public int Rows { get; private set; }

    public CsvFault? Fault { get; private set; }

    public static CsvTokens Read(CsvBlock block, CsvLayout layout, CsvOptions options)
    {
        var tokens = new CsvTokens(block, layout);
        if (tokens.TryReadPlain()) return tokens;
        tokens.CheckText(options);
        tokens.ReadRecords(options);
        return tokens;
    }

    /// <summary>The bytes of a field without its quotes; what is between doubled quotes is taken together in <paramref name="scratch"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<byte> Field(int row, int column, ref byte[] scratch, out bool quoted)
    {
        int index = (row * _columns) + column;
        int length = _lengths[index];
        ReadOnlySpan<byte> field = _block.Buffer.AsSpan(_starts[index], length & LengthMask);
        quoted = (length & Quoted) != 0;
        return (length & Escaped) == 0 ? field : Unescape(field, ref scratch);
    }

    public long OffsetOf(int row, int column) => _block.Offset + _starts[(row * _columns) + column];

    public void Dispose()
    {
        ArrayPool<int>.Shared.Return(_starts);
        ArrayPool<int>.Shared.Return(_lengths);
        (_starts, _lengths) = ([], []);
    }

    private void CheckText(CsvOptions options)
    {
        ReadOnlySpan<byte> bytes = _block.Bytes;
        int zero = bytes.IndexOf((byte)0);
        if (zero >= 0) Fault = new CsvFault("MLO1506", _block.Offset + zero, -1, null, "there is a NUL byte, which no text file has. If the file is UTF-16, set CsvOptions.Encoding = Encoding.Unicode; otherwise remove the byte.");
        if (Utf8.IsValid(bytes)) return;
        if (options.InvalidUtf8 == InvalidTextHandling.Replace)
        {
            // An ASCII byte is never part of an invalid sequence, so that records and fields stay as they are.
            byte[] replaced = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(bytes));
            byte[] pooled = ArrayPool<byte>.Shared.Rent(replaced.Length);
            replaced.CopyTo(pooled, 0);
            _block.Replace(pooled, replaced.Length);
            return;
        }

        int at = ValidPrefix(bytes);
        Fault = CsvFault.First(Fault, new CsvFault("MLO1505", _block.Offset + at, -1, null,
            $"byte 0x{bytes[at]:X2} is not UTF-8. Give CsvOptions.Encoding, for example Encoding.Latin1, or set InvalidUtf8 = InvalidTextHandling.Replace."));
    }

    private static int ValidPrefix(ReadOnlySpan<byte> bytes)
    {
        var characters = new char[4096];
        int at = 0;
        while (at < bytes.Length)
        {
            OperationStatus status = Utf8.ToUtf16(bytes[at..], characters, out int read, out _, replaceInvalidSequences: false);
            at += read;
            if (status is OperationStatus.InvalidData or OperationStatus.NeedMoreData) break;
        }

        return Math.Min(at, bytes.Length - 1);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ReadRecords(CsvOptions options)
    {
        CsvMalformedReason? defect = null;
        CsvReaderOptions grammar = _layout.Dialect.Tokens with { OnMalformedRecord = record => defect = Worse(defect, record.Reason) };
        using var reader = CsvReader.Create(new ReadOnlyMemory<byte>(_block.Buffer, 0, _block.Length), grammar);
        while (!_stopped && reader.Read())
        {
            int fields = reader.FieldCount;
            if (defect is { } reason) StopAtQuote(reader, reason);
            else if (fields == _columns || Accept(reader, fields, options)) Add(reader, Math.Min(fields, _columns));
        }
    }

    // A quote within an unquoted field is itself; the reason is kept only if it spoils the record.
    private static CsvMalformedReason? Worse(CsvMalformedReason? known, CsvMalformedReason reason) => reason == CsvMalformedReason.StrayQuote ? known : reason;

    private void StopAtQuote(CsvReader reader, CsvMalformedReason reason)
    {
        int last = reader.FieldCount - 1;
        long offset = _block.Offset + (reason == CsvMalformedReason.UnterminatedQuote ? StartOf(reader.GetRawSpan(last)) : reader.ByteOffset);
        Stop(reason == CsvMalformedReason.UnterminatedQuote
            ? new CsvFault("MLO1503", offset, Rows, null, "the quote that opens here is never closed. Close it, or set CsvOptions.Quote to a character that the file does not use.")
            : new CsvFault("MLO1504", offset, Rows, null, "there is text after a closing quote. Double the quotes inside a quoted field, or set CsvOptions.Quote to a character that the file does not use."));
    }

    private bool Accept(CsvReader reader, int fields, CsvOptions options)
    {
        if (options.OnWrongFieldCount == FieldCountHandling.Skip) return false;
        if (options.OnWrongFieldCount == FieldCountHandling.Pad)
        {
            bool fits = true;
            for (int i = _columns; i < fields; i++) fits &= reader.GetSpan(i).IsEmpty;
            if (fits) return true;
        }

        Stop(new CsvFault("MLO1502", _block.Offset + reader.ByteOffset, Rows, null,
            $"the record has {fields} fields and the file has {_columns} columns. Correct the record, check CsvOptions.Delimiter ('{(char)_layout.Dialect.Delimiter}'), or set OnWrongFieldCount = FieldCountHandling.{(options.OnWrongFieldCount == FieldCountHandling.Pad ? "Skip" : "Pad or Skip")}."));
        return false;
    }

    private void Stop(CsvFault fault)
    {
        _stopped = true;
        Fault = CsvFault.First(Fault, fault);
    }

    private void Reserve(long needed)
    {
        if (needed <= _starts.Length) return;
        Grow(ref _starts, needed);
        Grow(ref _lengths, needed);
    }

    private static void Grow(ref int[] array, long needed)
    {
        int[] larger = ArrayPool<int>.Shared.Rent((int)Math.Min(Math.Max(needed, array.Length * 2L), Array.MaxLength));
        array.CopyTo(larger, 0);
        ArrayPool<int>.Shared.Return(array);
        array = larger;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Add(CsvReader reader, int fields)
    {
        Reserve((long)(Rows + 1) * _columns);
        int at = Rows++ * _columns;
        Span<int> starts = _starts.AsSpan(at, _columns), lengths = _lengths.AsSpan(at, _columns);
        for (int i = 0; i < fields; i++)
        {
            ReadOnlySpan<byte> raw = reader.GetRawSpan(i);
            int start = raw.IsEmpty ? (int)reader.ByteOffset : StartOf(raw), length = raw.Length;
            if (length > 0 && (raw[0] <= ' ' || raw[^1] <= ' ' || raw[0] == _layout.Dialect.Quote)) Strip(raw, ref start, ref length);
            starts[i] = start;
            lengths[i] = length;
        }

        starts[fields..].Fill((int)reader.ByteOffset);
        lengths[fields..].Clear();
    }

    private void Strip(ReadOnlySpan<byte> raw, ref int start, ref int length)
    {
        if (_layout.Dialect.Trim)
        {
            ReadOnlySpan<byte> left = raw.TrimStart(" \t"u8);
            start += raw.Length - left.Length;
            raw = left.TrimEnd(" \t"u8);
            length = raw.Length;
        }

        byte quote = _layout.Dialect.Quote;
        if (length < 2 || raw[0] != quote || raw[^1] != quote) return;
        start++;
        length = (length - 2) | Quoted | (raw[1..^1].Contains(quote) ? Escaped : 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int StartOf(ReadOnlySpan<byte> raw)
    {
        long start = Unsafe.ByteOffset(ref MemoryMarshal.GetArrayDataReference(_block.Buffer), ref MemoryMarshal.GetReference(raw));
        if ((ulong)start >= (ulong)_block.Length) throw new InvalidOperationException("The tokenizer gave a field outside its input.");
        return (int)start;
    }

    private ReadOnlySpan<byte> Unescape(ReadOnlySpan<byte> field, ref byte[] scratch)
    {
        byte quote = _layout.Dialect.Quote;
        if (scratch.Length < field.Length) scratch = new byte[Math.Max(field.Length, 256)];
        int count = 0;
        while (field.IndexOf(quote) is var at and >= 0)
        {
            field[..(at + 1)].CopyTo(scratch.AsSpan(count));
            count += at + 1;
            field = field[Math.Min(at + 2, field.Length)..];
        }

        field.CopyTo(scratch.AsSpan(count));
        return scratch.AsSpan(0, count + field.Length);
    }
}
