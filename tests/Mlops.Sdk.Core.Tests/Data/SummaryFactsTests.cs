using System.Text;
using CsCheck;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Core.Tests.Data;

public sealed class SummaryFactsTests
{
    private static readonly DatasetSummaryOptions s_sketched = new() { ExactValues = 40, SampledValues = 16, QuantileSketchSize = 32 };

    private static ColumnSummary Of(Column column, DatasetSummaryOptions? options = null) => DatasetSummary.Compute(new Dataset(column), options, TestContext.Current.CancellationToken)[column.Name];

    private static ColumnSummary InParts(Column column, DatasetSummaryOptions options, int parts)
    {
        var whole = new DatasetSummary(new Dataset(column).Schema, options);
        for (int part = 0, start = 0; part < parts; part++)
        {
            int end = (int)((long)column.Length * (part + 1) / parts);
            var summary = new DatasetSummary(whole.Schema, options);
            summary.Add(new Dataset(column.Slice(start, end - start)));
            whole.Merge(summary);
            start = end;
        }

        return whole[column.Name];
    }

    [Fact]
    public void Extremes_AnyIntegersInAnyParts_AreExactWithTheirCounts() =>
        (from values in Gen.OneOf(Gen.Long[0, 60], Gen.Long).Array[0, 300] from parts in Gen.Int[1, 5] select (values, parts)).Sample(t =>
        {
            (long, long)[] runs = [.. t.values.GroupBy(v => v).OrderBy(g => g.Key).Select(g => (g.Key, (long)g.Count()))];
            foreach (ColumnSummary summary in (ColumnSummary[])[Of(new IntegerColumn("x", t.values)), Of(new IntegerColumn("x", t.values), s_sketched), InParts(new IntegerColumn("x", t.values), s_sketched, t.parts)])
            {
                Assert.Equal(runs.Take(16), summary.LowestValues(16).Select(v => ((long)v.Value, v.LowerCount)));
                Assert.Equal(runs.Reverse().Take(16), summary.HighestValues(16).Select(v => ((long)v.Value, v.LowerCount)));
            }
        });

    [Fact]
    public void Order_AnyNumbersInAnyParts_IsThatOfTheRows() =>
        (from values in Gen.Int[-3, 3].Array[0, 120] from direction in Gen.Int[-1, 1] from parts in Gen.Int[1, 5] select (values, direction, parts)).Sample(t =>
        {
            // Steps of one sign make an order; of both, none.
            double sum = 0;
            double[] values = Array.ConvertAll(t.values, step => sum += t.direction == 0 ? step : t.direction * Math.Abs(step));
            bool rise = values.Zip(values.Skip(1)).Any(p => p.Second > p.First), fall = values.Zip(values.Skip(1)).Any(p => p.Second < p.First), tie = values.Zip(values.Skip(1)).Any(p => p.Second == p.First);
            ColumnOrder? expected = values.Length < 2 ? null : rise && fall ? ColumnOrder.Unordered : rise ? tie ? ColumnOrder.Increasing : ColumnOrder.StrictlyIncreasing : fall ? tie ? ColumnOrder.Decreasing : ColumnOrder.StrictlyDecreasing : ColumnOrder.Constant;
            Assert.Equal(expected, Of(new NumberColumn("x", values)).Order);
            Assert.Equal(expected, InParts(new NumberColumn("x", values), s_sketched, t.parts).Order);
        });

    [Fact]
    public void Repeats_OfManyValues_AreWithinTheirBoundsAndClaimNoMore()
    {
        int outside = 0;
        for (ulong seed = 0; seed < 20; seed++)
        {
            var random = new RandomStream(seed);
            long[] values = [.. Enumerable.Range(0, 12_000).Select(i => (long)random.NextInt32(9000 + (int)(seed * 1000)))];
            ColumnSummary summary = Of(new IntegerColumn("x", values), new() { ExactValues = 1000, SampledValues = 256 });
            ValueRepeats repeats = summary.Repeats;
            int once = values.GroupBy(v => v).Count(g => g.Count() == 1), more = values.GroupBy(v => v).Count(g => g.Count() > 1);
            outside += Math.Abs(repeats.Singletons - once) > repeats.SingletonsBound || Math.Abs(repeats.Repeated - more) > repeats.RepeatedBound ? 1 : 0;
            Assert.Equal(ValueUniqueness.Repeated, repeats.Uniqueness);
        }

        Assert.InRange(outside, 0, 1);
        long[] different = new RandomStream(1).Permutation(5000).Select(i => (long)i).ToArray();
        Assert.Equal(ValueUniqueness.Certain, Of(new IntegerColumn("x", different)).Repeats.Uniqueness);
        Assert.Equal(ValueUniqueness.Probable, Of(new IntegerColumn("x", different), new() { ExactValues = 100, SampledValues = 64 }).Repeats.Uniqueness);
        Array.Sort(different);
        ColumnSummary sorted = Of(new IntegerColumn("x", different), new() { ExactValues = 100, SampledValues = 64 });
        Assert.Equal((ValueUniqueness.Certain, 5000.0, true), (sorted.Repeats.Uniqueness, sorted.DistinctCount, sorted.IsDistinctExact));
    }

