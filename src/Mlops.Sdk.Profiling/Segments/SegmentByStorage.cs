namespace Mlops.Sdk;

/// <summary>What makes a segment, as bytes. What is read passes the checks of the factories.</summary>
internal static class SegmentByStorage
{
    private const byte Values = 0, Ranges = 1, Period = 2;
    private const int MostCuts = 100_000;

    public static void Write(BinaryWriter writer, SegmentBy by)
    {
        switch (by)
        {
            case ValueSegments values:
                writer.Write(Values);
                writer.Write((byte)values.Columns.Count);
                foreach (string column in values.Columns) writer.Write(column);
                break;
            case RangeSegments ranges:
                writer.Write(Ranges);
                writer.Write(ranges.Column);
                writer.Write(ranges.Count);
                writer.Write(ranges.Cuts.Count);
                foreach (double cut in ranges.Cuts) writer.Write(cut);
                break;
            case PeriodSegments periods:
                writer.Write(Period);
                writer.Write(periods.Column);
                writer.Write((byte)periods.Length);
                break;
            default: throw new NotSupportedException($"{by.GetType().Name} has no stored form.");
        }
    }

    /// <exception cref="InvalidDataException">There is no such kind.</exception>
    /// <exception cref="ArgumentException">Its parts do not pass the checks.</exception>
    public static SegmentBy Read(BinaryReader reader) => reader.ReadByte() switch
    {
        Values => reader.ReadByte() switch
        {
            1 => SegmentBy.Values(reader.ReadString()),
            2 => SegmentBy.Values(reader.ReadString(), reader.ReadString()),
            var count => throw new InvalidDataException($"Its segments are by {count} columns."),
        },
        Ranges => ReadRanges(reader),
        Period => SegmentBy.Period(reader.ReadString(), (SegmentPeriod)reader.ReadByte() is var period && Enum.IsDefined(period) ? period : throw new InvalidDataException("Its segments are by no known period.")),
        var kind => throw new InvalidDataException($"Its segments are of the unknown kind {kind}."),
    };

    private static SegmentBy ReadRanges(BinaryReader reader)
    {
        string column = reader.ReadString();
        int count = reader.ReadInt32(), cuts = reader.ReadInt32();
        if (cuts is < 0 or > MostCuts) throw new InvalidDataException($"Its segments have {cuts} cut points.");
        var at = new List<double>();
        for (int i = 0; i < cuts; i++) at.Add(reader.ReadDouble());
        if (count == 0) return SegmentBy.Ranges(column, at.ToArray());
        SegmentBy equal = SegmentBy.EqualRanges(column, count);
        return cuts == 0 ? equal : (RangeSegments)SegmentBy.Ranges(column, at.ToArray()) with { Count = count };
    }
}
