using System.Text.Json;
using CsCheck;

namespace Mlops.Sdk.Numerics.Tests.Weighted;

public sealed class WeightedTests
{
    private static readonly JsonElement s_reference = Reference.Json("series.json").GetProperty("weighted");
    private static readonly Gen<(double, double)[]> s_pairs = Gen.Select(Gen.Int[-20, 20], Gen.Int[0, 6], (value, weight) => (value / 4.0, weight / 2.0)).Array[0, 80];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Moments_AndQuantiles_EqualStatsmodels(int index)
    {
        JsonElement expected = s_reference.GetProperty("cases")[index];
        double[] values = s_reference.GetProperty("values").Numbers(), weights = expected.GetProperty("weights").Numbers();
        var moments = WeightedMoments.Of(values, weights);
        Reference.Close(expected.Number("mean"), moments.Mean);
        Reference.Close(expected.Number("population"), moments.PopulationVariance);
        Reference.Close(expected.Number("frequency"), moments.FrequencyVariance);
        Reference.Close(expected.Number("reliability"), moments.ReliabilityVariance);
        Reference.Close(expected.Number("skewness"), moments.Skewness);
        Reference.Close(expected.Number("kurtosis"), moments.Kurtosis);
        Reference.Close(expected.Number("kish"), moments.EffectiveCount);
        var sketch = new WeightedQuantileSketch();
        sketch.Add(values, weights);
        double[] quantiles = expected.GetProperty("quantiles").Numbers(), probabilities = expected.GetProperty("probabilities").Numbers();
        for (int i = 0; i < quantiles.Length; i++)
        {
            Reference.Close(quantiles[i], WeightedQuantiles.Of(values, weights, probabilities[i]));
            Reference.Close(quantiles[i], sketch.Quantile(probabilities[i]));
        }
    }

    [Fact]
    public void WholeWeights_AreRepeatedRows() => s_pairs.Sample(pairs =>
    {
        double[] values = [.. pairs.Select(pair => pair.Item1)], weights = [.. pairs.Select(pair => 2 * pair.Item2)];
        double[] repeated = [.. pairs.SelectMany(pair => Enumerable.Repeat(pair.Item1, (int)(2 * pair.Item2)))];
        var moments = WeightedMoments.Of(values, weights);
        var plain = Moments.Of(repeated);
        Assert.Equal(plain.Sum, moments.Count == 0 ? 0 : moments.Mean * moments.TotalWeight, 9);
        if (repeated.Length < 2) return;
        Assert.Equal(plain.Variance, moments.FrequencyVariance, 9);
        foreach (double p in (ReadOnlySpan<double>)[0.1, 0.25, 0.5, 0.9])
            Assert.Equal(Quantiles.Of(repeated, p, QuantileMethod.AveragedInvertedCdf), WeightedQuantiles.Of(values, weights, p));
    });

    [Fact]
    public void Merge_OfParts_IsTheWhole() => Gen.Select(s_pairs, Gen.Int[0, 80]).Sample((pairs, cut) =>
    {
        cut = Math.Min(cut, pairs.Length);
        double[] values = [.. pairs.Select(pair => pair.Item1)], weights = [.. pairs.Select(pair => pair.Item2)];
        var whole = WeightedMoments.Of(values, weights);
        var left = WeightedMoments.Of(values.AsSpan(0, cut), weights.AsSpan(0, cut));
        left.Merge(WeightedMoments.Of(values.AsSpan(cut), weights.AsSpan(cut)));
        Assert.Equal(whole.Count, left.Count);
        Reference.Close(whole.Mean, left.Mean, 1e-12, 1e-12);
        Reference.Close(whole.ReliabilityVariance, left.ReliabilityVariance, 1e-10, 1e-12);
        Reference.Close(whole.Kurtosis, left.Kurtosis, 1e-8, 1e-8);
        var items = new WeightedItems<string>(50);
        var part = new WeightedItems<string>(50);
        foreach ((double value, double weight) in pairs[..cut]) items.Add($"{value}", weight);
        foreach ((double value, double weight) in pairs[cut..]) part.Add($"{value}", weight);
        items.Merge(part);
        Assert.Equal(weights.Sum(), items.Top(100).Sum(item => item.LowerWeight), 9);
    });

    [Theory]
    [InlineData("equal")]
    [InlineData("heavy")]
    [InlineData("sorted")]
    public void Sketch_ManyNumbers_StaysWithinItsBoundAndSmall(string kind)
    {
        const int Rows = 60_000;
        var random = new RandomStream(1);
        double[] values = new double[Rows], weights = new double[Rows];
        for (int i = 0; i < Rows; i++)
        {
            values[i] = kind == "sorted" ? i : random.NextGaussian();
            weights[i] = kind == "equal" ? 1 : Math.Exp(1.5 * random.NextGaussian());
        }

        var merged = new WeightedQuantileSketch(200);
        for (int part = 0; part < 4; part++)
        {
            var sketch = new WeightedQuantileSketch(200, (ulong)part);
            sketch.Add(values.AsSpan(part * Rows / 4, Rows / 4), weights.AsSpan(part * Rows / 4, Rows / 4));
            merged.Merge(sketch);
        }

        Array.Sort(values, weights);
        double total = weights.Sum(), below = 0;
        Assert.False(merged.IsExact);
        Assert.InRange(merged.RetainedCount, 100, 1500);
        Assert.InRange(merged.RankErrorBound(), 0.001, 0.03);
        for (int i = 0; i < Rows; i++)
        {
            below += weights[i];
            if (i % 601 == 0) Assert.True(Math.Abs(merged.Rank(values[i]) - (below / total)) <= merged.RankErrorBound(1 - (0.01 / 100)));
        }

        Assert.Equal((values[0], values[^1]), (merged.Quantile(0), merged.Quantile(1)));
        Assert.Equal(total, merged.TotalWeight, total * 1e-12);
    }

