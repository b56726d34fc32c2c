using System.Text;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Core.Tests.Data;

public sealed class SummaryMergeTests
{
    private const int Rows = 24_000;

    private static readonly DatasetSummaryOptions s_options = new() { ExactValues = 1000, SampledValues = 64, FrequentValues = 32, QuantileSketchSize = 64 };

    // Every kind of column, with many values, few and missing ones.
    private static Dataset Table()
    {
        var random = new RandomStream(3);
        double[] numbers = [.. Enumerable.Range(0, Rows).Select(_ => random.NextDouble() < 0.1 ? double.NaN : 1e6 + random.NextGaussian())];
        long[] codes = [.. Enumerable.Range(0, Rows).Select(_ => (long)random.NextInt32(50))];
        string?[] texts = [.. Enumerable.Range(0, Rows).Select(i => random.NextDouble() < 0.05 ? null : random.NextDouble() < 0.3 ? "often" : $"text {random.NextInt32(9000)}")];
        long[] ticks = [.. Enumerable.Range(0, Rows).Select(_ => DateTime.UnixEpoch.Ticks + (random.NextInt32(2_000_000) * TimeSpan.TicksPerSecond))];
        return new Dataset(
            new NumberColumn("number", numbers), new IntegerColumn("code", codes), TextColumn.FromValues("text", texts), CategoryColumn.FromValues("level", texts.Select((_, i) => $"level {i % 7}")),
            new FlagColumn("flag", Array.ConvertAll(codes, code => code < 5), MissingMask.Create(Rows, row => row % 11 == 0)), new TimestampColumn("moment", ticks));
    }

    private static DatasetSummary Of(Dataset data, ulong seed = 0) => DatasetSummary.Compute(data, s_options with { Seed = seed }, TestContext.Current.CancellationToken);

    private static DatasetSummary Merged(Dataset data, int parts, ulong seed)
    {
        var random = new RandomStream(seed);
        int[] cuts = [0, .. Enumerable.Range(1, parts - 1).Select(i => i * Rows / parts), Rows];
        List<DatasetSummary> summaries = [.. Enumerable.Range(0, parts).Select(i => Of(data.Slice(cuts[i], cuts[i + 1] - cuts[i]), (ulong)i + 1))];
        while (summaries.Count > 1)
        {
            int into = random.NextInt32(summaries.Count - 1);
            summaries[into].Merge(summaries[into + 1]);
            summaries.RemoveAt(into + 1);
        }

        return summaries[0];
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(64)]
    public void Merge_OfSoManyParts_AgreesWithOnePass(int parts)
    {
        Dataset data = Table();
        DatasetSummary whole = Of(data), merged = Merged(data, parts, 5);
        foreach (ColumnSummary expected in whole.Columns)
        {
            ColumnSummary actual = merged[expected.Name];
            Assert.Equal((expected.RowCount, expected.MissingCount, expected.ZeroCount, expected.NegativeCount, expected.LeastInteger, expected.GreatestInteger), (actual.RowCount, actual.MissingCount, actual.ZeroCount, actual.NegativeCount, actual.LeastInteger, actual.GreatestInteger));
            Assert.Equal((expected.DistinctCount, expected.IsDistinctExact, expected.AreCountsExact, expected.Numbers.Min, expected.Numbers.Max), (actual.DistinctCount, actual.IsDistinctExact, actual.AreCountsExact, actual.Numbers.Min, actual.Numbers.Max));
            if (expected.AreCountsExact) Assert.Equal(expected.FrequentValues(100), actual.FrequentValues(100));
            if (expected.Numbers.Count == 0) continue;
            Assert.Equal(1, actual.Numbers.Mean / expected.Numbers.Mean, 1e-12);
            Assert.Equal(1, actual.Numbers.Variance / expected.Numbers.Variance, 1e-9);
        }

        ColumnSummary number = merged["number"];
        double[] sorted = [.. data["number"].ToNumbers().ToArray().Where(double.IsFinite).Order()];
        foreach (double p in (double[])[0.01, 0.1, 0.5, 0.9, 0.99])
            Assert.InRange(number.Rank(sorted[(int)(p * sorted.Length)]), p - number.RankErrorBound(0.9999), p + number.RankErrorBound(0.9999));
        FrequentValue often = merged["text"].FrequentValues(1)[0];
        Assert.Equal("often", often.Text);
        Assert.InRange(Enumerable.Range(0, Rows).Count(row => data["text"].GetText(row) == "often"), often.LowerCount, often.UpperCount);
    }

    [Fact]
    public void Add_BatchesOnAnyNumberOfThreads_GivesTheSameBytes()
    {
        Dataset data = Table();
        byte[] Bytes()
        {
            using var stream = new MemoryStream();
            using (var writer = new BinaryWriter(stream, Encoding.UTF8)) Of(data).WriteTo(writer);
            return stream.ToArray();
        }

        byte[] first = Bytes();
        Assert.All(Enumerable.Range(0, 3), _ => Assert.Equal(first, Bytes()));
    }

    [Fact]
    public void Values_Few_StayExactInTheSketch()
    {
        ColumnSummary code = Of(Table())["code"];
        Assert.True(code is { IsDistinctExact: true, AreCountsExact: true, AreQuantilesExact: false, DistinctCount: 50 });
        Assert.Equal(Rows, code.FrequentValues(50).Sum(value => value.LowerCount));
    }

    [Fact]
    public void WriteTo_InTheSketch_TakesAtMost64KiBAColumn()
    {
        var random = new RandomStream(4);
        const int rows = 60_000;
        Column[] columns =
        [
            new NumberColumn("number", Enumerable.Range(0, rows).Select(_ => random.NextGaussian()).ToArray()),
            new TimestampColumn("moment", Enumerable.Range(0, rows).Select(_ => random.NextInt32(int.MaxValue) * 1000L).ToArray()),
            TextColumn.FromValues("text", Enumerable.Range(0, rows).Select(i => new string('x', 150) + (i % 20_000))),
            CategoryColumn.FromValues("level", Enumerable.Range(0, rows).Select(i => $"level {i % 3000}")),
        ];
        foreach (Column column in columns)
        {
            using var stream = new MemoryStream();
            using (var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true)) DatasetSummary.Compute(new Dataset(column), new() { ExactValues = 10_000 }, TestContext.Current.CancellationToken).WriteTo(writer);
            Assert.InRange(stream.Length, 1000, 64 * 1024);
        }
    }
}
