using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

internal sealed partial class ValueSketch
{
    public void WriteTo(BinaryWriter writer)
    {
        if (_frequent is not null) _texts?.Prune(_frequent, always: true);
        _sample.WriteTo(writer);
        writer.Write((byte)((_frequent is null ? 0 : 1) | (_texts is null ? 0 : 2)));
        writer.Write7BitEncodedInt64(_skippedTexts);
        writer.Write7BitEncodedInt64(_unfollowed);
        _registers?.WriteTo(writer);
        _frequent?.WriteTo(writer);
        _texts?.WriteTo(writer);
    }

    public static ValueSketch ReadFrom(BinaryReader reader, DatasetSummaryOptions options, long present)
    {
        var sketch = new ValueSketch(options) { _sample = DistinctSample.ReadFrom(reader) };
        int parts = reader.ReadByte();
        SummaryFormat.Require(sketch._sample.Capacity == options.SampledValues && parts is >= 0 and <= 3 && (sketch._sample.IsComplete || (parts & 1) != 0), "sample of values");
        sketch._skippedTexts = reader.Read7BitEncodedInt64();
        sketch._unfollowed = reader.Read7BitEncodedInt64();
        SummaryFormat.Require(sketch._skippedTexts >= 0 && sketch._skippedTexts <= present && sketch._unfollowed >= 0 && sketch._unfollowed <= present, "count of values that are not followed");
        if ((parts & 1) != 0)
        {
            sketch._registers = HyperLogLog.ReadFrom(reader);
            SummaryFormat.Require(sketch._registers.Precision == options.DistinctPrecision, "distinct precision");
            sketch._frequent = FrequentKeys.ReadFrom(reader);
            SummaryFormat.Require(sketch._frequent.Capacity == options.FrequentValues && sketch._frequent.TotalCount <= present, "frequent values");
        }

        if ((parts & 2) != 0) sketch._texts = FollowedTexts.ReadFrom(reader, hash => (sketch._frequent?.LowerCountOf(hash) ?? sketch._sample.CountOf(hash)) > 0);
        return sketch;
    }
}
