namespace Mlops.Sdk.Numerics;

public sealed partial class KllSketch
{
    private const uint Magic = 0x314C4C4B;
    private const int MostLevels = 56;

    /// <summary>Writes the state, coins included, so that a sketch read back goes on as this one would.</summary>
    /// <param name="writer">Where to.</param>
    public void WriteTo(BinaryWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(Magic);
        writer.Write(K);
        writer.Write(_seed);
        writer.Write(_coins);
        writer.Write(_variance);
        writer.Write(Count);
        writer.Write(Min);
        writer.Write(Max);
        writer.Write((byte)_base);
        writer.Write((ushort)_pendingCount);
        foreach (double value in _pending.AsSpan(0, _pendingCount))
            writer.Write(value);
        writer.Write((byte)_levels.Length);
        for (int level = 0; level < _levels.Length; level++)
        {
            writer.Write(_counts[level]);
            foreach (double value in _levels[level].AsSpan(0, _counts[level]))
                writer.Write(value);
        }
    }

    /// <summary>Reads a state that <see cref="WriteTo"/> wrote.</summary>
    /// <param name="reader">Where from.</param>
    /// <exception cref="InvalidDataException">The bytes are no such state.</exception>
    public static KllSketch ReadFrom(BinaryReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        SketchFormat.Require(reader.ReadUInt32() == Magic, "it is not a quantile sketch");
        int k = reader.ReadInt32();
        SketchFormat.Require(k is >= 16 and <= 32_768, "its size is out of range");
        var sketch = new KllSketch(k, reader.ReadUInt64()) { _coins = reader.ReadUInt64(), _variance = reader.ReadDouble(), Count = reader.ReadInt64(), Min = reader.ReadDouble(), Max = reader.ReadDouble() };
        SketchFormat.Require(sketch.Count >= 0 && sketch._variance >= 0 && double.IsFinite(sketch._variance), "its counts are out of range");
        SketchFormat.Require(sketch.Count == 0 ? double.IsNaN(sketch.Min) && double.IsNaN(sketch.Max) : sketch.Min <= sketch.Max, "its extremes contradict its count");
        sketch.ReadPending(reader);
        int levels = reader.ReadByte();
        SketchFormat.Require(levels > sketch._base && levels <= MostLevels, "its levels are out of range");
        while (sketch._levels.Length < levels)
            sketch.AddLevel();
        long weight = sketch._pendingCount;
        for (int level = 0; level < levels; level++)
            weight += (long)sketch.ReadLevel(reader, level) << level;
        SketchFormat.Require(weight == sketch.Count, "its weights do not add up to its count");
        return sketch;
    }

    private void ReadPending(BinaryReader reader)
    {
        _base = reader.ReadByte();
        SketchFormat.Require(_base <= MostBase && (_base == 0 || Count > 0), "its sampler is out of range");
        _pending = new double[BlockLength];
        _pendingCount = reader.ReadUInt16();
        SketchFormat.Require(_pendingCount < BlockLength, "its sampler holds too much");
        for (int i = 0; i < _pendingCount; i++)
            SketchFormat.Require((_pending[i] = reader.ReadDouble()) >= Min && _pending[i] <= Max, "a number is out of place");
    }

    private int ReadLevel(BinaryReader reader, int level)
    {
        int count = reader.ReadInt32();
        SketchFormat.Require(count >= 0 && _retained + (long)count <= _totalCapacity && (long)count << level >> level == count, "a level is too long");
        Span<double> items = RoomAt(level, count)[..count];
        for (int i = 0; i < count; i++)
        {
            double value = items[i] = reader.ReadDouble();
            SketchFormat.Require(value >= Min && value <= Max && (level == _base || i == 0 || items[i - 1] <= value), "a number is out of place");
        }

        _counts[level] = count;
        _retained += count;
        return count;
    }
}
