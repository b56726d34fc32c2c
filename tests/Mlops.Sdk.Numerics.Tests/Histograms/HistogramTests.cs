using System.Text.Json;
using CsCheck;

namespace Mlops.Sdk.Numerics.Tests;

public sealed class HistogramTests
{
    [Fact]
    public void Of_ReferenceSamples_MatchesNumPy()
    {
        foreach (JsonElement sample in Reference.Json("reference.json").GetProperty("histograms").EnumerateArray())
        {
            double[] values = sample.GetProperty("values").Numbers();
            foreach ((string name, HistogramRule rule) in new[] { ("auto", HistogramRule.Auto), ("sturges", HistogramRule.Sturges), ("fd", HistogramRule.FreedmanDiaconis) })
            {
                Histogram histogram = Histogram.Of(values, rule);
                Assert.Equal(sample.GetProperty(name).GetProperty("counts").EnumerateArray().Select(e => e.GetInt64()), histogram.Counts);
                Assert.All(sample.GetProperty(name).GetProperty("edges").Numbers().Zip(histogram.Edges), e => Reference.Close(e.First, e.Second, 1e-14, 1e-14));
            }
        }
    }

    [Fact]
    public void Of_AnySample_CountsEveryFiniteNumberInItsBin() =>
        Gen.Select(Gen.OneOf(Gen.Double[-3, 3], Gen.Double, Gen.Const(double.NaN), Gen.Const(double.PositiveInfinity)).Array[0, 200], Gen.Int[1, 40]).Sample((values, bins) =>
        {
            double[] finite = [.. values.Where(v => double.IsFinite(v) && Math.Abs(v) < 1e300)];
            Histogram histogram = Histogram.Of(finite, bins);
            Assert.Equal(finite.Length, histogram.Total);
            Assert.Equal(bins, histogram.Counts.Count);
            for (int i = 0; i < bins; i++)
            {
                double low = histogram.Edges[i], high = histogram.Edges[i + 1];
                Assert.Equal(finite.Count(v => v >= low && (v < high || (i == bins - 1 && v == high))), histogram.Counts[i]);
            }
        });

    [Fact]
    public void Of_ConstantEmptyAndHuge_IsDefined()
    {
        Assert.Equal([2.5, 3.5], Histogram.Of([3.0, 3.0, double.NaN]).Edges);
        Assert.Equal(0, Histogram.Of([], HistogramRule.Auto).Total);
        Assert.Equal(3, Histogram.Of([-double.MaxValue, 0, double.MaxValue], 4).Total);
        Assert.Equal(Histogram.DefaultMaxBins, Histogram.BinCount([.. MomentsTests.Draw(5000, 1), 1e9], HistogramRule.FreedmanDiaconis));
    }

    [Fact]
    public void QuantileCuts_ContinuousSample_FillsBinsEvenly()
    {
        double[] values = MomentsTests.Draw(1000, 3);
        long[] counts = Binning.Count(values, Binning.QuantileCuts(values, 10));
        Assert.All(counts, c => Assert.Equal(100, c));
        var sketch = new KllSketch();
        sketch.Add(values);
        Assert.All(Binning.Count(values, Binning.QuantileCuts(sketch, 10)), c => Assert.InRange(c, 95, 105));
    }

    [Fact]
    public void CountSorted_AnySampleAndCuts_CountsAsOneByOne() =>
        Gen.Select(Gen.Int[-6, 6].Array[0, 60], Gen.Int[-7, 7].Array[0, 6]).Sample((values, cuts) =>
        {
            double[] sorted = [.. values.Order().Select(value => value == 6 ? double.PositiveInfinity : value)], distinct = [.. cuts.Distinct().Order().Select(cut => cut + 0.0)];
            Assert.Equal(Binning.Count(sorted, distinct), Binning.CountSorted(sorted, distinct));
            Assert.Equal(Binning.QuantileCuts(sorted, 4), Binning.QuantileCutsSorted(sorted, 4));
        });

    [Fact]
    public void QuantileCuts_ValueWithMass_GetsABinOfItsOwn()
    {
        double[] reference = [.. Enumerable.Repeat(0.0, 60), .. Enumerable.Range(1, 40).Select(i => i * 0.5), .. new[] { -1.0, -2 }];
        double[] cuts = Binning.QuantileCuts(reference, 10);
        Assert.Equal(60, Binning.Count(reference, cuts)[Binning.BinOf(0, cuts)]);
        double[] constant = Binning.QuantileCuts([5.0, 5, 5], 10);
        Assert.Equal([0L, 3, 0], Binning.Count([5.0, 5, 5], constant));
        Assert.Equal([1L, 0, 1], Binning.Count([4.9, 5.1, double.NaN], constant));
        Assert.Empty(Binning.QuantileCuts([double.NaN], 4));
    }
}
