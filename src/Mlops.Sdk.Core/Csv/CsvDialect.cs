using CsvHelper;

namespace Mlops.Sdk;

/// <summary>The bytes that give a file its structure.</summary>
internal sealed class CsvDialect
{
    public CsvDialect(CsvOptions options, byte delimiter)
    {
        Delimiter = delimiter;
        Quote = (byte)options.Quote;
        Comment = (byte?)options.Comment;
        Trim = options.TrimWhitespace;
        Tokens = new CsvReaderOptions
        {
            HasHeader = false,
            Separator = (char)delimiter,
            Quote = options.Quote,
            CommentPrefix = options.Comment,
            TrimWhitespace = options.TrimWhitespace,
            DetectSeparatorHint = false,
            SkipEmptyLines = true,
            MalformedData = CsvMalformedDataHandling.Recover,
            FieldCountMismatch = CsvFieldCountHandling.Allow,
        };
    }

    public byte Delimiter { get; }

    public byte Quote { get; }

    public byte? Comment { get; }

    public bool Trim { get; }

    /// <summary>The same for the tokenizer.</summary>
    public CsvReaderOptions Tokens { get; }

    public static void Check(CsvOptions options)
    {
        Ascii(options.Delimiter, nameof(CsvOptions.Delimiter));
        Ascii(options.Quote, nameof(CsvOptions.Quote));
        Ascii(options.Comment, nameof(CsvOptions.Comment));
        if (options.DecimalMark is not ('.' or ',')) throw new ArgumentException($"DecimalMark is '{options.DecimalMark}'; it can be a dot or a comma.", nameof(options));
        if (options.Delimiter == options.Quote || options.Comment == options.Quote || (options.Comment is not null && options.Comment == options.Delimiter))
            throw new ArgumentException("Delimiter, Quote and Comment must be different characters.", nameof(options));
        if (options.Delimiter == options.DecimalMark) throw new ArgumentException("Delimiter and DecimalMark must be different characters.", nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegative(options.SkipRows, nameof(CsvOptions.SkipRows));
        ArgumentOutOfRangeException.ThrowIfNegative(options.MaxCategoryLevels, nameof(CsvOptions.MaxCategoryLevels));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxRecordBytes, 1, nameof(CsvOptions.MaxRecordBytes));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.BlockBytes, 1, nameof(CsvOptions.BlockBytes));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.BlockBytes, 512 << 20, nameof(CsvOptions.BlockBytes));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Threads, 1, nameof(CsvOptions.MaxThreads));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.MaxRecordBytes, 512 << 20, nameof(CsvOptions.MaxRecordBytes));
    }

    private static void Ascii(char? character, string name)
    {
        if (character is { } c && (c is '\r' or '\n' or '\0' || !char.IsAscii(c)))
            throw new ArgumentException($"{name} is U+{(int)c:X4}; it can be any ASCII character but a line end or NUL.", name);
    }
}
