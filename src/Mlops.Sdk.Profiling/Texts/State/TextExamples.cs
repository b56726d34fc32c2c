using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>A few texts of every combination of kinds: those of the lowest hashes, with exact counts, so that it does not matter how the rows were split or ordered.</summary>
internal sealed class TextExamples
{
    /// <summary>Combinations that are kept: those of the lowest hashes, should there be more.</summary>
    public const int MostKinds = 32;

    private readonly Dictionary<ulong, TextSample> _samples = [];
    private TextSample? _last;
    private ulong _threshold = ulong.MaxValue;

    public IEnumerable<TextSample> Samples => _samples.Values;

    public void Add(ulong kinds, ulong hash, ReadOnlySpan<byte> text, long count)
    {
        if (_last is null || _last.Kinds != kinds)
        {
            if (SampleOf(kinds) is not { } sample) return;
            _last = sample;
        }

        _last.Add(hash, text, count);
    }

    public void Merge(TextExamples other)
    {
        foreach (TextSample sample in other._samples.Values) SampleOf(sample.Kinds)?.Merge(sample);
    }

    public void WriteTo(BinaryWriter writer)
    {
        writer.Write(_threshold);
        writer.Write((byte)_samples.Count);
        foreach (TextSample sample in _samples.Values.OrderBy(sample => sample.Kinds)) sample.WriteTo(writer);
    }

    public static TextExamples ReadFrom(BinaryReader reader, long texts)
    {
        var examples = new TextExamples { _threshold = reader.ReadUInt64() };
        int stored = reader.ReadByte();
        TextFormat.Require(stored <= MostKinds, "examples");
        for (int i = 0; i < stored; i++)
        {
            TextSample sample = TextSample.ReadFrom(reader, texts);
            TextFormat.Require(Hashing.Mix(sample.Kinds) <= examples._threshold && examples._samples.TryAdd(sample.Kinds, sample), "examples");
        }

        return examples;
    }

    private TextSample? SampleOf(ulong kinds)
    {
        if (_samples.TryGetValue(kinds, out TextSample? known)) return known;
        if (Hashing.Mix(kinds) > _threshold) return null;
        _samples.Add(kinds, known = new TextSample(kinds));
        if (_samples.Count <= MostKinds) return known;
        ulong highest = _samples.Keys.MaxBy(Hashing.Mix);
        _samples.Remove(highest);
        _threshold = Hashing.Mix(highest) - 1;
        if (_last?.Kinds == highest) _last = null;
        return highest == kinds ? null : known;
    }
}
