using System.Text.Json;
using Mlops.Sdk.Learning.Tests.Evaluation;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Learning.Tests.PostSteps;

public sealed class RejectAndConformalTests
{
    [Fact]
    public void Abstain_TargetAccuracy_DecidedRowsReachItOnNewRows()
    {
        (Dataset data, _) = EvaluationData.Binary(8000);
        (Dataset train, Dataset test) = data.Split(0.5);
        FittedPipeline model = Pipeline.Empty.Train(new SigmoidTrainer()).Abstain(new() { TargetAccuracy = 0.9 }).Fit(train);
        Predictions said = model.Score(test);
        CoverageReport report = said.EvaluateCoverage(test);
        Assert.InRange(report.AccuracyOfDecided!.Value, 0.88, 0.99);
        Assert.InRange(report.AccuracyOfAll!.Value, 0.6, 0.8);
        Assert.InRange(report.DecidedFraction!.Value, 0.05, 0.7);
        foreach (string name in said.Classes)
        {
            int[] own = [.. Enumerable.Range(0, said.RowCount).Where(row => !said.IsAbstained(row) && said[row].Class == name)];
            Assert.InRange(own.Count(row => (string?)test.Row(row)["y"] == name) / (double)own.Length, 0.85, 1);
        }

        Assert.InRange(model.Predictor!.Report.ToString().Split('\n').Length, 5, 50);
    }

    [Fact]
    public void Abstain_Costs_IsChowsRule()
    {
        (Dataset data, _) = EvaluationData.Binary(300);
        Predictor inner = Pipeline.Empty.Train(new SigmoidTrainer()).Fit(data).Predictor!;
        Predictions said = new RejectOption(new() { Costs = new ErrorCosts(1, 4), AbstainCost = 0.4 }).Fit(inner, data).Score(data);
        double[] p = inner.Score(data).ProbabilitiesOf();
        for (int row = 0; row < 300; row++)
        {
            double asPositive = 1 - p[row], asNegative = 4 * p[row];
            Assert.Equal(Math.Min(asPositive, asNegative) > 0.4, said.IsAbstained(row));
            Assert.Equal(asPositive <= asNegative ? "yes" : "no", said[row].Class);
            Assert.Equal(said.IsAbstained(row), said[row].IsAbstained());
        }
    }

    [Fact]
    public void Abstain_TargetOutOfReach_NeverDecidesAndSaysSo()
    {
        (Dataset data, _) = EvaluationData.Binary(200);
        int[] noise = [.. Enumerable.Range(0, 200).Select(row => (int)(Hashing.OfInt64(row) & 1))];
        Dataset random = data.With(new CategoryColumn("y", noise, new CategoryLevels(["no", "yes"])));
        WrappedPredictor model = new RejectOption(new() { TargetAccuracy = 0.99 }).Fit(new PriorTrainer().Fit(random), random);
        Assert.Equal(0, model.Score(random).EvaluateCoverage(random).DecidedFraction);
        Assert.Contains(model.Report.Findings, finding => finding.Code == "REJECT001");
    }

    [Theory]
    [InlineData(ConformalMethod.LeastAmbiguous, false)]
    [InlineData(ConformalMethod.AdaptiveSets, false)]
    [InlineData(ConformalMethod.LeastAmbiguous, true)]
    [InlineData(ConformalMethod.AdaptiveSets, true)]
    public void Conformalize_Classes_CoverageAsAskedOverDrawsOfTheRows(ConformalMethod method, bool byClass)
    {
        double covered = 0, rare = 0, rareRows = 0;
        const int Rounds = 30;
        for (ulong round = 0; round < Rounds; round++)
        {
            (Dataset calibration, Predictions first) = EvaluationData.Multiclass(200, 2 * round + 1);
            (Dataset test, Predictions second) = EvaluationData.Multiclass(400, 2 * round + 2);
            Predictor model = new Fixed(first, second);
            Predictions said = new ConformalPrediction(new() { Method = method, ByClass = byClass, AllowEmptySets = true, Coverage = 0.8 }).Fit(model, Marked(calibration, 0)).Score(Marked(test, 1));
            CoverageReport report = said.EvaluateCoverage(test);
            covered += report.Rows[0].Covered / Rounds;
            CoverageRow last = report.Rows.Single(row => row.Name == "c");
            rare += last.Covered * last.RowCount;
            rareRows += last.RowCount;
        }

        Assert.InRange(covered, 0.79, 0.825);
        if (byClass) Assert.InRange(rare / rareRows, 0.785, 0.84);
    }

