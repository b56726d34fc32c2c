using System.Text.Json;
using CsCheck;

namespace Mlops.Sdk.Numerics.Tests;

public sealed class QuantilesTests
{
    private static readonly JsonElement Cases = Reference.Json("reference.json");

    [Fact]
    public void Of_EveryDefinition_MatchesNumPyAndSciPy()
    {
        double[] probabilities = Cases.GetProperty("probabilities").Numbers();
        foreach (JsonElement sample in Cases.GetProperty("descriptive").EnumerateArray())
        {
            double[] values = sample.GetProperty("values").Numbers();
            foreach (QuantileMethod method in Enum.GetValues<QuantileMethod>())
            {
                double[] expected = sample.GetProperty("quantiles").GetProperty(((int)method).ToString()).Numbers();
                double[] actual = Quantiles.Of(values, probabilities, method);
                for (int i = 0; i < expected.Length; i++)
                {
                    Reference.Close(expected[i], actual[i], 1e-12, 1e-12);
                    Assert.Equal(actual[i], Quantiles.OfSorted(values.Order().ToArray(), probabilities[i], method));
                }
            }
        }
    }

    [Fact]
    public void RobustMeasures_ReferenceSamples_MatchSciPyAndPandas()
    {
        foreach (JsonElement sample in Cases.GetProperty("descriptive").EnumerateArray())
        {
            double[] values = sample.GetProperty("values").Numbers();
            Moments moments = Moments.Of(values);
            Reference.Close(sample.Number("mad"), Quantiles.MedianAbsoluteDeviation(values));
            Reference.Close(sample.Number("iqr"), Quantiles.InterquartileRange(values));
            Reference.Close(sample.Number("mean"), moments.Mean, 1e-12);
            Reference.Close(sample.Number("variance"), moments.Variance, 1e-9);
            Reference.Close(sample.Number("skewness"), moments.Skewness, 1e-7);
            Reference.Close(sample.Number("kurtosis"), moments.Kurtosis, 1e-7);
            Assert.Equal(sample.GetProperty("ranks").Numbers(), Ranks.Average(values));
        }
    }

    [Fact]
    public void Of_AnySample_EqualsSortedOracle() =>
        Gen.Select(Gen.OneOf(Gen.Double[-5, 5], Gen.Int[0, 6].Select(i => (double)i), Gen.Const(double.NaN)).Array[1, 400], Gen.Double[0, 1]).Sample((values, p) =>
        {
            double[] sorted = [.. values.Where(v => !double.IsNaN(v)).Order()];
            double actual = Quantiles.Of(values, p);
            if (sorted.Length == 0)
            {
                Assert.True(double.IsNaN(actual));
                return;
            }

            double at = p * (sorted.Length - 1);
            int low = (int)at, high = Math.Min(low + 1, sorted.Length - 1);
            Assert.Equal(sorted[low] + (at - low) * (sorted[high] - sorted[low]), actual, 1e-12);
        });

    [Fact]
    public void Select_AdversarialOrders_PartitionsAboutTheRank()
    {
        int n = 20_000;
        double[][] orders = [[.. Enumerable.Range(0, n).Select(i => (double)i)], [.. Enumerable.Range(0, n).Select(i => (double)-i)], [.. Enumerable.Range(0, n).Select(i => (double)(i % 2))],
            [.. Enumerable.Range(0, n).Select(i => (double)Math.Min(i, n - i))], new double[n]];
        foreach (double[] values in orders)
        {
            double[] sorted = [.. values.Order()];
            foreach (int rank in new[] { 0, 17, n / 2, n - 1 })
            {
                Selection.Select(values, rank);
                Assert.Equal(sorted[rank], values[rank]);
                Assert.True(values.Take(rank).All(v => v <= sorted[rank]) && values.Skip(rank).All(v => v >= sorted[rank]));
            }
        }
    }

    [Fact]
    public void Of_InfiniteValues_AreExtremes()
    {
        double[] values = [double.NegativeInfinity, 1, 2, double.PositiveInfinity, double.PositiveInfinity];
        Assert.Equal([double.NegativeInfinity, 2, double.PositiveInfinity], Quantiles.Of(values, [0, 0.5, 0.9]));
    }

    [Fact]
    public void Of_BadProbability_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Quantiles.Of([1.0], 1.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Quantiles.Of([1.0], double.NaN));
    }
}
