namespace Mlops.Sdk.Numerics;

public sealed partial class WeightedQuantileSketch
{
    private const uint Magic = 0x51574B4D;
    private const int MostRetained = 1 << 24;

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
        writer.Write(TotalWeight);
        writer.Write(Min);
        writer.Write(Max);
        writer.Write(_levels.Count);
        foreach ((int exponent, Level level) in _levels)
        {
            writer.Write(exponent);
            writer.Write(level.Count);
            for (int i = 0; i < level.Count; i++)
            {
                writer.Write(level.Values[i]);
                writer.Write(level.Weights[i]);
            }
        }
    }

    /// <summary>Reads a state that <see cref="WriteTo"/> wrote.</summary>
    /// <param name="reader">Where from.</param>
    /// <exception cref="InvalidDataException">The bytes are no such state.</exception>
    public static WeightedQuantileSketch ReadFrom(BinaryReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        SketchFormat.Require(reader.ReadUInt32() == Magic, "it is not a weighted quantile sketch");
        int k = reader.ReadInt32();
        SketchFormat.Require(k is >= 16 and <= 32_768, "its size is out of range");
        var sketch = new WeightedQuantileSketch(k, reader.ReadUInt64()) { _coins = reader.ReadUInt64(), _variance = reader.ReadDouble(), Count = reader.ReadInt64(), TotalWeight = reader.ReadDouble(), Min = reader.ReadDouble(), Max = reader.ReadDouble() };
        SketchFormat.Require(sketch.Count >= 0 && sketch._variance >= 0 && double.IsFinite(sketch._variance), "its counts are out of range");
        SketchFormat.Require(sketch.Count == 0 ? double.IsNaN(sketch.Min) && sketch.TotalWeight == 0 : sketch.Min <= sketch.Max && sketch.TotalWeight > 0, "its extremes contradict its count");
        int levels = reader.ReadInt32();
        SketchFormat.Require(levels is >= 0 and <= 2100, "its levels are out of range");
        double weight = 0;
        int before = int.MinValue;
        for (int i = 0; i < levels; i++)
        {
            int exponent = reader.ReadInt32();
            SketchFormat.Require(exponent > before, "its levels are not in order");
            before = exponent;
            weight += sketch.ReadLevel(reader, exponent);
        }

        SketchFormat.Require(Math.Abs(weight - sketch.TotalWeight) <= 1e-9 * sketch.TotalWeight, "its weights do not add up to their sum");
        if (levels > 0) sketch.SetCapacity();
        return sketch;
    }

    private double ReadLevel(BinaryReader reader, int exponent)
    {
        int count = reader.ReadInt32();
        SketchFormat.Require(count >= 0 && count <= MostRetained - _retained && count <= Count, "a level is too long");
        var level = new Level();
        double sum = 0;
        for (int i = 0; i < count; i++)
        {
            double value = reader.ReadDouble(), weight = reader.ReadDouble();
            SketchFormat.Require(value >= Min && value <= Max && double.IsFinite(weight) && weight > 0 && Math.ILogB(weight) == exponent, "a number is out of place");
            level.Add(value, weight);
            sum += weight;
        }

        _levels.Add(exponent, level);
        _retained += count;
        return sum;
    }
}
