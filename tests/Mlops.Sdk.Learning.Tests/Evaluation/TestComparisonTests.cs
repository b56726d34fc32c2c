using System.Text.Json;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Learning.Tests.Evaluation;

public sealed class TestComparisonTests
{
    private static readonly TestComparisonOptions Fast = new() { Resamples = 200 };

    [Fact]
    public void ComparePredictions_Auc_IsDeLongWithAVerdict()
    {
        (Dataset data, Predictions good, Predictions bad) = Two(600, 0.2, 1.5);
        TestComparison report = data.ComparePredictions([("old", bad), ("new", good)]);
        ModelDifference one = Assert.Single(report.Differences);
        bool[] positive = [.. ((CategoryColumn)data["y"]).Codes.ToArray().Select(code => code == 1)];
        AucDifference test = DeLong.Compare(good.ProbabilitiesOf(), bad.ProbabilitiesOf(), positive);
        Assert.Equal(DifferenceTest.DeLong, one.Test);
        Assert.Equal(test.Difference, one.Improvement!.Value, 12);
        Assert.Equal(test.PValue, one.PValue!.Value, 12);
        Assert.Equal(DifferenceVerdict.Switch, one.Verdict);
        Assert.Same(one, report.Best);
        Assert.Contains("'new' is better than 'old' by", one.Sentence, StringComparison.Ordinal);
        Assert.EndsWith("the evidence carries the switch.", one.Sentence, StringComparison.Ordinal);
        Assert.Equal(DifferenceVerdict.Keep, data.ComparePredictions([("new", good), ("old", bad)]).Differences[0].Verdict);
        Assert.InRange(report.ToString().Split('\n').Length, 8, 50);
        using JsonDocument json = JsonDocument.Parse(report.ToJson());
        Assert.Equal("Switch", json.RootElement.GetProperty("data").GetProperty("differences")[0].GetProperty("verdict").GetString());
    }