    [Fact]
    public void Digits_WholeNumbers_AreCountedFromTwoDigitsOn()
    {
        ColumnSummary integers = Of(new IntegerColumn("x", new long[] { 7, -10, 25, 200, 1234, long.MinValue, 0 }));
        Assert.Equal([2L, 0, 0, 0, 1, 1, 0, 0, 1, 0], integers.LastDigits);
        Assert.Equal(1, integers.HundredsCount);
        ColumnSummary numbers = Of(new NumberColumn("x", new[] { 0.5, 15, -30, 1e300, double.PositiveInfinity, double.NaN, 7 }));
        Assert.Equal([1L, 0, 0, 0, 0, 1, 0, 0, 0, 0], numbers.LastDigits);
        Assert.Equal(4, numbers.WholeCount);
        Assert.Empty(Of(new NumberColumn("x", new[] { 0.5, 1.5 })).LastDigits);
    }

    [Fact]
    public void Time_MomentsOfAWeek_HaveUnitHoursAndGap()
    {
        var monday = new DateTime(2024, 1, 1);
        long[] ticks = [.. Enumerable.Range(0, 96).Where(hour => hour is < 24 or >= 72).Select(hour => monday.AddHours(hour).Ticks)];
        foreach (DatasetSummaryOptions options in (DatasetSummaryOptions[])[new(), s_sketched])
        {
            ColumnSummary summary = InParts(new TimestampColumn("x", ticks), options, 3);
            Assert.Equal(TimeGranularity.Hour, summary.Granularity);
            Assert.Equal([24L, 0, 0, 24, 0, 0, 0], summary.Weekdays);
            Assert.Equal(Enumerable.Repeat(2L, 24), summary.Hours);
            TimeGap gap = summary.LargestGap!;
            Assert.InRange(TimeSpan.FromHours(49), gap.Length, gap.MostLength);
            Assert.InRange(gap.MostLength - gap.Length, TimeSpan.Zero, TimeSpan.FromHours(0.1));
            Assert.InRange(gap.From, monday.AddHours(22.9), monday.AddHours(23));
            Assert.InRange(gap.Share, 0.5, 49.0 / 95);
        }

        Assert.Equal(TimeGranularity.Month, Of(new TimestampColumn("x", new[] { new DateTime(2024, 2, 1).Ticks, new DateTime(2025, 1, 1).Ticks })).Granularity);
        Assert.Equal(TimeGranularity.Fraction, Of(new TimestampColumn("x", new[] { 1L })).Granularity);
        Assert.Null(Of(new TimestampColumn("x", Array.Empty<long>())).Granularity);
    }

    [Fact]
    public void Bins_AnyMomentsInAnyOrder_HoldTheLargestGap() =>
        (from values in Gen.OneOf(Gen.Long[0, 1_000_000], Gen.Long).Array[2, 60] from cut in Gen.Int[0, 60] select (values, cut)).Sample(t =>
        {
            OccupiedBins one = new(), other = new(), whole = new();
            one.Add(t.values.AsSpan(0, Math.Min(t.cut, t.values.Length)));
            other.Add(t.values.AsSpan(Math.Min(t.cut, t.values.Length)));
            other.Merge(one);
            whole.Add(t.values);
            byte[] Bytes(OccupiedBins bins)
            {
                using var stream = new MemoryStream();
                bins.WriteTo(new BinaryWriter(stream));
                return stream.ToArray();
            }

            Assert.Equal(Bytes(whole), Bytes(other));
            Assert.Equal(Bytes(whole), Bytes(OccupiedBins.ReadFrom(new BinaryReader(new MemoryStream(Bytes(whole))))));
            long[] sorted = [.. t.values.Order()];
            UInt128 largest = (UInt128)sorted.Zip(sorted.Skip(1)).Max(p => (Int128)p.Second - p.First), range = (UInt128)((Int128)sorted[^1] - sorted[0]);
            if (whole.LargestGap() is not var (least, most, _, _))
            {
                Assert.True(largest <= range / 1024 || range < 8192);
                return;
            }

            Assert.True(least <= largest && largest <= most, $"{least} {largest} {most}");
        });

    [Fact]
    public void Entropy_AndBlankTexts_OfLevels()
    {
        string?[] levels = [.. Enumerable.Range(0, 400).Select(i => i % 4 == 0 ? "" : i % 4 == 1 ? " \u00a0" : i % 4 == 2 ? "a" : null)];
        foreach (Column column in (Column[])[TextColumn.FromValues("x", levels), CategoryColumn.FromValues("x", levels)])
        {
            foreach (DatasetSummaryOptions options in (DatasetSummaryOptions[])[new(), s_sketched])
            {
                ColumnSummary summary = Of(column, options);
                Assert.Equal((100L, 100L), (summary.ZeroCount, summary.BlankCount));
                Assert.Equal(Math.Log2(3), summary.Entropy!.Value, 1e-12);
                Assert.Equal(0, summary.Imbalance!.Value, 1e-12);
            }
        }

        Assert.Equal(1 - (((0.9 * Math.Log2(1 / 0.9)) + (0.1 * Math.Log2(10))) / 1), Of(new FlagColumn("x", Enumerable.Range(0, 100).Select(i => i < 10).ToArray())).Imbalance!.Value, 1e-12);
    }
}
