using System.Text.Json;
using Mlops.Sdk.Learning.Tests.Evaluation;

namespace Mlops.Sdk.Learning.Tests.PostSteps;

public sealed class PostStepTests
{
    [Fact]
    public void TuneThreshold_EveryMetric_BestOfAllThresholds()
    {
        (Dataset data, double[] probability) = EvaluationData.Binary(300);
        Predictor model = Pipeline.Empty.Train(new SigmoidTrainer()).Fit(data).Predictor!;
        double[] scores = model.Score(data).ProbabilitiesOf();
        foreach (Metric metric in new[] { Metric.F1, Metric.BalancedAccuracy, Metric.Mcc, Metric.Accuracy })
        {
            Predictor tuned = new DecisionThreshold(new() { Metric = metric }).Fit(model, data);
            double best = scores.Append(2).Max(threshold => metric.Compute(Predictions.ForPositive("y", model.Classes, scores, threshold), data).Value ?? 0);
            Assert.Equal(best, metric.Compute(tuned.Score(data), data).Value!.Value, 12);
            Assert.Equal(scores, tuned.Score(data).ProbabilitiesOf());
        }

        Assert.Equal(300, probability.Length);
    }

    [Fact]
    public void TuneThreshold_Costs_LeastCostOfAllThresholds()
    {
        (Dataset data, _) = EvaluationData.Binary(300);
        Predictor model = Pipeline.Empty.Train(new SigmoidTrainer()).Fit(data).Predictor!;
        double[] scores = model.Score(data).ProbabilitiesOf();
        int[] actual = ((CategoryColumn)data["y"]).Codes.ToArray();
        Predictor tuned = new DecisionThreshold(new() { Costs = new ErrorCosts(1, 8) }).Fit(model, data);
        double best = scores.Append(2).Min(threshold => Cost(Array.ConvertAll(scores, score => score >= threshold ? 1 : 0)));
        Assert.Equal(best, Cost(tuned.Score(data).Decisions.ToArray()));

        double Cost(int[] decided) => decided.Select((code, row) => code == actual[row] ? 0.0 : code == 1 ? 1 : 8).Sum();
    }

    [Fact]
    public void TuneThreshold_ImbalancedPipeline_BetterF1OnNewRows()
    {
        (Dataset data, _) = EvaluationData.Binary(6000);
        Dataset train = data.Slice(0, 4000).Filter(row => (string?)row["y"] == "no" || row.Index % 6 == 0), test = data.Slice(4000, 2000);
        double plain = Pipeline.Empty.Train(new SigmoidTrainer()).Fit(train).Evaluate(test, new() { Bootstrap = 0 })[Metric.F1].Value!.Value;
        double tuned = Pipeline.Empty.Train(new SigmoidTrainer()).TuneThreshold().Fit(train).Evaluate(test, new() { Bootstrap = 0 })[Metric.F1].Value!.Value;
        Assert.True(tuned > plain + 0.02, $"{plain} -> {tuned}");
    }

    [Theory]
    [InlineData(CalibrationMethod.Platt)]
    [InlineData(CalibrationMethod.Isotonic)]
    public void Calibrate_OverconfidentModel_BetterCalibratedOnNewRows(CalibrationMethod method)
    {
        (Dataset data, _) = EvaluationData.Binary(6000);
        (Dataset train, Dataset test) = data.Split(0.3);
        Pipeline overconfident = Pipeline.Empty.Train(new SigmoidTrainer(sharpen: 4));
        EvaluationReport plain = overconfident.Fit(train).Evaluate(test, new() { Bootstrap = 0 });
        EvaluationReport calibrated = overconfident.Calibrate(new() { Method = method }).Fit(train).Evaluate(test, new() { Bootstrap = 0 });
        Assert.Contains(plain.Findings, finding => finding.Code == "EVAL003");
        Assert.True(calibrated[Metric.Ece].Value < 0.5 * plain[Metric.Ece].Value && calibrated[Metric.LogLoss].Value < plain[Metric.LogLoss].Value);
        Assert.Equal(plain[Metric.Auc].Value!.Value, calibrated[Metric.Auc].Value!.Value, method == CalibrationMethod.Platt ? 3 : 2);
    }

