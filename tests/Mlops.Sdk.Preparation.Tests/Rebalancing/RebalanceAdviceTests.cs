using System.Text.Json;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Preparation.Tests.Rebalancing;

public sealed class RebalanceAdviceTests
{
    private static readonly Pipeline s_pipeline = Pipeline.Empty.TrainBoosting(new() { TreeCount = 8, LeafCount = 4 });
    private static readonly RebalanceAdviceOptions s_options = new() { CalibrationFolds = 2, CrossValidation = new() { Folds = 3 } };

    [Fact]
    public void AdviseRebalancing_RareClass_ComparesFourOnTheSameFolds()
    {
        Dataset data = Data(400, 0.1);
        RebalanceAdvice advice = data.AdviseRebalancing(s_pipeline, s_options, new() { Seed = 3 });

        Assert.Equal(["none", "weights", "partial", "full"], advice.Candidates.Select(one => one.Name));
        Assert.Equal([Metric.AucPr, Metric.Auc, Metric.F1, Metric.BalancedAccuracy, Metric.Brier], advice.Metrics);
        Assert.Equal("none", advice.Recommended.Name);
        Assert.Contains("Take none", advice.Findings[0].Message, StringComparison.Ordinal);
        RebalanceCandidate partial = advice.Candidates[2];
        CrossValidationReport alone = s_pipeline.WithCalibrationFolds(2).AddBeforeTrainer(new Rebalancer(partial.Options)).CrossValidate(data, s_options.CrossValidation with { Metrics = [.. advice.Metrics] }, new() { Seed = 3 });
        Assert.Equal(alone[Metric.AucPr].Mean, partial.Mean(Metric.AucPr));
        Assert.Equal(partial.Mean(Metric.Brier)!.Value - advice.Candidates[0].Mean(Metric.Brier)!.Value, partial.ToNone.Single(one => one.Metric == Metric.Brier).Difference, 1e-12);
        using JsonDocument json = JsonDocument.Parse(advice.ToJson());
        Assert.Equal("none", json.RootElement.GetProperty("data").GetProperty("recommended").GetString());
    }

    [Fact]
    public void AdviseRebalancing_InfiniteNumbers_RepeatsRowsAndSaysSo()
    {
        Dataset data = Data(300, 0.1);
        double[] holes = data["x"].ToNumbers().ToArray();
        for (int row = 0; row < holes.Length; row += 5) holes[row] = double.PositiveInfinity;
        RebalanceAdvice advice = data.With(new NumberColumn("x", holes)).AdviseRebalancing(s_pipeline, s_options);

        Assert.Equal(RebalanceMethod.RandomOver, advice.Candidates[^1].Options.Method);
        Assert.Contains(advice.Findings, finding => finding.Code == "PREP313" && finding.Message.Contains("'x'", StringComparison.Ordinal));
        Assert.Throws<MlopsException>(() => data.With(new NumberColumn("x", holes)).AdviseRebalancing(s_pipeline, s_options with { Method = RebalanceMethod.Smote() }));
    }

    [Fact]
    public void AdviseRebalancing_WhatDoesNotFit_IsRefused()
    {
        Dataset data = Data(200, 0.2);

        Assert.Throws<ArgumentException>(() => data.AdviseRebalancing(Pipeline.Empty));
        Assert.Throws<ArgumentException>(() => data.AdviseRebalancing(Pipeline.Empty.Rebalance().TrainLinear()));
        Assert.Throws<ArgumentException>(() => data.AdviseRebalancing(s_pipeline, new() { Metric = Metric.Rmse }));
        Assert.Equal("MLO1703", Assert.Throws<MlopsException>(() => data.WithRole("y", ColumnRole.Ignored).WithRole("x", ColumnRole.Label).AdviseRebalancing(s_pipeline)).Code);
    }

    [Fact]
    public void Choose_LargeGain_IsTaken()
    {
        Dataset data = Data(1500, 0.05);
        Pipeline careful = Pipeline.Empty.TrainDecisionTree(new() { MinimumRowsPerLeaf = 60 });
        RebalanceAdvice advice = data.AdviseRebalancing(careful, s_options with { CrossValidation = new() { Folds = 4 } });

        Assert.Equal("partial", advice.Recommended.Name);
        Assert.Equal(advice.Recommended.Name == "none" ? null : advice.Recommended.Name, advice.Candidates.Skip(1).Where(one => one.ToNone[0].PValue * 3 < 0.05 && one.ToNone[0].Difference > 0).MaxBy(one => one.ToNone[0].Difference)?.Name);
    }

    private static Dataset Data(int rows, double share)
    {
        var random = new RandomStream(7);
        bool[] labels = [.. Enumerable.Range(0, rows).Select(_ => random.NextDouble() < share)];
        return new Dataset(
            new NumberColumn("x", Array.ConvertAll(labels, label => (label ? 1.5 : 0) + random.NextGaussian())),
            new NumberColumn("z", Array.ConvertAll(labels, label => (label ? 1 : 0) + random.NextGaussian())),
            new FlagColumn("y", labels)).WithRole("y", ColumnRole.Label);
    }
}
