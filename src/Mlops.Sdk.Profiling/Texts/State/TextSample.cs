namespace Mlops.Sdk;

/// <summary>The five texts of one combination of kinds whose hashes are lowest, with exact counts.</summary>
internal sealed class TextSample(ulong kinds)
{
    public const int Most = 5;
    public const int LongestShown = 48;

    private readonly ulong[] _hashes = new ulong[Most];
    private readonly long[] _counts = new long[Most];
    private readonly byte[][] _texts = new byte[Most][];
    private int _kept;

    public ulong Kinds { get; } = kinds;

    public IEnumerable<(ulong Hash, byte[] Text, long Count)> Texts => Enumerable.Range(0, _kept).Select(i => (_hashes[i], _texts[i], _counts[i]));

    public void Add(ulong hash, ReadOnlySpan<byte> text, long count)
    {
        if (_kept == Most && hash > _hashes[Most - 1]) return;
        int at = 0;
        while (at < _kept && _hashes[at] < hash) at++;
        if (at < _kept && _hashes[at] == hash)
        {
            _counts[at] += count;
            return;
        }

        if (_kept < Most) _kept++;
        for (int i = _kept - 1; i > at; i--) (_hashes[i], _counts[i], _texts[i]) = (_hashes[i - 1], _counts[i - 1], _texts[i - 1]);
        (_hashes[at], _counts[at], _texts[at]) = (hash, count, Bytes.Head(text, LongestShown).ToArray());
    }

    public void Merge(TextSample other)
    {
        foreach ((ulong hash, byte[] text, long count) in other.Texts) Add(hash, text, count);
    }

    public void WriteTo(BinaryWriter writer)
    {
        writer.Write(Kinds);
        writer.Write((byte)_kept);
        foreach ((ulong hash, byte[] text, long count) in Texts)
        {
            writer.Write(hash);
            writer.Write((byte)text.Length);
            writer.Write(text);
            writer.Write(count);
        }
    }

    public static TextSample ReadFrom(BinaryReader reader, long texts)
    {
        var sample = new TextSample(reader.ReadUInt64());
        int kept = reader.ReadByte();
        TextFormat.Require(kept <= Most, "example");
        for (int i = 0; i < kept; i++)
        {
            ulong hash = reader.ReadUInt64();
            int length = reader.ReadByte();
            TextFormat.Require(length <= LongestShown && (i == 0 || hash > sample._hashes[i - 1]), "example");
            byte[] text = TextFormat.Bytes(reader, length);
            (sample._hashes[i], sample._texts[i], sample._counts[i]) = (hash, text, TextFormat.Count(reader, texts, "example"));
        }

        sample._kept = kept;
        return sample;
    }
}
