using System.Text.Json;
using CsCheck;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Learning.Tests.Metrics;

/// <summary>Kernels whose reference numbers are kept with those of the metrics.</summary>
public sealed class CalibrationKernelTests
{
    [Fact]
    public void Isotonic_WeightedPoints_EqualsScikitLearn()
    {
        JsonElement given = MetricReference.Extra("isotonic");
        IsotonicRegression fit = IsotonicRegression.Fit(MetricReference.Numbers(given, "x"), MetricReference.Numbers(given, "y"), MetricReference.Numbers(given, "weights"));
        double[] probe = MetricReference.Numbers(given, "probe"), expected = MetricReference.Numbers(given, "expected");
        for (int i = 0; i < probe.Length; i++) Assert.Equal(expected[i], fit.At(probe[i]), 9);
    }

    [Fact]
    public void Isotonic_AnyPoints_NeverFalls() =>
        Gen.Select(Gen.Int[0, 9].Array[1, 30], Gen.Double[-1, 1].Array[30]).Sample((x, y) =>
        {
            IsotonicRegression fit = IsotonicRegression.Fit(Array.ConvertAll(x, value => (double)value), y.AsSpan(0, x.Length));
            double[] line = [.. Enumerable.Range(-1, 12).Select(value => fit.At(value))];
            Assert.All(line.Zip(line.Skip(1)), pair => Assert.True(pair.First <= pair.Second));
        }, iter: 200);

    [Fact]
    public void CorrectedT_TenFolds_EqualsDefinition()
    {
        JsonElement given = MetricReference.Extra("corrected_t");
        double[] differences = [.. MetricReference.Numbers(given, "first").Zip(MetricReference.Numbers(given, "second"), (a, b) => a - b)];
        PairedTTest test = CorrectedResampledTTest.Run(differences, given.GetProperty("test_train_ratio").GetDouble());
        Assert.Equal(given.GetProperty("statistic").GetDouble(), test.Statistic, 9);
        Assert.Equal(given.GetProperty("p_value").GetDouble(), test.PValue, 9);
        Assert.Equal(1, CorrectedResampledTTest.Run([0, 0, 0], 0.25).PValue);
    }

    [Fact]
    public void Platt_WeightedScores_GradientIsZero()
    {
        var random = new RandomStream(3);
        double[] scores = [.. Enumerable.Range(0, 200).Select(_ => 3 * random.NextGaussian())];
        bool[] positive = Array.ConvertAll(scores, score => random.NextDouble() < 1 / (1 + Math.Exp(-0.5 * score - 1)));
        double[] weights = Array.ConvertAll(scores, _ => 0.5 + random.NextDouble());
        PlattScaling fit = PlattScaling.Fit(scores, positive, weights);
        double positives = weights.Where((_, row) => positive[row]).Sum(), negatives = weights.Where((_, row) => !positive[row]).Sum();
        double slope = 0, intercept = 0;
        for (int row = 0; row < scores.Length; row++)
        {
            double gap = weights[row] * (fit.At(scores[row]) - (positive[row] ? (positives + 1) / (positives + 2) : 1 / (negatives + 2)));
            slope += gap * scores[row];
            intercept += gap;
        }

        Assert.InRange(Math.Abs(slope) + Math.Abs(intercept), 0, 1e-5);
        Assert.InRange(fit.Slope, 0.3, 0.8);
    }

    [Fact]
    public void Platt_SeparableAndEqualScores_Finite()
    {
        PlattScaling separable = PlattScaling.Fit([-1, -2, 1, 2], [false, false, true, true]);
        Assert.True(separable.Slope > 0 && double.IsFinite(separable.Slope) && separable.At(2) < 1);
        Assert.Equal(0.5, PlattScaling.Fit([1, 1, 1, 1], [false, true, false, true]).At(1), 6);
    }

    [Fact]
    public void Bootstrap_Strata_KeepTheirSizes()
    {
        var counts = new byte[1003];
        StratifiedBootstrap.Draw(new RandomStream(1), [1, 4, 1003], counts);
        Assert.Equal((1, 3, 999), (counts[0], counts[1..4].Sum(count => count), counts[4..].Sum(count => count)));
        Assert.InRange(counts.Count(count => count == 0) / 1003.0, 0.33, 0.41);
    }
}
