using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

public sealed partial class ColumnSummary
{
    internal void WriteTo(BinaryWriter writer)
    {
        foreach (long count in (ReadOnlySpan<long>)[RowCount, MissingCount, NaNCount, PositiveInfinityCount, NegativeInfinityCount, ZeroCount, NegativeCount, _skippedTexts, _unfollowed]) writer.Write(count);
        Numbers.WriteTo(writer);
        TextLengths.WriteTo(writer);
        writer.Write(LeastInteger is not null);
        writer.Write(LeastInteger ?? 0);
        writer.Write(GreatestInteger ?? 0);
        _quantiles.WriteTo(writer);
        _distinct.WriteTo(writer);
        _texts.WriteTo(writer);
        _keys.WriteTo(writer, (to, key) => to.Write(key));
    }

    internal static ColumnSummary ReadFrom(BinaryReader reader, Field field, DatasetSummaryOptions options, long rows)
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
        summary._skippedTexts = SummaryFormat.Count(reader, present, "long text count");
        summary._unfollowed = SummaryFormat.Count(reader, present, "unfollowed count");
        summary.Numbers = Moments.ReadFrom(reader);
        summary.TextLengths = Moments.ReadFrom(reader);
        SummaryFormat.Require(summary.Numbers.Count <= present && summary.TextLengths.Count <= present, "number count");
        bool any = reader.ReadBoolean();
        long least = reader.ReadInt64(), greatest = reader.ReadInt64();
        SummaryFormat.Require(least <= greatest && (any || (least == 0 && greatest == 0)), "integer range");
        bool moments = field.Type != ColumnType.Timestamp || (least >= 0 && greatest <= DateTime.MaxValue.Ticks);
        SummaryFormat.Require(moments, "timestamp range");
        if (any) summary.Extend(least, greatest);
        summary._quantiles = QuantileSummary.ReadFrom(reader, options.ExactValues, options.QuantileSketchSize, QuantileSeed(field.Name, options));
        SummaryFormat.Require(summary._quantiles.Count <= present, "quantile count");
        summary._distinct = DistinctSummary.ReadFrom(reader, options.ExactValues, options.DistinctPrecision);
        summary._texts = FrequentItems<string>.ReadFrom(reader, from => from.ReadString());
        summary._keys = FrequentItems<long>.ReadFrom(reader, from => from.ReadInt64());
        SummaryFormat.Require(summary._texts.TotalCount <= present && summary._keys.TotalCount <= present, "frequent value count");
        return summary;
    }
}
