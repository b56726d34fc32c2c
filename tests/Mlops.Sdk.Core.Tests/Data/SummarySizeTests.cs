using System.Text;
using CsCheck;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Core.Tests.Data;

public sealed class SummarySizeTests
{
    private static readonly DatasetSummaryOptions s_sketched = new() { ExactValues = 40, SampledValues = 16, QuantileSketchSize = 32 };

    private static ColumnSummary InParts(Column column, DatasetSummaryOptions options, int parts)
    {
        var whole = new DatasetSummary(new Dataset(column).Schema, options);
        for (int part = 0, start = 0; part < parts; part++)
        {
            int end = (int)((long)column.Length * (part + 1) / parts);
            var summary = new DatasetSummary(whole.Schema, options);
            summary.Add(new Dataset(column.Slice(start, end - start)));
            whole.Merge(Reread(summary));
            start = end;
        }

        return Reread(whole)[column.Name];
    }

    private static DatasetSummary Reread(DatasetSummary summary)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        summary.WriteTo(writer);
        stream.Position = 0;
        return DatasetSummary.ReadFrom(new BinaryReader(stream));
    }

    [Fact]
    public void Sum_AnyIntegersInAnyParts_IsExact() =>
        (from values in Gen.OneOf(Gen.Long[-60, 60], Gen.Long).Array[0, 200] from missing in Gen.Int[2, 9] from parts in Gen.Int[1, 5] select (values, missing, parts)).Sample(t =>
        {
            Int128 sum = t.values.Where((_, row) => row % t.missing != 0).Aggregate((Int128)0, (a, b) => a + b);
            var column = new IntegerColumn("x", t.values, MissingMask.Create(t.values.Length, row => row % t.missing == 0));
            Assert.Equal((double)sum, InParts(column, s_sketched, t.parts).Sum);
            Assert.Equal(t.values.Aggregate((Int128)0, (a, b) => a + b), WholeNumbers.Sum(t.values));
        });

    [Fact]
    public void MedianAbsoluteDeviation_AnyNumbersInAnyParts_IsThatOfTheRows() =>
        (from values in Gen.OneOf(Gen.Double[-2, 2], Gen.Int[-3, 3].Select(i => (double)i), Gen.Const(double.PositiveInfinity), Gen.Const(double.NaN)).Array[0, 150] from parts in Gen.Int[1, 5] select (values, parts)).Sample(t =>
        {
            ColumnSummary summary = InParts(new NumberColumn("x", t.values), new(), t.parts);
            Assert.Equal(Quantiles.MedianAbsoluteDeviation(t.values), summary.MedianAbsoluteDeviation);
            Assert.Equal(0, summary.MedianAbsoluteDeviationBound);
        });

    [Fact]
    public void MedianAbsoluteDeviation_OfASketch_IsWithinItsBound()
    {
        double widest = 0;
        for (ulong seed = 0; seed < 24; seed++)
        {
            var random = new RandomStream(seed);
            double[] values = [.. Enumerable.Range(0, 20_000).Select(i => (seed % 4) switch { 0 => random.NextGaussian(), 1 => Math.Exp(2 * random.NextGaussian()), 2 => i, _ => Math.Floor(random.NextDouble() * 6) })];
            ColumnSummary summary = InParts(new NumberColumn("x", values), new() { ExactValues = 1000, QuantileSketchSize = 200, Seed = seed }, 1 + (int)(seed % 5));
            double truth = Quantiles.MedianAbsoluteDeviation(values);
            Assert.True(summary.MedianAbsoluteDeviationBound > 0 || seed % 4 == 3, $"{seed}");
            Assert.True(Math.Abs(summary.MedianAbsoluteDeviation - truth) <= summary.MedianAbsoluteDeviationBound, $"{seed}: {summary.MedianAbsoluteDeviation} ± {summary.MedianAbsoluteDeviationBound}, and it is {truth}");
            if (seed % 4 == 0) widest = Math.Max(widest, summary.MedianAbsoluteDeviationBound);
        }

        // Of normal numbers 0.67; a bound that tells nothing would be no bound.
        Assert.InRange(widest, 0.001, 0.15);
    }

    [Fact]
    public void Deviations_AnyWeights_AreThoseOfTheNumbersSaidSoOften() =>
        (from values in Gen.Int[-5, 5].Array[1, 30] from weights in Gen.Long[1, 4].Array[30] from center in Gen.Int[-6, 6] from probability in Gen.OneOf(Gen.Double[0, 1], Gen.Const(0.0), Gen.Const(0.5), Gen.Const(1.0)) select (values, weights, center, probability)).Sample(t =>
        {
            double[] sorted = [.. t.values.Order().Select(v => (double)v)];
            var cumulative = new long[sorted.Length];
            for (int i = 0; i < cumulative.Length; i++) cumulative[i] = t.weights[i] + (i == 0 ? 0 : cumulative[i - 1]);
            double[] distances = [.. sorted.SelectMany((v, i) => Enumerable.Repeat(Math.Abs(v - t.center), (int)t.weights[i]))];
            Assert.Equal(Quantiles.Of(distances, t.probability), Deviations.Quantile(sorted, cumulative, t.center, t.probability), 1e-12);
        });

    [Fact]
    public void Bytes_OfTextsInAnyParts_AreThoseOfTheRows() =>
        (from texts in Gen.OneOf(Gen.Const((string?)null), Gen.String[0, 12].Where(text => !text.Any(char.IsSurrogate))!, Gen.Const("often")!).Array[0, 120] from parts in Gen.Int[1, 5] select (texts, parts)).Sample(t =>
        {
            long bytes = t.texts.OfType<string>().Sum(text => (long)Encoding.UTF8.GetByteCount(text)), mask = t.texts.Contains(null) ? 8 * ((t.texts.Length + 63) / 64) : 0;
            ColumnSummary text = InParts(TextColumn.FromValues("x", t.texts), s_sketched, t.parts), category = InParts(CategoryColumn.FromValues("x", t.texts), new(), t.parts);
            Assert.Equal((bytes, (4 * (t.texts.Length + 1)) + bytes + mask), (text.TextBytes, text.MemoryBytes));
            Assert.Equal((bytes, (4 * t.texts.Length) + t.texts.OfType<string>().Distinct(StringComparer.Ordinal).Sum(level => 32L + (2 * level.Length))), (category.TextBytes, category.MemoryBytes));
        });

    [Fact]
    public void Gini_OfKnownCounts_IsTheChanceThatTwoDiffer()
    {
        Assert.Equal(0.625, InParts(CategoryColumn.FromValues("x", ["a", "a", "b", "c"]), new(), 2).Gini);
        Assert.Equal(0, InParts(new FlagColumn("x", new[] { true, true }), new(), 1).Gini);
        Assert.Null(InParts(new NumberColumn("x", Array.Empty<double>()), new(), 1).Gini);
    }
}