    [Theory]
    [InlineData(ConformalMethod.AbsoluteResidual)]
    [InlineData(ConformalMethod.NormalizedResidual)]
    [InlineData(ConformalMethod.QuantileRegression)]
    public void Conformalize_Numbers_CoverageAsAskedAndWidthFollowsTheNoise(ConformalMethod method)
    {
        Dataset data = Uneven(6000, 1);
        (Dataset train, Dataset test) = data.Split(0.5);
        Pipeline pipeline = Pipeline.Empty.TrainBoosting(new() { TreeCount = 30, LeafCount = 8 }).WithCalibrationFraction(0.5).Conformalize(new() { Method = method });
        Predictions said = pipeline.Fit(train).Score(test);
        CoverageReport report = said.EvaluateCoverage(test);
        Assert.InRange(report.Rows[0].Covered, 0.87, 0.93);
        double[] x = test["x"].ToNumbers().ToArray();
        double calm = Enumerable.Range(0, x.Length).Where(row => x[row] < 0.2).Average(row => Width(said, row)), noisy = Enumerable.Range(0, x.Length).Where(row => x[row] > 0.8).Average(row => Width(said, row));
        if (method == ConformalMethod.AbsoluteResidual) Assert.Equal(calm, noisy, 9);
        else Assert.True(noisy > 2 * calm, $"{calm} and {noisy}");
    }

    [Fact]
    public void Conformalize_OutOfFold_TrainsOnAllRowsAndCovers()
    {
        Dataset data = Uneven(1200, 3), test = Uneven(4000, 4);
        FittedPipeline model = Pipeline.Empty.TrainBoosting(new() { TreeCount = 30, LeafCount = 8 }).Conformalize(new() { Method = ConformalMethod.NormalizedResidual }).WithCalibrationFolds(5).Fit(data);
        Assert.InRange(model.Score(test).EvaluateCoverage(test).Rows[0].Covered, 0.875, 0.94);
        Assert.Equal(1200, ((TreePredictor)((WrappedPredictor)model.Predictor!).Inner).Origin.Rows);
    }

    [Fact]
    public void Fit_OutOfFold_PostStepsSeeWhatModelsOfOtherFoldsSaid()
    {
        // A model that remembers its rows is right on all of them: a threshold or a calibration learnt from that would be useless.
        (Dataset data, _) = EvaluationData.Binary(1500);
        (Dataset train, Dataset test) = data.Split(0.5);
        var trainer = new SigmoidTrainer(memory: true, sharpen: 4);
        FittedPipeline model = Pipeline.Empty.Train(trainer).Calibrate().TuneThreshold(new() { PositiveRate = 0.2 }).WithCalibrationFolds(4).Fit(train);
        Assert.Equal(5, trainer.TrainedOn.Count);
        Assert.Equal(train.RowCount, trainer.TrainedOn[0]);
        Assert.InRange(model.Evaluate(test, new() { Bootstrap = 0 })[Metric.Ece].Value!.Value, 0, 0.08);
        Assert.InRange(model.Score(test).Decisions.ToArray().Average(), 0.12, 0.28);
        FittedPipeline again = Pipeline.Empty.Train(trainer).Calibrate().TuneThreshold(new() { PositiveRate = 0.2 }).WithCalibrationFolds(4).Fit(train, new() { MaxThreads = 1 });
        Assert.Equal(model.Score(test).Probabilities.ToArray(), again.Score(test).Probabilities.ToArray());
        Assert.Equal(2, model.Reports.Count(report => report.Kind is "calibrate" or "tune_threshold"));
    }

