using CsCheck;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Learning.Tests.Evaluation;

public sealed class LearningCurveTests
{
    [Fact]
    public void PowerLaw_PointsOnALaw_AreGivenBack() =>
        Gen.Select(Gen.Double[-1, 1], Gen.Double[-3, 3], Gen.Double[0.1, 1.5]).Where((_, scale, _) => Math.Abs(scale) > 0.2).Sample((limit, scale, rate) =>
        {
            var truth = new PowerLaw(limit, scale, rate);
            double[] rows = [100, 180, 320, 560, 1000];
            PowerLaw fit = PowerLaw.Fit(rows, [.. rows.Select(truth.At)]);
            foreach (double at in rows) Assert.Equal(truth.At(at), fit.At(at), 1e-3);
            Assert.Equal(truth.At(2000), fit.At(2000), 5e-3);
        }, iter: 100);

    [Fact]
    public void PowerLaw_LimitBeyondTheScore_IsHeld()
    {
        double[] rows = [10, 20, 40, 80];
        PowerLaw fit = PowerLaw.Fit(rows, [0.7, 0.8, 0.9, 0.99], [], 0, 1);
        Assert.InRange(fit.Limit, 0, 1);
        Assert.InRange(fit.At(1e6), 0.9, 1);
        Assert.Equal(double.PositiveInfinity, fit.RowsFor(1.5));
    }

    [Fact]
    public void LearningCurve_MoreRowsHelp_ForecastHoldsWhatTheyBring()
    {
        // Many weak features: more rows are worth a lot.
        Dataset all = Wide(2400);
        Pipeline pipeline = Pipeline.Empty.TrainBoosting(new() { TreeCount = 10, LeafCount = 6 });
        LearningCurveReport report = pipeline.LearningCurve(all.Head(600), new() { Folds = 4, Metric = Metric.Rmse });
        Assert.Equal(5, report.Points.Length);
        Assert.True(report.Points[0].Mean > report.Points[^1].Mean);
        Assert.Equal(450, report.Points[^1].Rows);
        LearningCurveForecast ahead = report.Forecast(900);
        double measured = pipeline.Fit(all.Slice(600, 900)).Evaluate(all.Slice(1500, 900), new() { Bootstrap = 0 })[Metric.Rmse].Value!.Value;
        Assert.InRange(measured, ahead.Value * 0.85, ahead.Value * 1.15);
        Assert.True(ahead.Lower <= ahead.Value && ahead.Value <= ahead.Upper && ahead.Value < report.Points[^1].Mean);
        Assert.Equal(0.02 * report.Points[^1].Mean, report.MinimumGain, 12);
        Assert.Equal(report.MinimumGain, Assert.Single(report.Findings).Threshold);
        Assert.InRange(report.ToString().Split('\n').Length, 8, 50);
    }

    [Fact]
    public void LearningCurve_GainBesideWhatIsWorthIt_DecidesTheFinding()
    {
        Pipeline pipeline = Pipeline.Empty.TrainBoosting(new() { TreeCount = 10, LeafCount = 6 });
        LearningCurveReport Draw(double? worth) => pipeline.LearningCurve(Wide(600), new() { Folds = 4, Metric = Metric.Rmse, MinimumGain = worth });
        LearningCurveForecast gain = Draw(null).ForecastGain(900);
        Assert.True(0 < gain.Lower && gain.Lower < gain.Value && gain.Value < gain.Upper);
        foreach ((double worth, string code) in new[] { (gain.Lower * 0.99, "CURVE001"), (gain.Value, "CURVE003"), (gain.Upper * 1.01, "CURVE002") })
        {
            Finding finding = Assert.Single(Draw(worth).Findings);
            Assert.Equal((code, gain.Value, worth), (finding.Code, finding.Value, finding.Threshold));
            Assert.Contains("Twice the 450 rows would gain some", finding.Message, StringComparison.Ordinal);
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => new LearningCurveOptions { MinimumGain = 0 });
    }

    [Fact]
    public void LearningCurve_NothingToLearn_SaysThatRowsWillNotHelp()
    {
        (Dataset data, _) = EvaluationData.Binary(800);
        LearningCurveReport report = Pipeline.Empty.Train(new SigmoidTrainer()).LearningCurve(data, new() { Folds = 3 }, new() { Seed = 2 });
        Assert.Contains(report.Findings, finding => finding.Code == "CURVE002");
        Assert.Equal(report.Points, Pipeline.Empty.Train(new SigmoidTrainer()).LearningCurve(data, new() { Folds = 3 }, new() { Seed = 2, MaxThreads = 1 }).Points);
    }

