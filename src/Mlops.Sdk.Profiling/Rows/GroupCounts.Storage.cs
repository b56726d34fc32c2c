namespace Mlops.Sdk;

internal sealed partial class GroupCounts
{
    public void WriteTo(BinaryWriter writer)
    {
        (ReadOnlyMemory<GroupEntry> sorted, ReadOnlyMemory<LabelMoments> numbers) = Sorted();
        ReadOnlySpan<GroupEntry> entries = sorted.Span;
        writer.Write(IsWhole);
        writer.Write(Rows);
        writer.Write(_threshold);
        writer.Write(entries.Length);
        writer.Write(!numbers.IsEmpty);
        for (int i = 0; i < entries.Length; i++)
        {
            writer.Write(entries[i].Key);
            writer.Write(entries[i].Label);
            writer.Write(entries[i].Count);
            writer.Write(entries[i].First);
            if (!numbers.IsEmpty) Write(writer, numbers.Span[i]);
        }
    }

    public void ReadFrom(BinaryReader reader)
    {
        IsWhole = reader.ReadBoolean();
        Rows = reader.ReadInt64();
        _threshold = reader.ReadUInt64();
        int count = reader.ReadInt32();
        Require(Rows >= 0 && count >= 0 && count <= (IsWhole ? whole : sampled) && count <= Rows);
        bool hasNumbers = reader.ReadBoolean();
        long rows = 0;
        for (int i = 0; i < count; i++)
        {
            var entry = new GroupEntry { Key = reader.ReadUInt64(), Label = reader.ReadUInt64(), Count = reader.ReadInt64(), First = reader.ReadInt64() };
            LabelMoments numbers = hasNumbers ? ReadMoments(reader) : default;
            Require(entry.Count > 0 && entry.First >= 0 && numbers.Count <= entry.Count && (IsExact || entry.Key < _threshold));
            rows = checked(rows + entry.Count);
            int before = _count;
            Add(entry, numbers);
            Require(_count == before + 1);
        }

        Require(IsExact ? rows == Rows : rows <= Rows);
    }

    private static void Write(BinaryWriter writer, in LabelMoments numbers)
    {
        writer.Write(numbers.Count);
        writer.Write(numbers.Min);
        writer.Write(numbers.Max);
        writer.Write(numbers.Mean);
        writer.Write(numbers.Squares);
    }

    private static LabelMoments ReadMoments(BinaryReader reader)
    {
        var moments = new LabelMoments { Count = reader.ReadInt64(), Min = reader.ReadDouble(), Max = reader.ReadDouble(), Mean = reader.ReadDouble(), Squares = reader.ReadDouble() };
        Require(moments.Count == 0 || (moments.Count > 0 && moments.Min <= moments.Max && !(moments.Squares < 0)));
        return moments.Count == 0 ? default : moments;
    }

    private static void Require(bool sound)
    {
        if (!sound) throw new InvalidDataException("The stored counts of rows cannot be.");
    }
}
