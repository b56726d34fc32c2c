using System.Buffers;
using System.Text;

namespace Mlops.Sdk;

/// <summary>Where the bytes come from: can be opened more than once, and gives UTF-8 without a byte order mark.</summary>
internal abstract class CsvInput
{
    /// <summary>The name of the file, for messages.</summary>
    public abstract string Name { get; }

    public static CsvInput FromPath(string path) => new PathInput(path);

    public static CsvInput FromStream(Stream stream)
    {
        if (stream.CanSeek) return new StreamInput(stream);
        // The file is opened again where a column turns out wider than its first rows; what cannot seek is therefore held.
        var held = new MemoryStream();
        stream.CopyTo(held);
        held.Position = 0;
        return new StreamInput(held);
    }

    public static CsvInput FromText(string text) => new TextInput(text);

    public CsvStream Open(CsvOptions options)
    {
        Stream raw = OpenRaw(out bool owned);
        try
        {
            return new CsvStream(Decode(raw, options), raw, owned, Name);
        }
        catch (Exception e)
        {
            if (owned) raw.Dispose();
            if (e is InvalidDataException) throw CsvStream.Damaged(Name, e);
            throw;
        }
    }

    /// <summary>Throws where a further pass finds another number of rows than the first.</summary>
    public void RequireUnchanged(long rows, long now)
    {
        if (now != rows) throw new MlopsException("MLO1511", FormattableString.Invariant($"{Name} changed while it was read: it had {rows} rows and has {now} now. Read a copy that nobody writes to."));
    }

    protected abstract Stream OpenRaw(out bool owned);

    private Stream Decode(Stream raw, CsvOptions options)
    {
        Stream stream = raw;
        byte[] head = new byte[4];
        int got = stream.ReadAtLeast(head, 4, throwOnEndOfStream: false);
        if (got >= 4 && head is [(byte)'P', (byte)'K', 3, 4])
            throw new MlopsException("MLO1509", $"{Name} is a zip archive. Unpack it and read the file inside; gzip is read as it is.");

        stream = new PrefixedStream(head.AsSpan(0, got).ToArray(), stream);
        if (got >= 2 && head[0] == 0x1F && head[1] == 0x8B)
        {
            stream = new CheckedGzipStream(stream);
            got = stream.ReadAtLeast(head, 4, throwOnEndOfStream: false);
            stream = new PrefixedStream(head.AsSpan(0, got).ToArray(), stream);
        }

        (Encoding? marked, int markBytes) = ByteOrderMark(head.AsSpan(0, got));
        if (markBytes > 0) stream.ReadExactly(new byte[markBytes]);
        Encoding encoding = marked ?? options.Encoding ?? Encoding.UTF8;
        return encoding.CodePage == Encoding.UTF8.CodePage ? stream : Encoding.CreateTranscodingStream(stream, Strict(encoding, options), Encoding.UTF8, leaveOpen: true);
    }

    private static Encoding Strict(Encoding encoding, CsvOptions options)
    {
        if (options.InvalidUtf8 == InvalidTextHandling.Replace) return encoding;
        var strict = (Encoding)encoding.Clone();
        strict.DecoderFallback = DecoderFallback.ExceptionFallback;
        return strict;
    }

    private static (Encoding? Encoding, int Bytes) ByteOrderMark(ReadOnlySpan<byte> head) => head switch
    {
        [0xEF, 0xBB, 0xBF, ..] => (Encoding.UTF8, 3),
        [0xFF, 0xFE, 0, 0, ..] => (Encoding.UTF32, 4),
        [0xFF, 0xFE, ..] => (Encoding.Unicode, 2),
        [0xFE, 0xFF, ..] => (Encoding.BigEndianUnicode, 2),
        [0, 0, 0xFE, 0xFF, ..] => (new UTF32Encoding(bigEndian: true, byteOrderMark: true), 4),
        _ => (null, 0),
    };

    private sealed class PathInput(string path) : CsvInput
    {
        public override string Name => Path.GetFileName(path);

        protected override Stream OpenRaw(out bool owned)
        {
            owned = true;
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        }
    }

    private sealed class TextInput(string text) : CsvInput
    {
        private readonly byte[] _bytes = Encoding.UTF8.GetBytes(text);

        public override string Name => "the text";

        protected override Stream OpenRaw(out bool owned)
        {
            owned = true;
            return new MemoryStream(_bytes, writable: false);
        }
    }

    private sealed class StreamInput(Stream stream) : CsvInput
    {
        private readonly long _start = stream.Position;

        public override string Name => stream is FileStream file ? Path.GetFileName(file.Name) : "the stream";

        protected override Stream OpenRaw(out bool owned)
        {
            owned = false;
            stream.Position = _start;
            return stream;
        }
    }
}
