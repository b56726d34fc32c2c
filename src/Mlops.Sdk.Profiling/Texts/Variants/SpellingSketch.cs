namespace Mlops.Sdk;

/// <summary>Which texts are spelt in several ways: exact up to 512 different folded texts, beyond by the 256 whose hashes are lowest. What is kept has exact counts, whatever the split and order.</summary>
internal sealed class SpellingSketch
{
    public const int Exact = 512;
    public const int Kept = 256;

    private readonly Dictionary<ulong, Spellings> _texts = [];
    private ulong _threshold = ulong.MaxValue;

    public bool IsExact { get; private set; } = true;

    public IEnumerable<Spellings> Texts => _texts.OrderBy(pair => pair.Key).Select(pair => pair.Value);

    public int Count => _texts.Count;

    /// <summary>How many different folded texts there are: exact, or estimated from the highest hash that is kept.</summary>
    public double Distinct => IsExact ? _texts.Count : (Kept - 1) / ((_threshold + 1.0) / Math.Pow(2, 64));

    public void Add(ulong folded, ulong hash, ReadOnlySpan<byte> text, long count)
    {
        if (folded > _threshold) return;
        if (_texts.TryGetValue(folded, out Spellings? known))
        {
            known.Add(hash, text, count);
            return;
        }

        known = new Spellings();
        known.Add(hash, text, count);
        _texts.Add(folded, known);
        if (_texts.Count > Exact) Shrink();
    }

    public void Merge(SpellingSketch other)
    {
        IsExact &= other.IsExact;
        _threshold = Math.Min(_threshold, other._threshold);
        foreach ((ulong folded, Spellings spellings) in other._texts)
        {
            if (folded > _threshold) continue;
            if (!_texts.TryGetValue(folded, out Spellings? known)) _texts.Add(folded, known = new Spellings());
            known.Merge(spellings);
        }

        if (_texts.Count > Exact || !IsExact) Shrink();
    }

    /// <summary>Leaves what any other split of the same texts would leave.</summary>
    public void Settle()
    {
        if (!IsExact) Shrink();
    }

    public void WriteTo(BinaryWriter writer)
    {
        Settle();
        writer.Write(IsExact);
        writer.Write(_threshold);
        writer.Write((ushort)_texts.Count);
        foreach ((ulong folded, Spellings spellings) in _texts.OrderBy(pair => pair.Key))
        {
            writer.Write(folded);
            spellings.WriteTo(writer);
        }
    }

    public static SpellingSketch ReadFrom(BinaryReader reader, long texts)
    {
        var sketch = new SpellingSketch { IsExact = reader.ReadBoolean(), _threshold = reader.ReadUInt64() };
        int count = reader.ReadUInt16();
        TextFormat.Require(count <= (sketch.IsExact ? Exact : Kept) && (sketch.IsExact == (sketch._threshold == ulong.MaxValue)), "spellings");
        for (int i = 0; i < count; i++)
        {
            ulong folded = reader.ReadUInt64();
            TextFormat.Require(folded <= sketch._threshold && sketch._texts.TryAdd(folded, Spellings.ReadFrom(reader, texts)), "spellings");
        }

        return sketch;
    }

    private void Shrink()
    {
        IsExact = false;
        if (_texts.Count <= Kept)
        {
            // Merged parts may leave fewer than are kept only when their thresholds already say so.
            foreach (ulong high in _texts.Keys.Where(folded => folded > _threshold).ToArray()) _texts.Remove(high);
            return;
        }

        ulong[] hashes = [.. _texts.Keys];
        Array.Sort(hashes);
        _threshold = Math.Min(_threshold, hashes[Kept - 1]);
        foreach (ulong folded in hashes)
            if (folded > _threshold) _texts.Remove(folded);
    }
}