    [Fact]
    public void LearningCurve_BadInput_ErrorWithRemedy()
    {
        (Dataset data, _) = EvaluationData.Binary(100);
        Assert.Contains("no trainer", Assert.Throws<ArgumentException>(() => Pipeline.Empty.LearningCurve(data)).Message, StringComparison.Ordinal);
        Assert.Contains("larger Fractions", Assert.Throws<ArgumentException>(() => Pipeline.Empty.TrainPrior().LearningCurve(data)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new LearningCurveOptions { Fractions = [0.5, 1] });
    }

    [Fact]
    public void CompareNested_CandidatesOfPureNoise_ChoiceIsWorthNothingAndInnerFoldsPromiseMore()
    {
        (Dataset data, _) = EvaluationData.Binary(240);
        int[] noise = [.. Enumerable.Range(0, 240).Select(row => (int)(Hashing.OfInt64(row) & 1))];
        data = data.With(new CategoryColumn("y", noise, new CategoryLevels(["no", "yes"])));
        NestedReport report = data.CompareNested(Enumerable.Range(1, 6).Select(index => ($"noisy {index}", Pipeline.Empty.Train(new SigmoidTrainer(noise: 3 * index)))), new() { CrossValidation = new() { Folds = 3 } }, outerFolds: 4);
        Assert.InRange(report.Mean!.Value, 0.4, 0.6);
        Assert.True(report.Optimism > 0);
        Assert.Equal(Enumerable.Range(0, 240), report.OutOfFoldRows);
        Assert.Equal(240, report.OutOfFold.RowCount);
        Assert.InRange(report.ToString().Split('\n').Length, 5, 50);
    }

    [Fact]
    public void CompareNested_ClearWinner_IsChosenInEveryFold()
    {
        (Dataset data, _) = EvaluationData.Binary(300);
        NestedReport report = data.CompareNested([("prior", Pipeline.Empty.TrainPrior()), ("sigmoid", Pipeline.Empty.Train(new SigmoidTrainer()))], outerFolds: 3);
        Assert.All(report.Folds, fold => Assert.Equal("sigmoid", fold.Winner));
        Assert.Equal(report.Folds.Average(fold => fold.Value!.Value), report.Mean!.Value, 12);
        Assert.Empty(report.Findings);
    }

    [Fact]
    public void CrossValidate_TimeWithGap_NeverLearnsFromTheGap()
    {
        (Dataset data, _) = EvaluationData.Numbers(60);
        long day = TimeSpan.TicksPerDay;
        data = data.With(new TimestampColumn("t", Enumerable.Range(0, 60).Select(row => row * day).ToArray()), ColumnRole.Time).With(new NumberColumn("x", new double[60]));
        CrossValidationReport report = Pipeline.Empty.TrainPrior().CrossValidate(data, new() { Split = SplitKind.TimeOrdered, Time = new() { Gap = TimeSpan.FromDays(4), MostTrainRows = 20 } });
        Assert.Equal([7, 17, 20, 20, 20], report.Folds.Select(fold => fold.TrainRows));
        Assert.Contains("TimeOrdered", Assert.Throws<ArgumentException>(() => Pipeline.Empty.TrainPrior().CrossValidate(data, new() { Time = new() })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void CompareNested_TimeWithGap_NeitherOuterNorInnerFoldsLearnFromTheGap()
    {
        (Dataset data, _) = EvaluationData.Binary(600);
        data = data.With(new TimestampColumn("t", Enumerable.Range(0, 600).Select(row => row * TimeSpan.TicksPerDay).ToArray()), ColumnRole.Time);
        var trainer = new SigmoidTrainer();
        CrossValidationOptions inTime = new() { Folds = 2, Split = SplitKind.TimeOrdered, Time = new() { Gap = TimeSpan.FromDays(20) } };
        NestedReport report = data.CompareNested([("only", Pipeline.Empty.Train(trainer))], new() { Metric = Metric.LogLoss, CrossValidation = inTime }, outerFolds: 2);
        Assert.Equal(Enumerable.Range(200, 400), report.OutOfFoldRows);
        // Two inner fits, then the outer one, whose rows end 20 days before row 200, and before row 400; inner blocks of a third of them lose 20 days too.
        Assert.Equal([42, 102, 181, 108, 235, 381], trainer.TrainedOn);
        Assert.Contains("TimeOrdered", Assert.Throws<ArgumentException>(() => data.CompareNested([("only", Pipeline.Empty.Train(trainer))], new() { CrossValidation = new() { Time = new() } })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void LearningCurve_InTime_LearnsFromRowsBeforeTheGapAlone()
    {
        (Dataset data, _) = EvaluationData.Binary(400);
        data = data.With(new TimestampColumn("t", Enumerable.Range(0, 400).Select(row => row * TimeSpan.TicksPerDay).ToArray()), ColumnRole.Time);
        LearningCurveReport report = Pipeline.Empty.TrainPrior().LearningCurve(data, new() { Folds = 3, Metric = Metric.LogLoss, Fractions = [0.25, 0.5, 1], Split = SplitKind.TimeOrdered, Time = new() { Gap = TimeSpan.FromDays(11) } });
        Assert.Equal((90 + 190 + 290) / 3.0, report.Points[^1].Rows, 9);

        // The first fold in time learns from few rows.
        Assert.Contains("of the 100 rows that fold 1", Assert.Throws<ArgumentException>(() => Pipeline.Empty.TrainPrior().LearningCurve(data, new() { Folds = 3, Split = SplitKind.TimeOrdered })).Message, StringComparison.Ordinal);
    }

    private static Dataset Wide(int rows)
    {
        var random = new RandomStream(8);
        double[][] x = [.. Enumerable.Range(0, 10).Select(_ => new double[rows])];
        var y = new double[rows];
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < x.Length; column++)
            {
                x[column][row] = random.NextGaussian();
                y[row] += x[column][row];
            }

            y[row] += 0.5 * random.NextGaussian();
        }

        return new Dataset([.. x.Select((values, index) => new NumberColumn($"x{index}", values)), new NumberColumn("y", y)]).WithRole("y", ColumnRole.Label);
    }
}
