using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Learning.Tests.Evaluation;

public sealed class CrossValidateTests
{
    private static readonly CrossValidationOptions JustAuc = new() { Metrics = [Metric.Auc] };

    [Fact]
    public void CrossValidate_EveryRow_JudgedOnceByAModelThatDidNotSeeIt()
    {
        (Dataset data, _) = EvaluationData.Binary(400);
        // Labels without any relation to x: a model that saw a row it is judged by would be right there.
        int[] noise = [.. Enumerable.Range(0, 400).Select(row => (int)(Hashing.OfInt64(row) & 1))];
        data = data.With(new CategoryColumn("y", noise, new CategoryLevels(["no", "yes"])));
        CrossValidationReport report = Pipeline.Empty.Train(new SigmoidTrainer(memory: true)).CrossValidate(data, JustAuc);
        Assert.InRange(report[Metric.Auc].Mean!.Value, 0.4, 0.6);
        Assert.Equal(Enumerable.Range(0, 400), report.OutOfFoldRows);
        Assert.Equal(400, report.Folds.Sum(fold => fold.ValidationRows));
        Assert.All(report.Folds, fold => Assert.Equal(400, fold.TrainRows + fold.ValidationRows));
        Assert.Equal(report.Folds.Average(fold => fold.Values[0].Value!.Value), report[Metric.Auc].Mean!.Value, 12);
        Assert.InRange(report.OutOfFold.Evaluate(data, new() { Bootstrap = 0 })[Metric.Auc].Value!.Value, 0.4, 0.6);
    }

