using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

public sealed partial class ColumnSummary
{
    internal void WriteTo(BinaryWriter writer)
    {
        foreach (long count in (ReadOnlySpan<long>)[RowCount, MissingCount, NaNCount, PositiveInfinityCount, NegativeInfinityCount, ZeroCount, NegativeCount]) writer.Write(count);
        WriteFacts(writer);
        Numbers.WriteTo(writer);
        TextLengths.WriteTo(writer);
        writer.Write(LeastInteger is not null);
        writer.Write(LeastInteger ?? 0);
        writer.Write(GreatestInteger ?? 0);
        _values.WriteTo(writer);
    }

    internal static ColumnSummary ReadFrom(BinaryReader reader, Field field, DatasetSummaryOptions options, long rows, int version)
    {
        var summary = new ColumnSummary(field, options);
        summary.RowCount = SummaryFormat.Count(reader, rows, "row count");
        SummaryFormat.Require(summary.RowCount == rows, "row count");
        summary.MissingCount = SummaryFormat.Count(reader, rows, "missing count");
        long present = summary.PresentCount;
        summary.NaNCount = SummaryFormat.Count(reader, present, "NaN count");
        summary.PositiveInfinityCount = SummaryFormat.Count(reader, present, "infinity count");
        summary.NegativeInfinityCount = SummaryFormat.Count(reader, present, "infinity count");
        summary.ZeroCount = SummaryFormat.Count(reader, present, "zero count");
        summary.NegativeCount = SummaryFormat.Count(reader, present, "negative count");
        summary.ReadFacts(reader, present, version);
        summary.Numbers = Moments.ReadFrom(reader);
        if (version < WithSizes) summary._wholeSum = SumOf(summary.Numbers);
        summary.TextLengths = Moments.ReadFrom(reader);
        SummaryFormat.Require(summary.Numbers.Count <= present && summary.TextLengths.Count <= present, "number count");
        bool any = reader.ReadBoolean();
        long least = reader.ReadInt64(), greatest = reader.ReadInt64();
        SummaryFormat.Require(least <= greatest && (any || (least == 0 && greatest == 0)), "integer range");
        bool moments = field.Type != ColumnType.Timestamp || (least >= 0 && greatest <= DateTime.MaxValue.Ticks);
        SummaryFormat.Require(moments, "timestamp range");
        if (any) summary.Extend(least, greatest);
        summary._values.ReadFrom(reader, present);
        SummaryFormat.Require(summary._values.Count <= present, "number of values");
        return summary;
    }
}