    [Fact]
    public void ComparePredictions_SmallDifference_SaysThatTheEvidenceDoesNotCarryAndHowManyRowsWould()
    {
        ModelDifference one = Enumerable.Range(1, 20).Select(seed =>
        {
            (Dataset data, Predictions good, Predictions bad) = Two(150, 0.5, 0.7, (ulong)seed);
            return data.ComparePredictions([("old", bad), ("new", good)]).Differences[0];
        }).First(difference => difference.Improvement > 0.002 && difference.PValue > 0.1);
        Assert.Equal(DifferenceVerdict.Undecided, one.Verdict);
        Assert.Contains("the evidence would not carry the switch", one.Sentence, StringComparison.Ordinal);
        Assert.True(one.RowsToTell > 150);
        Assert.Contains("test rows would tell", one.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void ComparePredictions_MinimumImprovement_IsAskedOfTheLowerEnd()
    {
        (Dataset data, Predictions good, Predictions bad) = Two(2000, 0.2, 1.5);
        ModelDifference one = data.ComparePredictions([("old", bad), ("new", good)]).Differences[0];
        double lower = one.Lower!.Value;
        Assert.Equal(DifferenceVerdict.Switch, data.ComparePredictions([("old", bad), ("new", good)], new() { MinimumImprovement = lower - 1e-6 }).Differences[0].Verdict);
        Assert.Equal(DifferenceVerdict.Undecided, data.ComparePredictions([("old", bad), ("new", good)], new() { MinimumImprovement = lower + 1e-6 }).Differences[0].Verdict);
    }

    [Fact]
    public void ComparePredictions_LogLoss_BootstrapAgreesWithThePairedTTestOfTheLosses()
    {
        (Dataset data, Predictions good, Predictions bad) = Two(800, 0.3, 0.8);
        ModelDifference one = data.ComparePredictions([("old", bad), ("new", good)], new() { Metric = Metric.LogLoss }).Differences[0];
        int[] codes = ((CategoryColumn)data["y"]).Codes.ToArray();
        double[] differences = [.. codes.Select((code, row) => Math.Log(good.Probabilities[row * 2 + code]) - Math.Log(bad.Probabilities[row * 2 + code]))];
        Assert.Equal(DifferenceTest.Bootstrap, one.Test);
        Assert.Equal(differences.Average(), one.Improvement!.Value, 10);
        Assert.Equal(Descriptive.StandardDeviation(differences) / Math.Sqrt(800), one.StandardError!.Value, 0.12 * one.StandardError.Value);
        Assert.True(one.Lower < one.Improvement && one.Improvement < one.Upper);
        ModelDifference permuted = data.ComparePredictions([("old", bad), ("new", good)], new() { Metric = Metric.LogLoss, Test = DifferenceTest.Permutation, Resamples = 400 }).Differences[0];
        Assert.Equal(one.PValue!.Value, permuted.PValue!.Value, 0.03);
    }

    [Fact]
    public void ComparePredictions_Accuracy_IsMcNemar()
    {
        (Dataset data, Predictions good, Predictions bad) = Two(500, 0.2, 1.5);
        ModelDifference one = data.ComparePredictions([("old", bad), ("new", good)], new() { Metric = Metric.Accuracy }).Differences[0];
        int[] codes = ((CategoryColumn)data["y"]).Codes.ToArray();
        int onlyGood = codes.Where((code, row) => good.Decisions[row] == code && bad.Decisions[row] != code).Count(), onlyBad = codes.Where((code, row) => good.Decisions[row] != code && bad.Decisions[row] == code).Count();
        Assert.Equal(McNemarTest.Run(onlyBad, onlyGood).PValue, one.PValue!.Value, 12);
        Assert.Equal((onlyGood - onlyBad) / 500.0, one.Improvement!.Value, 12);
    }

    [Fact]
    public void ComparePredictions_SameModelTwice_NothingSpeaksForASwitch()
    {
        (Dataset data, Predictions good, _) = Two(200, 0.2, 1.5);
        foreach (Metric metric in new[] { Metric.Auc, Metric.Accuracy, Metric.Mcc })
        {
            ModelDifference one = data.ComparePredictions([("a", good), ("b", good)], Fast with { Metric = metric }).Differences[0];
            Assert.True(one is { Improvement: 0, PValue: 1, Verdict: DifferenceVerdict.Undecided }, metric.Name);
            Assert.Contains("nothing speaks for a switch", one.Sentence, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void ComparePredictions_Segments_TellWhereTheWinnerTurnsRound()
    {
        (Dataset data, Predictions good, Predictions bad) = Two(3000, 0.2, 2);
        string[] region = [.. Enumerable.Range(0, 3000).Select(row => row % 5 == 0 ? "south" : row % 301 == 0 ? "sea" : "north")];
        bool[] south = [.. region.Select(name => name == "south")];
        Predictions mixed = Predictions.ForPositive("y", ["no", "yes"], [.. south.Select((swap, row) => (swap ? bad : good).Probabilities[row * 2 + 1])]);
        Predictions other = Predictions.ForPositive("y", ["no", "yes"], [.. south.Select((swap, row) => (swap ? good : bad).Probabilities[row * 2 + 1])]);
        Dataset withRegion = data.With(CategoryColumn.FromValues("region", region));
        TestComparison report = withRegion.ComparePredictions([("old", other), ("new", mixed)], new() { Segments = ["region", "x"] });
        Assert.Equal(DifferenceVerdict.Switch, report.Differences[0].Verdict);
        SegmentDifference turned = Assert.Single(report.Segments, one => one.WinnerDiffers);
        Assert.Equal("region is south", turned.Segment);
        Assert.Equal(600, turned.RowCount);
        Assert.Equal(1, report.SmallSegmentCount);
        Assert.Contains(report.Findings, finding => finding.Code == "COMP005" && finding.Message.Contains("'old' is better than 'new'", StringComparison.Ordinal));
        Assert.Equal(4, report.Segments.Count(one => one.Column == "x"));
    }

    [Fact]
    public void ComparePredictions_Regression_ImprovementIsLowerError()
    {
        (Dataset data, Predictions near) = EvaluationData.Numbers(400);
        double[] actual = data["y"].ToNumbers().ToArray();
        Predictions far = Predictions.ForValues("y", [.. actual.Select((value, row) => value + 2 * (near.Values[row] - value))]);
        ModelDifference one = data.ComparePredictions([("far", far), ("near", near)], Fast).Differences[0];
        Assert.True(one.Metric == Metric.Rmse && one.Improvement > 3 && one.Lower > 0 && one.Verdict == DifferenceVerdict.Switch);
    }

    [Fact]
    public void ComparePredictions_SameSeed_SameBitsOnAnyNumberOfThreads()
    {
        (Dataset data, Predictions good, Predictions bad) = Two(300, 0.2, 1);
        TestComparisonOptions options = Fast with { Metric = Metric.F1, Test = DifferenceTest.Permutation };
        Assert.Equal(
            data.ComparePredictions([("a", good), ("b", bad)], options, new() { Seed = 5, MaxThreads = 1 }).Differences[0],
            data.ComparePredictions([("a", good), ("b", bad)], options, new() { Seed = 5, MaxThreads = 4 }).Differences[0]);
    }

    [Theory]
    [InlineData(DifferenceTest.Bootstrap, 0.03, 0.085)]
    [InlineData(DifferenceTest.Permutation, 0.02, 0.085)]
    public void ComparePredictions_SimulatedEqualModels_FalseAlarmsAtTheLevel(DifferenceTest test, double least, double most)
    {
        const int Rounds = 300;
        int alarms = 0;
        for (ulong round = 0; round < Rounds; round++)
        {
            (Dataset data, Predictions first, Predictions second) = Two(80, 0.7, 0.7, round);
            ModelDifference one = data.ComparePredictions([("a", first), ("b", second)], new() { Metric = Metric.LogLoss, Test = test, Resamples = 100 }, new() { Seed = round }).Differences[0];
            if (one.PValue < 0.05) alarms++;
        }

        Assert.InRange(alarms / (double)Rounds, least, most);
    }

    [Fact]
    public void CompareModels_BadInput_ErrorWithRemedy()
    {
        (Dataset data, Predictions good, Predictions bad) = Two(100, 0.2, 1.5);
        (Dataset numbers, Predictions near) = EvaluationData.Numbers(100);
        Assert.Contains("at least 2 models", Assert.Throws<ArgumentException>(() => data.ComparePredictions([("a", good)])).Message, StringComparison.Ordinal);
        Assert.Contains("given twice", Assert.Throws<ArgumentException>(() => data.ComparePredictions([("a", good), ("a", bad)])).Message, StringComparison.Ordinal);
        Assert.Contains("Compare models of one task", Assert.Throws<ArgumentException>(() => data.ComparePredictions([("a", good), ("b", near)])).Message, StringComparison.Ordinal);
        Assert.Contains("does not judge", Assert.Throws<ArgumentException>(() => data.ComparePredictions([("a", good), ("b", bad)], new() { Metric = Metric.Rmse })).Message, StringComparison.Ordinal);
        Assert.Contains("DifferenceTest.Auto", Assert.Throws<ArgumentException>(() => data.ComparePredictions([("a", good), ("b", bad)], new() { Metric = Metric.F1, Test = DifferenceTest.DeLong })).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new TestComparisonOptions { Test = DifferenceTest.CorrectedResampledT });
        Dataset oneClass = data.Filter(row => (string?)row["y"] == "yes");
        FittedPipeline prior = Pipeline.Empty.TrainPrior().Fit(data), sigmoid = Pipeline.Empty.Train(new SigmoidTrainer()).Fit(data);
        TestComparison undefined = oneClass.CompareModels(("prior", prior), ("sigmoid", sigmoid));
        Assert.Contains(undefined.Findings, finding => finding.Code == "COMP003");
        Assert.Null(undefined.Differences[0].Improvement);
        Assert.Equal(100, numbers.RowCount);
    }

    /// <summary>Two models of one label whose log odds carry more or less noise of their own.</summary>
    private static (Dataset Data, Predictions Good, Predictions Bad) Two(int rows, double littleNoise, double muchNoise, ulong seed = 1)
    {
        (Dataset data, _) = EvaluationData.Binary(rows, seed);
        var random = RandomStream.For(seed, "models");
        double[] x = data["x"].ToNumbers().ToArray(), good = new double[rows], bad = new double[rows];
        for (int row = 0; row < rows; row++)
        {
            good[row] = 1 / (1 + Math.Exp(-x[row] - littleNoise * random.NextGaussian()));
            bad[row] = 1 / (1 + Math.Exp(-x[row] - muchNoise * random.NextGaussian()));
        }

        return (data, Predictions.ForPositive("y", ["no", "yes"], good), Predictions.ForPositive("y", ["no", "yes"], bad));
    }
}
