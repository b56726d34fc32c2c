namespace Mlops.Sdk;

/// <summary>One pattern: how many texts have it, how often each class comes at least and at most, and what all of them begin with.</summary>
internal sealed class PatternEntry
{
    private const int LongestPrefix = 12;

    private readonly byte[] _prefix = new byte[LongestPrefix];
    private byte[] _least;
    private byte[] _most;
    private int _prefixLength;

    public PatternEntry(byte[] key, ReadOnlySpan<byte> text, ReadOnlySpan<byte> mask, long count, PatternDetail detail)
    {
        Key = key;
        Count = count;
        _prefixLength = Math.Min(LongestPrefix, text.Length);
        text[.._prefixLength].CopyTo(_prefix);
        _least = detail is PatternDetail.Ranges or PatternDetail.Beginnings ? RunsOf(mask, key.Length) : [];
        if (_least.Length > 0 && key[^1] == TextMask.More) _least[^1] = 1;
        _most = [.. _least];
    }

    private PatternEntry(byte[] key, byte[] least, byte[] most, long count)
    {
        Key = key;
        Count = count;
        _least = least;
        _most = most;
    }

    public byte[] Key { get; private set; }

    public long Count { get; private set; }

    public ReadOnlySpan<byte> Prefix => _prefix.AsSpan(0, _prefixLength);

    public void Add(ReadOnlySpan<byte> text, long count)
    {
        Count += count;
        if (_prefixLength > 0) _prefixLength = Prefix.CommonPrefixLength(text);
    }

    /// <summary>Takes the run lengths of a mask into the ranges.</summary>
    public void Widen(ReadOnlySpan<byte> mask)
    {
        int runs = _least.Length > 0 && Key[^1] == TextMask.More ? _least.Length - 1 : _least.Length;
        for (int run = 0; run < runs; run++)
        {
            byte times = mask[(2 * run) + 1];
            if (times < _least[run]) _least[run] = times;
            if (times > _most[run]) _most[run] = times;
        }
    }

    public void Merge(PatternEntry other)
    {
        Count += other.Count;
        _prefixLength = Prefix.CommonPrefixLength(other.Prefix);
        for (int run = 0; run < _least.Length; run++)
        {
            _least[run] = Math.Min(_least[run], other._least[run]);
            _most[run] = Math.Max(_most[run], other._most[run]);
        }
    }

    public PatternEntry Copy()
    {
        var copy = new PatternEntry(Key, [.. _least], [.. _most], Count) { _prefixLength = _prefixLength };
        _prefix.CopyTo(copy._prefix, 0);
        return copy;
    }

    /// <summary>Becomes the pattern of less detail that it belongs to.</summary>
    public void Coarsen(PatternDetail from, PatternDetail to)
    {
        byte[] classes;
        if (from == PatternDetail.Exact)
        {
            byte[] mask = Key;
            classes = [.. Enumerable.Range(0, mask.Length / 2).Select(run => mask[2 * run])];
            _least = RunsOf(mask, classes.Length);
            _most = [.. _least];
        }
        else
        {
            classes = [.. Key];
        }

        Key = classes[..PatternCounts.Coarser(classes.AsSpan(), classes.Length, to)];
        int runs = to == PatternDetail.Classes ? 0 : Key.Length;
        _least = _least[..runs];
        _most = _most[..runs];

        // The mark that the text goes on comes once.
        if (runs > 0 && Key[^1] == TextMask.More) _least[^1] = _most[^1] = 1;
    }

    /// <summary>The pattern for people to read.</summary>
    public string Text(PatternDetail detail)
    {
        if (detail == PatternDetail.Classes)
        {
            byte[] ones = new byte[Key.Length];
            Array.Fill(ones, (byte)1);
            return MaskText.Of(Key, ones, ones);
        }

        if (detail != PatternDetail.Exact) return MaskText.Of(Key, _least, _most);
        byte[] runs = RunsOf(Key, Key.Length / 2);
        return MaskText.Of(Key.Where((_, at) => at % 2 == 0).ToArray(), runs, runs);
    }

    public void WriteTo(BinaryWriter writer)
    {
        writer.Write((byte)Key.Length);
        writer.Write(Key);
        writer.Write(_least);
        writer.Write(_most);
        writer.Write(Count);
        writer.Write((byte)_prefixLength);
        writer.Write(_prefix, 0, _prefixLength);
    }

    public static PatternEntry ReadFrom(BinaryReader reader, PatternDetail detail, long texts)
    {
        byte[] key = TextFormat.Bytes(reader, reader.ReadByte());
        TextFormat.Require(key.Length is > 0 and <= TextMask.Most && (detail != PatternDetail.Exact || key.Length % 2 == 0), "pattern");
        int runs = detail is PatternDetail.Ranges or PatternDetail.Beginnings ? key.Length : 0;
        byte[] least = TextFormat.Bytes(reader, runs), most = TextFormat.Bytes(reader, runs);
        for (int run = 0; run < runs; run++) TextFormat.Require(least[run] <= most[run], "pattern");
        var entry = new PatternEntry(key, least, most, TextFormat.Count(reader, texts, "pattern")) { _prefixLength = reader.ReadByte() };
        TextFormat.Require(entry.Count > 0 && entry._prefixLength <= LongestPrefix, "pattern");
        TextFormat.Bytes(reader, entry._prefixLength).CopyTo(entry._prefix, 0);
        return entry;
    }

    private static byte[] RunsOf(ReadOnlySpan<byte> mask, int runs)
    {
        var times = new byte[runs];
        for (int run = 0; run < runs; run++) times[run] = mask[(2 * run) + 1];
        return times;
    }
}