    [Fact]
    public void Calibrate_ThreeClasses_ProbabilitiesAddUpToOne()
    {
        (Dataset data, _) = EvaluationData.Multiclass(300);
        FittedPipeline model = Pipeline.Empty.TrainPrior().Calibrate(new() { Method = CalibrationMethod.Isotonic }).Fit(data.With(new NumberColumn("x", new double[300])));
        Predictions predictions = model.Score(data);
        for (int row = 0; row < 300; row++) Assert.Equal(1, predictions.Probabilities.Slice(row * 3, 3).ToArray().Sum(), 12);
    }

    [Fact]
    public void SaveAndLoad_CalibratedAndTuned_SameScoresReportAndBytes()
    {
        (Dataset data, _) = EvaluationData.Binary(500);
        foreach (CalibrationMethod method in Enum.GetValues<CalibrationMethod>())
        {
            FittedPipeline model = Pipeline.Empty.TrainPrior().Calibrate(new() { Method = method }).TuneThreshold(new() { Costs = new ErrorCosts(1, 2) }).Fit(data);
            using var first = new MemoryStream();
            model.Save(first);
            FittedPipeline loaded = FittedPipeline.Load(first);
            Assert.Equal(model.Score(data).Probabilities.ToArray(), loaded.Score(data).Probabilities.ToArray());
            Assert.Equal(model.Score(data).Decisions.ToArray(), loaded.Score(data).Decisions.ToArray());
            Assert.Equal(model.Predictor!.Report.ToText(), loaded.Predictor!.Report.ToText());
            using var second = new MemoryStream();
            loaded.Save(second);
            Assert.Equal(first.ToArray(), second.ToArray());
        }
    }

    [Fact]
    public void Fit_WrongTaskOrOneClass_ErrorWithRemedy()
    {
        (Dataset numbers, _) = EvaluationData.Numbers(50);
        Predictor mean = new PriorTrainer().Fit(numbers);
        Assert.Equal("MLO2111", Assert.Throws<MlopsException>(() => new DecisionThreshold().Fit(mean, numbers)).Code);
        Assert.Equal("MLO2111", Assert.Throws<MlopsException>(() => new ProbabilityCalibrator().Fit(mean, numbers)).Code);
        (Dataset data, _) = EvaluationData.Binary(100);
        Predictor prior = new PriorTrainer().Fit(data);
        Dataset oneClass = data.Filter(row => (string?)row["y"] == "yes");
        Assert.Contains("WithCalibrationFraction", Assert.Throws<MlopsException>(() => new DecisionThreshold().Fit(prior, oneClass)).Message, StringComparison.Ordinal);
        Assert.Contains("log_loss", Assert.Throws<ArgumentException>(() => new DecisionThreshold(new() { Metric = Metric.LogLoss })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_ThroughJson_Equal()
    {
        DecisionThresholdOptions threshold = new() { Metric = Metric.Mcc, Costs = new ErrorCosts(1, 5) };
        Assert.Equal(threshold, JsonSerializer.Deserialize(new DecisionThreshold(threshold).ToOptionsJson(), LearningJson.Default.DecisionThresholdOptions));
        CalibratorOptions calibrator = new() { Method = CalibrationMethod.Isotonic };
        Assert.Equal(calibrator, JsonSerializer.Deserialize(new ProbabilityCalibrator(calibrator).ToOptionsJson(), LearningJson.Default.CalibratorOptions));
        Assert.Contains("\"metric\":\"mcc\"", new DecisionThreshold(threshold).ToOptionsJson(), StringComparison.Ordinal);
    }
}