    [Fact]
    public void EvaluateCoverage_WholeWeights_CountAsSoManyRows()
    {
        Dataset numbers = Uneven(300, 9);
        (Dataset classes, _) = EvaluationData.Binary(300);
        FittedPipeline[] models = [Pipeline.Empty.TrainLinear().Conformalize(new() { Method = ConformalMethod.NormalizedResidual, Coverage = 0.6 }).Fit(numbers), Pipeline.Empty.TrainLinear().Abstain(new() { TargetAccuracy = 0.8 }).Fit(classes)];
        int[] repeated = [.. Enumerable.Range(0, 300).SelectMany(row => Enumerable.Repeat(row, row % 3))];
        foreach ((FittedPipeline model, Dataset data) in models.Zip((Dataset[])[numbers, classes]))
        {
            Dataset whole = data.Take(repeated);
            CoverageReport plain = model.Score(data).EvaluateCoverage(data), expected = model.Score(whole).EvaluateCoverage(whole);
            CoverageReport weighted = model.Score(data).EvaluateCoverage(Weighted(data, row => row % 3)), even = model.Score(data).EvaluateCoverage(Weighted(data, _ => 7));
            Assert.Equal(expected.DecidedFraction ?? 0, weighted.DecidedFraction ?? 0, 1e-12);
            Assert.Equal(expected.AccuracyOfDecided ?? 0, weighted.AccuracyOfDecided ?? 0, 1e-12);
            Assert.Equal(expected.AccuracyOfAll ?? 0, weighted.AccuracyOfAll ?? 0, 1e-12);
            if (weighted.Rows.IsEmpty) continue;
            Assert.NotEqual(plain.Rows[0].Covered, weighted.Rows[0].Covered);
            Assert.Equal(expected.Rows[0].Covered, weighted.Rows[0].Covered, 1e-12);
            Assert.Equal(expected.Rows[0].MeanSize, weighted.Rows[0].MeanSize, 1e-9);
            Assert.Equal((plain.Rows[0].Covered, plain.Rows[0].Lower, plain.Rows[0].Upper), (even.Rows[0].Covered, even.Rows[0].Lower, even.Rows[0].Upper));

            // Uneven weights tell less than as many rows.
            Assert.True(weighted.Rows[0].Upper - weighted.Rows[0].Lower > expected.Rows[0].Upper - expected.Rows[0].Lower);
        }
    }

    [Fact]
    public void Conformalize_FewRows_BoundIsOpenAndSaysSo()
    {
        Dataset data = Uneven(60, 5);
        WrappedPredictor model = new ConformalPrediction().Fit(new PriorTrainer().Fit(data), data.Head(8));
        Assert.Contains(model.Report.Findings, finding => finding.Code == "CONF001");
        Assert.Equal((double.NegativeInfinity, double.PositiveInfinity), model.Score(data).IntervalOf(0));
    }

    [Fact]
    public void SaveAndLoad_EveryMethod_SameAnswersReportAndBytes()
    {
        Dataset numbers = Uneven(400, 6);
        (Dataset classes, _) = EvaluationData.Binary(400);
        Pipeline[] pipelines =
        [
            .. new[] { ConformalMethod.AbsoluteResidual, ConformalMethod.NormalizedResidual, ConformalMethod.QuantileRegression }.Select(method => Pipeline.Empty.TrainBoosting(new() { TreeCount = 5 }).Conformalize(new() { Method = method })),
            .. new[] { ConformalMethod.LeastAmbiguous, ConformalMethod.AdaptiveSets }.Select(method => Pipeline.Empty.TrainBoosting(new() { TreeCount = 5 }).Calibrate(new() { Method = CalibrationMethod.Beta }).TuneThreshold(new() { MinimumRecall = 0.8 }).Abstain().Conformalize(new() { Method = method, ByClass = true })),
            Pipeline.Empty.TrainBoosting(new() { TreeCount = 5 }).Calibrate(new() { Method = CalibrationMethod.Temperature }).Abstain(new() { Costs = new ErrorCosts(1, 2) }).TuneThreshold(new() { MinimumPrecision = 0.7 }),
        ];
        for (int index = 0; index < pipelines.Length; index++)
        {
            Dataset data = index < 3 ? numbers : classes;
            FittedPipeline model = pipelines[index].Fit(data);
            using var first = new MemoryStream();
            model.Save(first);
            FittedPipeline loaded = FittedPipeline.Load(first);
            Dataset expected = model.Score(data).ToDataset();
            Assert.Equal(expected.Fingerprint().ToString(), loaded.Score(data).ToDataset().Fingerprint().ToString());
            Assert.Equal(expected.Slice(7, 1).Fingerprint().ToString(), loaded.Score(data.Slice(7, 1)).ToDataset().Fingerprint().ToString());
            Assert.Equal(model.Predictor!.Report.ToText(), loaded.Predictor!.Report.ToText());
            using var second = new MemoryStream();
            loaded.Save(second);
            Assert.Equal(first.ToArray(), second.ToArray());
        }
    }

