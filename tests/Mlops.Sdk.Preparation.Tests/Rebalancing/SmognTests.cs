using CsCheck;
using Mlops.Sdk.Numerics;
using Mlops.Sdk.Testing;

namespace Mlops.Sdk.Preparation.Tests.Rebalancing;

public sealed class SmognTests
{
    [Fact]
    public void TargetRelevance_Outliers_RisesFromTheMedian()
    {
        double[] values = [1, 2, 3, 4, 5, 6, 7, 8, 30];
        TargetRelevance relevance = TargetRelevance.Of(values);

        Assert.Equal((1, 5, 8, 0, 1), (relevance.Low, relevance.Median, relevance.High, relevance.AtLow, relevance.AtHigh));
        Assert.Equal([0, 0, 0.5, 1, 1], [relevance.At(-9), relevance.At(5), relevance.At(6.5), relevance.At(8), relevance.At(30)]);
        Assert.Equal(0, relevance.At(double.NaN));
    }

    [Fact]
    public void Resample_RareValues_MakesRangesOfTheSameSize() =>
        Gen.Select(Gen.ULong, Gen.Int[40, 120], Gen.Int[1, 6], Gen.Bool).Sample((seed, rows, neighbors, noise) =>
        {
            Dataset data = Skewed(seed, rows);
            Resampled result = new Rebalancer(new() { Method = RebalanceMethod.Smogn(0.8, neighbors, noise ? 0.02 : 0) }).Resample(data, new() { Seed = seed });
            double[] before = data["y"].ToNumbers().ToArray(), after = result.Data["y"].ToNumbers().ToArray();
            TargetRelevance relevance = TargetRelevance.Of(before);
            double[] rare = [.. before.Where(value => relevance.At(value) >= 0.8)];
            if (rare.Length == 0)
            {
                Assert.Same(data, result.Data);
                Assert.Contains(result.Report.Findings, finding => finding.Code == "PREP308");
                return;
            }

            int wanted = rows / Ranges(before, relevance);
            Assert.Equal(Math.Min(before.Length - rare.Length, wanted), after.Count(value => relevance.At(value) < 0.8));
            Assert.Equal(before.Count(value => value > relevance.Median && relevance.At(value) >= 0.8) is var high and > 0 ? Math.Max(high, wanted) : 0, after.Count(value => value > relevance.Median && relevance.At(value) >= 0.8));
            Assert.All(after, value => Assert.InRange(value, before.Min(), before.Max()));
            (double low, double top) = Descriptive.Range(data["x"].ToNumbers().Span);
            Assert.All(result.Data["x"].ToNumbers().ToArray(), value => Assert.InRange(value, low, top));
        }, iter: 60);

    [Fact]
    public void Resample_SameSeed_SameRows()
    {
        Dataset data = Skewed(5, 90);
        var rebalancer = new Rebalancer(new() { Method = RebalanceMethod.Smogn() });

        Assert.Null(SameBits.Difference(rebalancer.Resample(data, new() { Seed = 2, MaxThreads = 1 }).Data, rebalancer.Resample(data, new() { Seed = 2, MaxThreads = 3 }).Data));
        Assert.Equal(["rebalance", "linear"], Pipeline.Empty.Rebalance(new() { Method = RebalanceMethod.Smogn() }).TrainLinear().Stages.Select(stage => stage.Kind));
    }

    [Fact]
    public void Resample_Classes_AreRefused()
    {
        Dataset data = Skewed(5, 90).WithRole("y", ColumnRole.Ignored).WithRole("c", ColumnRole.Label);

        Assert.Contains("is for a label that is a number", Assert.Throws<SchemaMismatchException>(() => new Rebalancer(new() { Method = RebalanceMethod.Smogn() }).Resample(data)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new Rebalancer(new() { Method = RebalanceMethod.Smogn(), MinorityRatio = 0.5 }));
    }

    private static int Ranges(double[] values, TargetRelevance relevance)
    {
        bool[] rare = [.. values.Order().Select(value => relevance.At(value) >= 0.8)];
        return 1 + rare.Zip(rare.Skip(1)).Count(pair => pair.First != pair.Second);
    }

    private static Dataset Skewed(ulong seed, int rows)
    {
        var random = new RandomStream(seed);
        double[] x = [.. Enumerable.Range(0, rows).Select(_ => random.NextGaussian())];
        return new Dataset(
            new NumberColumn("x", x),
            CategoryColumn.FromValues("c", x.Select(value => value > 1 ? "p" : "q")),
            new NumberColumn("y", Array.ConvertAll(x, value => Math.Exp(value + 0.2 * random.NextGaussian())))).WithRole("y", ColumnRole.Label);
    }
}
