namespace Mlops.Sdk;

/// <summary>Finds where records end, so that a file can be cut into blocks of whole records. Follows the same grammar as the tokenizer: a quote opens a field only at its beginning.</summary>
internal static class RecordScanner
{
    /// <summary>The end of the last whole record that begins in the bytes, or 0.</summary>
    /// <param name="bytes">Bytes that begin at a record.</param>
    /// <param name="dialect">Quote, delimiter, comment prefix.</param>
    /// <param name="atEnd">Whether the file ends with these bytes; all of them are then whole records.</param>
    public static int LastRecordEnd(ReadOnlySpan<byte> bytes, CsvDialect dialect, bool atEnd)
    {
        if (atEnd) return bytes.Length;
        if (dialect.Comment is null && !bytes.Contains(dialect.Quote)) return bytes.LastIndexOfAny((byte)'\n', (byte)'\r') + 1;

        int end = 0;
        while (true)
        {
            int next = RecordEnd(bytes, end, dialect);
            if (next < 0) return end;
            end = next;
        }
    }

    /// <summary>The end of the record that begins at a place, its line end included, or -1 if the bytes do not hold it whole.</summary>
    public static int RecordEnd(ReadOnlySpan<byte> bytes, int start, CsvDialect dialect)
    {
        int at = start;
        bool comment = start < bytes.Length && bytes[start] == dialect.Comment;
        while (true)
        {
            int step = comment ? bytes[at..].IndexOfAny((byte)'\n', (byte)'\r') : bytes[at..].IndexOfAny((byte)'\n', (byte)'\r', dialect.Quote);
            if (step < 0) return -1;
            at += step;
            if (bytes[at] != dialect.Quote || comment) return at + 1;
            if (!OpensField(bytes, start, at, dialect))
            {
                at++;
                continue;
            }

            at = ClosingQuote(bytes, at + 1, dialect.Quote);
            if (at < 0) return -1;
            at++;
        }
    }

    private static bool OpensField(ReadOnlySpan<byte> bytes, int start, int quote, CsvDialect dialect)
    {
        int before = quote - 1;
        while (dialect.Trim && before >= start && bytes[before] is (byte)' ' or (byte)'\t' && bytes[before] != dialect.Delimiter) before--;
        return before < start || bytes[before] == dialect.Delimiter;
    }

    private static int ClosingQuote(ReadOnlySpan<byte> bytes, int at, byte quote)
    {
        while (true)
        {
            int step = bytes[at..].IndexOf(quote);
            // A quote that is the last byte may be the first of a doubled pair.
            if (step < 0 || at + step + 1 >= bytes.Length) return -1;
            at += step;
            if (bytes[at + 1] != quote) return at;
            at += 2;
        }
    }
}
