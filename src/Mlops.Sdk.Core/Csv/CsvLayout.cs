using System.Collections.Immutable;
using System.Text;
using System.Text.Unicode;
using CsvHelper;

namespace Mlops.Sdk;

/// <summary>One column as it is to be read.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Declared">The type that the user gave, or null to infer it.</param>
/// <param name="Role">Its role.</param>
internal sealed record CsvColumnPlan(string Name, ColumnType? Declared, ColumnRole Role);

/// <summary>What the beginning of a file and the options say: dialect, columns, where the data begins.</summary>
internal sealed class CsvLayout
{
    private CsvLayout(CsvInput input, CsvDialect dialect, ImmutableArray<CsvColumnPlan> columns, long dataOffset)
    {
        Input = input;
        Dialect = dialect;
        Columns = columns;
        DataOffset = dataOffset;
    }

    public CsvInput Input { get; }

    public CsvDialect Dialect { get; }

    public ImmutableArray<CsvColumnPlan> Columns { get; }

    /// <summary>Where the first record of data begins, in decoded bytes.</summary>
    public long DataOffset { get; }

    public static CsvLayout Read(CsvInput input, CsvOptions options)
    {
        CsvDialect.Check(options);
        for (int size = 1 << 16; ; size *= 4)
        {
            using CsvStream stream = input.Open(options);
            var head = new byte[size + 1];
            int length = 1 + stream.Fill(head.AsSpan(1));
            head[0] = (byte)'\n';
            bool atEnd = length <= size;
            RejectWideCharacters(input, head.AsSpan(1, length - 1));
            if (TryRead(input, options, head.AsMemory(0, length), atEnd) is { } layout) return layout;
            if (size > options.MaxRecordBytes)
                throw new MlopsException("MLO1508", $"{input.Name}: the first record has no end within {options.MaxRecordBytes} bytes. Check the line ends and quotes of the file, or raise CsvOptions.MaxRecordBytes.");
        }
    }

    private static CsvLayout? TryRead(CsvInput input, CsvOptions options, ReadOnlyMemory<byte> head, bool atEnd)
    {
        int skipped = SkipLines(head.Span[1..], options.SkipRows);
        if (skipped < 0 && !atEnd) return null;
        byte[] text = skipped < 0 ? [] : [(byte)'\n', .. head.Span[(1 + skipped)..]];

        byte delimiter = (byte?)options.Delimiter ?? DelimiterDetector.Detect(text, options, atEnd);
        var dialect = new CsvDialect(options, delimiter);
        if (FirstRecord(text, dialect) is not { } first)
        {
            if (!atEnd) return null;
            throw new MlopsException("MLO1500", $"{input.Name} holds no record. A CSV file has a header, or at least one record when CsvOptions.HasHeader is false.");
        }

        int end = RecordScanner.RecordEnd(text, first.Start, dialect);
        if (end < 0 && !atEnd) return null;
        if (end < 0) end = text.Length;
        if (options.InvalidUtf8 == InvalidTextHandling.Error && !Utf8.IsValid(text.AsSpan(first.Start, end - first.Start)))
            throw new MlopsException("MLO1505", $"{input.Name}: the first record has bytes that are not UTF-8. Give CsvOptions.Encoding, for example Encoding.Latin1, or set InvalidUtf8 = InvalidTextHandling.Replace.");
        bool header = options.HasHeader ?? CsvHeader.LooksLikeHeader(first.Fields, options);
        string[] names = header ? CsvHeader.Names(input, first.Fields, options) : CsvHeader.Given(input, first.Fields.Length, options);
        long dataOffset = skipped + (header ? end - 1 : 0);
        return new CsvLayout(input, dialect, CsvHeader.Plan(names, options), dataOffset);
    }

    private static (int Start, string[] Fields)? FirstRecord(byte[] text, CsvDialect dialect)
    {
        using var reader = CsvReader.Create(text, dialect.Tokens);
        if (!reader.Read()) return null;
        var fields = new string[reader.FieldCount];
        for (int i = 0; i < fields.Length; i++) fields[i] = Encoding.UTF8.GetString(reader.GetSpan(i));
        return ((int)reader.ByteOffset, fields);
    }

    /// <summary>The place after a number of line ends, or -1 if there are fewer.</summary>
    private static int SkipLines(ReadOnlySpan<byte> head, int lines)
    {
        int at = 0;
        for (; lines > 0; lines--)
        {
            int step = head[at..].IndexOfAny((byte)'\n', (byte)'\r');
            if (step < 0) return -1;
            at += step + 1;
            if (head[at - 1] == '\r' && at < head.Length && head[at] == '\n') at++;
        }

        return at;
    }

    private static void RejectWideCharacters(CsvInput input, ReadOnlySpan<byte> head)
    {
        int odd = 0, even = 0, length = Math.Min(head.Length, 1024);
        for (int i = 0; i < length; i++)
        {
            if (head[i] != 0) continue;
            if ((i & 1) == 0) even++;
            else odd++;
        }

        if (odd + even > length / 4)
            throw new MlopsException("MLO1506", $"{input.Name} looks like UTF-16 without a byte order mark. Set CsvOptions.Encoding = Encoding.{(odd > even ? "Unicode" : "BigEndianUnicode")}.");
    }
}