    [Fact]
    public void CrossValidate_OneRowOfAClass_SaysSoOfTheDataAndNotOfAFold()
    {
        (Dataset data, _) = EvaluationData.Binary(60);
        data = data.DeriveCategory("y", row => row.Index == 17 ? "yes" : "no");
        MlopsException error = Assert.Throws<MlopsException>(() => Pipeline.Empty.Train(new SigmoidTrainer()).CrossValidate(data, JustAuc));
        Assert.Equal("MLO1201", error.Code);
        Assert.Contains("'no' in 59, 'yes' in 1 of 60 rows", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void CrossValidate_SameSeed_SameBitsAndOtherSeedOtherFolds()
    {
        (Dataset data, _) = EvaluationData.Binary(200);
        Pipeline pipeline = Pipeline.Empty.Train(new SigmoidTrainer(noise: 1));
        CrossValidationReport first = pipeline.CrossValidate(data, JustAuc, new() { Seed = 3, MaxThreads = 1 });
        Assert.Equal(first[Metric.Auc].Values, pipeline.CrossValidate(data, JustAuc, new() { Seed = 3, MaxThreads = 4 })[Metric.Auc].Values);
        CrossValidationReport other = pipeline.CrossValidate(data, JustAuc, new() { Seed = 4 });
        Assert.NotEqual(first[Metric.Auc].Values, other[Metric.Auc].Values);
        Assert.Throws<ArgumentException>(() => first.Compare(other));
    }

    [Fact]
    public void CrossValidate_Repeats_StratifiesAndSummarizesAll()
    {
        (Dataset data, _) = EvaluationData.Binary(100);
        var trainer = new SigmoidTrainer();
        CrossValidationReport report = Pipeline.Empty.Train(trainer).CrossValidate(data, new() { Folds = 4, Repeats = 3 });
        Assert.Equal(12, report.Folds.Length);
        Assert.Equal(12, trainer.TrainedOn.Count);
        double[] values = [.. report[Metric.LogLoss].Values.Select(value => value!.Value)];
        Assert.Equal(values.Average(), report[Metric.LogLoss].Mean!.Value, 12);
        Assert.Equal(Descriptive.StandardDeviation(values) / Math.Sqrt(12), report[Metric.LogLoss].StandardError!.Value, 12);
        Assert.InRange(report.ToString().Split('\n').Length, 10, 50);
    }

    [Fact]
    public void CrossValidate_ClassAbsentFromTrainingPart_ClassesStayThoseOfTheData()
    {
        string[] labels = ["a", "b", "a", "b", "a", "b", "a", "b", "a", "c"];
        Dataset data = new Dataset(CategoryColumn.FromValues("y", labels), new NumberColumn("x", new double[10])).WithRole("y", ColumnRole.Label);
        CrossValidationReport report = Pipeline.Empty.TrainPrior().CrossValidate(data, new() { Folds = 5 });
        Assert.Equal(["a", "b", "c"], report.OutOfFold.Classes);
        Assert.Contains(report.Findings, finding => finding.Code == "CROSS001" && finding.Message.Contains("'c'", StringComparison.Ordinal));
    }

    [Fact]
    public void CrossValidate_TimeOrdered_EarliestRowsAreNotJudged()
    {
        (Dataset data, Predictions _) = EvaluationData.Numbers(60);
        data = data.With(new TimestampColumn("t", Array.ConvertAll([.. Enumerable.Range(0, 60)], row => (long)row)), ColumnRole.Time).With(new NumberColumn("x", new double[60]));
        CrossValidationReport report = Pipeline.Empty.TrainPrior().CrossValidate(data, new() { Split = SplitKind.TimeOrdered });
        Assert.Equal(Enumerable.Range(10, 50), report.OutOfFoldRows);
        Assert.Equal(50, report.OutOfFold.RowCount);
    }

    [Fact]
    public void CrossValidate_NoTrainer_ErrorWithRemedy() =>
        Assert.Contains("no trainer", Assert.Throws<ArgumentException>(() => Pipeline.Empty.CrossValidate(EvaluationData.Binary(20).Data)).Message, StringComparison.Ordinal);

    [Fact]
    public void CompareCandidates_GoodAndBad_RanksWithTest()
    {
        (Dataset data, _) = EvaluationData.Binary(600);
        ModelComparison report = data.CompareCandidates(("prior", Pipeline.Empty.TrainPrior()), ("sigmoid", Pipeline.Empty.Train(new SigmoidTrainer())), ("same", Pipeline.Empty.Train(new SigmoidTrainer())));
        Assert.Equal("sigmoid", report.Winner.Name);
        Assert.True(report.Leaderboard[1] is { Name: "same", IsTied: true, ToBest.PValue: 1 });
        Assert.True(report.Leaderboard[2] is { Name: "prior", IsTied: false } last && last.ToBest!.PValue < 0.001 && last.ToBest.Upper < 0);
        Assert.Contains(report.Findings, finding => finding.Code == "COMP001" && finding.Message.Contains("'same'", StringComparison.Ordinal));
        ModelComparison byLoss = data.CompareCandidates([("prior", Pipeline.Empty.TrainPrior()), ("sigmoid", Pipeline.Empty.Train(new SigmoidTrainer()))], new() { Metric = Metric.LogLoss, CrossValidation = new() { Folds = 3, Metrics = [Metric.Auc] } });
        Assert.Equal("sigmoid", byLoss.Winner.Name);
        Assert.True(byLoss.Leaderboard[1].ToBest!.Difference > 0);
        ModelDifference decision = Assert.Single(byLoss.Differences);
        Assert.True(decision is { Champion: "prior", Challenger: "sigmoid", Test: DifferenceTest.CorrectedResampledT } && decision.Improvement > 0);
        Assert.Equal(byLoss.Leaderboard[1].ToBest!.PValue, decision.PValue!.Value, 12);
        Assert.Equal(DifferenceVerdict.Switch, report.Differences[0].Verdict);
        Assert.Equal(["sigmoid", "same"], report.Differences.Select(one => one.Challenger));
        Assert.Equal(report.Differences.Min(one => one.PValue!.Value) * 2, report.Differences.Min(one => one.AdjustedPValue!.Value), 12);
        Assert.InRange(report.ToString().Split('\n').Length, 5, 50);
    }
}
