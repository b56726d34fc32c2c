using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Profiling.Tests;

public sealed class RowSampleTests
{
    private static readonly SampleLimits s_small = new(400, 150);

    [Fact]
    public void Add_FewRows_KeepsTheTable()
    {
        Dataset data = Tables.Mixed(300);
        SampledRows rows = Sample(data, 5, s_small).ToRows();
        Assert.True(rows.IsWhole);
        Assert.Equal(Enumerable.Range(0, 300).Select(i => (long)i), rows.Positions);
        for (int row = 0; row < 300; row += 7)
            foreach (string name in (string[])["id", "x", "city", "at"]) Assert.Equal(data[name].GetValue(row), rows.Rows[name].GetValue(row));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(64)]
    public void Merge_PartsWhosePlaceIsKnown_AreTheSampleOfOnePass(int parts)
    {
        Dataset data = Tables.Mixed(3000);
        RowSample one = NewSample(data, s_small, 0);
        one.Add(data, new ulong[3000]);
        byte[] whole = Tables.Bytes(one.WriteTo);
        for (ulong seed = 0; seed < 3; seed++)
        {
            RowSample merged = NewSample(data, s_small, 0);
            long first = 0;
            foreach (Dataset cut in Tables.Cut(data, parts, seed))
            {
                RowSample part = NewSample(data, s_small, first);
                part.Add(cut, new ulong[cut.RowCount]);
                merged.Merge(part);
                first += cut.RowCount;
            }

            Assert.Equal(whole, Tables.Bytes(merged.WriteTo));
        }
    }

    [Fact]
    public void Merge_PartsThatHoldAllTheirRows_AreTheSampleOfOnePass()
    {
        Dataset data = Tables.Mixed(3000);
        RowSample merged = NewSample(data, s_small);
        for (int start = 0; start < 3000; start += 300) merged.Merge(Sample(data.Slice(start, 300), 2, s_small));
        Assert.Equal(Tables.Bytes(Sample(data, 4, s_small).WriteTo), Tables.Bytes(merged.WriteTo));
    }

    [Fact]
    public void Merge_PartsOfUnknownPlaceThatDroppedRows_IsAUniformSample()
    {
        Dataset data = new(new IntegerColumn("row", Enumerable.Range(0, 2000).Select(i => (long)i).ToArray()));
        int[] kept = new int[2000];
        int both = 0;
        const int Trials = 400;
        for (ulong seed = 0; seed < Trials; seed++)
        {
            RowSample first = NewSample(data, s_small, null, seed), second = NewSample(data, s_small, null, seed);
            first.Add(data.Slice(0, 500), [.. Enumerable.Repeat(1UL, 500)]);
            second.Add(data.Slice(500, 1500), [.. Enumerable.Repeat(2UL, 1500)]);
            first.Merge(second);
            SampledRows rows = first.ToRows();
            Assert.Equal((150, 2000), (rows.Count, rows.TableRows));
            foreach (long value in ((IntegerColumn)rows.Rows["row"]).Values) kept[value]++;
            long[] values = ((IntegerColumn)rows.Rows["row"]).Values.ToArray();
            Assert.Equal(values, rows.Positions);
            both += values.Count(value => value < 500 && values.Contains(value + 500));
        }

        // Each part has its share, and rows at the same place of their parts are kept independently of each other.
        Assert.Equal(150 * Trials * 0.25, kept.Take(500).Sum(), 150 * Trials * 0.25 * 0.04);
        Assert.Equal(500 * Trials * 0.075 * 0.075, both, 500 * Trials * 0.075 * 0.075 * 0.15);
        double chi2 = kept.Sum(count => Math.Pow(count - (Trials * 0.075), 2) / (Trials * 0.075 * 0.925));
        Assert.InRange(chi2, 1700, 2300);
    }

    [Fact]
    public void Add_EqualRows_AreKeptOneByOne()
    {
        Dataset data = new(new IntegerColumn("half", Enumerable.Range(0, 4000).Select(i => i % 2L).ToArray()));
        int ones = ((IntegerColumn)Sample(data, 3, s_small).ToRows().Rows["half"]).Values.ToArray().Count(value => value == 1);
        Assert.InRange(ones, 45, 105);
    }

    [Fact]
    public void ReadFrom_WrittenSample_GoesOnAsItWould()
    {
        foreach (int rows in (int[])[0, 5, 390, 1500])
        {
            Dataset data = Tables.Mixed(rows), more = Tables.Mixed(700, 9);
            RowSample sample = Sample(data, 2, s_small), read = NewSample(data, s_small);
            byte[] bytes = Tables.Bytes(sample.WriteTo);
            read.ReadFrom(new BinaryReader(new MemoryStream(bytes)));
            Assert.Equal(bytes, Tables.Bytes(read.WriteTo));
            sample.Add(more, new ulong[700]);
            read.Add(more, new ulong[700]);
            Assert.Equal(Tables.Bytes(sample.WriteTo), Tables.Bytes(read.WriteTo));
            for (int i = 0; i < bytes.Length; i += Math.Max(1, bytes.Length / 50))
            {
                byte[] damaged = [.. bytes[..i]];
                RowSample other = NewSample(data, s_small);
                Assert.ThrowsAny<IOException>(() => other.ReadFrom(new BinaryReader(new MemoryStream(damaged))));
            }
        }
    }

    [Fact]
    public void Add_LongTexts_AreCutButStayDifferent()
    {
        string[] texts = [new string('a', 1 << 20) + "1", new string('a', 1 << 20) + "2", new string('\u20ac', 300), "short"];
        TextColumn kept = (TextColumn)Sample(new Dataset(TextColumn.FromValues("t", texts)), 1, s_small).ToRows().Rows["t"];
        Assert.Equal(4, Enumerable.Range(0, 4).Select(kept.GetText).Distinct().Count());
        Assert.True(kept.Utf8.Length < 1000);
        Assert.Equal("short", kept.GetText(3));
        Assert.DoesNotContain('\ufffd', kept.GetText(2));
    }

    [Fact]
    public void Least_OrderStatistics_HaveTheRightMean()
    {
        double sum = 0;
        for (ulong seed = 0; seed < 2000; seed++)
        {
            ulong[] least = RowPriorities.Least(40, 100, new RandomStream(seed));
            Assert.Equal(least.Order(), least);
            sum += least[39] / 18446744073709551616.0;
        }

        Assert.Equal(40.0 / 101, sum / 2000, 0.005);
    }

    private static RowSample NewSample(Dataset data, SampleLimits limits, long? first = null, ulong seed = 3) => new(data.Schema, limits, seed, first);

    private static RowSample Sample(Dataset data, int batches, SampleLimits limits)
    {
        RowSample sample = NewSample(data, limits);
        foreach (Dataset batch in Tables.Cut(data, batches, 77)) sample.Add(batch, new ulong[batch.RowCount]);
        return sample;
    }
}