    [Fact]
    public void TuneThreshold_Rates_AreKeptOnTheCalibrationRows()
    {
        (Dataset data, _) = EvaluationData.Binary(500);
        Predictor model = Pipeline.Empty.Train(new SigmoidTrainer()).Fit(data).Predictor!;
        int[] taken = new DecisionThreshold(new() { PositiveRate = 0.15 }).Fit(model, data).Score(data).Decisions.ToArray();
        Assert.Equal(75, taken.Sum());
        Predictions precise = new DecisionThreshold(new() { MinimumPrecision = 0.85 }).Fit(model, data).Score(data);
        Assert.True(Metric.Precision.Compute(precise, data).Value >= 0.85);
        double recall = Metric.Recall.Compute(precise, data).Value!.Value;
        double[] scores = model.Score(data).ProbabilitiesOf();
        Assert.DoesNotContain(scores, threshold => Metric.Precision.Compute(Predictions.ForPositive("y", model.Classes, scores, threshold), data).Value >= 0.85 && Metric.Recall.Compute(Predictions.ForPositive("y", model.Classes, scores, threshold), data).Value > recall + 1e-12);
        Predictions found = new DecisionThreshold(new() { MinimumRecall = 0.9 }).Fit(model, data).Score(data);
        Assert.InRange(Metric.Recall.Compute(found, data).Value!.Value, 0.9, 0.905);
        Assert.Contains(new DecisionThreshold(new() { MinimumPrecision = 1 }).Fit(new PriorTrainer().Fit(data), data).Report.Findings, finding => finding.Code == "THRESH001");
        Assert.Contains("by one", Assert.Throws<ArgumentException>(() => new DecisionThreshold(new() { MinimumRecall = 0.9, PositiveRate = 0.2 })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_WrongTask_ErrorWithRemedy()
    {
        Dataset numbers = Uneven(60, 7);
        Predictor mean = new PriorTrainer().Fit(numbers);
        Assert.Contains("Conformalize", Assert.Throws<MlopsException>(() => new RejectOption().Fit(mean, numbers)).Message, StringComparison.Ordinal);
        Assert.Contains("Auto", Assert.Throws<MlopsException>(() => new ConformalPrediction(new() { Method = ConformalMethod.AdaptiveSets }).Fit(mean, numbers)).Message, StringComparison.Ordinal);
        Assert.Contains("Conformalize", Assert.Throws<ArgumentException>(() => mean.Score(numbers).EvaluateCoverage(numbers)).Message, StringComparison.Ordinal);
        Assert.Contains("Conformalize", Assert.Throws<InvalidOperationException>(() => mean.Score(numbers).IntervalOf(0)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_ThroughJson_Equal()
    {
        RejectOptions reject = new() { TargetAccuracy = 0.8, Costs = new ErrorCosts(1, 3) };
        Assert.Equal(reject, JsonSerializer.Deserialize(new RejectOption(reject).ToOptionsJson(), LearningJson.Default.RejectOptions));
        ConformalOptions conformal = new() { Method = ConformalMethod.AdaptiveSets, ByClass = true };
        Assert.Equal(conformal, JsonSerializer.Deserialize(new ConformalPrediction(conformal).ToOptionsJson(), LearningJson.Default.ConformalOptions));
    }

    private static double Width(Predictions said, int row) => said.IntervalOf(row).Upper - said.IntervalOf(row).Lower;

    private static Dataset Weighted(Dataset data, Func<int, double> weight) => data.With(new NumberColumn("weight", Enumerable.Range(0, data.RowCount).Select(weight).ToArray()), ColumnRole.Weight);

    private static Dataset Marked(Dataset data, double part) => data.With(new NumberColumn("part", Enumerable.Repeat(part, data.RowCount).ToArray())).With(new NumberColumn("row", Enumerable.Range(0, data.RowCount).Select(row => (double)row).ToArray()));

    /// <summary>A number whose noise grows with <c>x</c>.</summary>
    private static Dataset Uneven(int rows, ulong seed)
    {
        var random = new RandomStream(seed);
        double[] x = new double[rows], y = new double[rows];
        for (int row = 0; row < rows; row++)
        {
            x[row] = random.NextDouble();
            y[row] = 5 * x[row] + (0.1 + 2 * x[row]) * random.NextGaussian();
        }

        return new Dataset(new NumberColumn("x", x), new NumberColumn("y", y)).WithRole("y", ColumnRole.Label);
    }

    /// <summary>Gives predictions that were made elsewhere, found by part and row.</summary>
    private sealed class Fixed(Predictions first, Predictions second) : Predictor("y", TaskKind.Multiclass, first.Classes, [new Field("part", ColumnType.Number), new Field("row", ColumnType.Number)])
    {
        public override string Kind => "test_fixed";

        public override Report Report => new GeneralReport(new Extensibility.ReportBuilder("Fixed").Build());

        protected override void SaveCore(Extensibility.BundleWriter writer) => throw new NotSupportedException();

        protected override Predictions ScoreCore(Dataset data, CancellationToken cancellationToken) => data["part"].ToNumbers().Span[0] == 0 ? first : second;
    }
}