    [Fact]
    public void States_WrittenAndRead_AreEqual()
    {
        var random = new RandomStream(2);
        double[] values = [.. Enumerable.Range(0, 5000).Select(_ => random.NextGaussian())], weights = [.. Enumerable.Range(0, 5000).Select(_ => random.NextDouble() * 9)];
        var sketch = new WeightedQuantileSketch(100);
        sketch.Add(values, weights);
        var moments = WeightedMoments.Of(values, weights);
        var items = new WeightedItems<string>(8);
        for (int i = 0; i < 300; i++) items.Add($"{i % 40}", weights[i]);
        byte[] bytes = Bytes(writer =>
        {
            sketch.WriteTo(writer);
            moments.WriteTo(writer);
            items.WriteTo(writer, (to, item) => to.Write(item));
        });
        using var reader = new BinaryReader(new MemoryStream(bytes));
        var sketchRead = WeightedQuantileSketch.ReadFrom(reader);
        var momentsRead = WeightedMoments.ReadFrom(reader);
        var itemsRead = WeightedItems<string>.ReadFrom(reader, from => from.ReadString());
        sketch.Add([1, 2], [3, 4]);
        sketchRead.Add([1, 2], [3, 4]);
        Assert.Equal(sketch.ToCumulative().Values, sketchRead.ToCumulative().Values);
        Assert.Equal((moments.Mean, moments.Kurtosis), (momentsRead.Mean, momentsRead.Kurtosis));
        Assert.Equal(items.Top(99), itemsRead.Top(99));
        for (int cut = 0; cut < 60; cut += 7) Assert.ThrowsAny<IOException>(() => WeightedQuantileSketch.ReadFrom(new BinaryReader(new MemoryStream(bytes[..cut]))));
    }

    [Fact]
    public void Items_TooMany_StayWithinTheirBound()
    {
        var random = new RandomStream(5);
        var items = new WeightedItems<int>(16);
        var truth = new Dictionary<int, double>();
        for (int i = 0; i < 5000; i++)
        {
            int item = (int)(100 * random.NextDouble() * random.NextDouble() * random.NextDouble());
            double weight = random.NextDouble();
            items.Add(item, weight);
            truth[item] = truth.GetValueOrDefault(item) + weight;
        }

        Assert.False(items.IsExact);
        Assert.InRange(items.Offset, 0, items.TotalWeight / 17);
        Assert.All(items.Top(16), item => Assert.InRange(truth[item.Item], item.LowerWeight - 1e-9, item.UpperWeight + 1e-9));
    }

    [Fact]
    public void Comparison_OfCumulatives_EqualsThatOfSamples() => Gen.Select(Gen.Int[-9, 9].Array[1, 40], Gen.Int[-9, 9].Array[1, 40]).Sample((a, b) =>
    {
        double[] first = [.. a.Select(value => value / 2.0).Order()], second = [.. b.Select(value => value / 2.0).Order()];
        long[] firstWeights = [.. first.Select((_, i) => i + 1L)], secondWeights = [.. second.Select((_, i) => i + 1L)];
        TestResult expected = KolmogorovSmirnov.Test(first, second, KolmogorovSmirnovMethod.Asymptotic), actual = CumulativeComparison.KolmogorovSmirnov(first, firstWeights, second, secondWeights);
        Assert.Equal(expected.Statistic, actual.Statistic, 12);
        Assert.Equal(expected.PValue, actual.PValue, 9);
        Assert.Equal(Wasserstein.Distance(first, second), CumulativeComparison.Wasserstein(first, firstWeights, second, secondWeights), 12);
        Assert.Equal(1, CumulativeComparison.KolmogorovSmirnov(first, firstWeights, second, secondWeights, 1).PValue);
    });

    [Fact]
    public void Weights_Wrong_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => WeightedMoments.Of([1], [-1]));
        Assert.Throws<ArgumentException>(() => WeightedMoments.Of([1], [double.NaN]));
        Assert.Throws<ArgumentException>(() => WeightedMoments.Of([1, 2], [1]));
        Assert.Equal(0, WeightedMoments.Of([double.NaN], [double.NaN]).Count);
        Assert.True(double.IsNaN(WeightedQuantiles.Of([], [], 0.5)));
    }

    private static byte[] Bytes(Action<BinaryWriter> write)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        write(writer);
        writer.Flush();
        return stream.ToArray();
    }
}
