using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Preparation.Tests.Rebalancing;

/// <summary>What the verb puts behind the trainer.</summary>
public sealed class RebalancePipelineTests
{
    private static readonly string[] s_three = ["large", "middle", "small"];

    private static string[] Kinds(Pipeline pipeline) => [.. pipeline.Stages.Select(stage => stage.Kind)];

    [Fact]
    public void Rebalance_Default_TunesTheDecisionOutOfFold()
    {
        Pipeline pipeline = Pipeline.Empty.Rebalance().TrainLinear();

        Assert.Equal(["rebalance", "linear", "balance_decisions"], Kinds(pipeline));
        Assert.Equal(5, pipeline.CalibrationFolds);
        Assert.Equal(0, pipeline.WithCalibrationFraction(0.3).CalibrationFolds);
        Assert.Equal(3, Pipeline.Empty.WithCalibrationFolds(3).Rebalance().TrainLinear().CalibrationFolds);
    }

    [Fact]
    public void Rebalance_Smote_IsRecalibratedAndGivesWayToTheUser()
    {
        Pipeline pipeline = Pipeline.Empty.Rebalance(new() { Method = RebalanceMethod.Smote() }).TrainLinear();
        Pipeline own = pipeline.TuneThreshold(new() { Metric = Metric.Mcc }).Calibrate(new() { Method = CalibrationMethod.Isotonic });

        Assert.Equal(["rebalance", "linear", "calibrate", "balance_decisions"], Kinds(pipeline));
        Assert.Equal(["rebalance", "linear", "calibrate", "tune_threshold"], Kinds(own));
        Assert.Equal(CalibrationMethod.Isotonic, ((ProbabilityCalibrator)own.Stages[2]).Options.Method);
        Assert.Equal(["rebalance", "linear"], Kinds(Pipeline.Empty.Rebalance(new() { Method = RebalanceMethod.RandomUnder, Recalibrate = false, TuneDecision = false }).TrainLinear()));
    }

    [Fact]
    public void Rebalance_Default_DecidesAfterWhatChangesProbabilities()
    {
        Pipeline pipeline = Pipeline.Empty.Rebalance().TrainLinear().Abstain().Calibrate();

        Assert.Equal(["rebalance", "linear", "calibrate", "balance_decisions", "reject_option"], Kinds(pipeline));
        Assert.Equal(Kinds(pipeline), Kinds(pipeline.AddBeforeTrainer(new MissingImputer())).Where(kind => kind != "impute_missing"));
    }

    [Fact]
    public void AddBeforeTrainer_Variant_KeepsTheRest()
    {
        Pipeline plain = Pipeline.Empty.ImputeMissing().TrainLinear().TuneThreshold();
        Pipeline variant = plain.AddBeforeTrainer(new Rebalancer(new() { Method = RebalanceMethod.ClassWeights }));

        Assert.Equal(["impute_missing", "rebalance", "linear", "calibrate", "tune_threshold"], Kinds(variant));
        Assert.Equal(Kinds(variant), Kinds(variant.AddBeforeTrainer(new MissingImputer())).Where((_, index) => index != 2));
        Assert.Throws<ArgumentException>(() => Pipeline.Empty.AddBeforeTrainer(new Rebalancer()));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Fit_RareClass_FindsMoreOfItAndKeepsProbabilities(int classes)
    {
        Dataset train = Rare(1, 600, classes), test = Rare(2, 2000, classes);
        FittedPipeline plain = Pipeline.Empty.TrainForest(new() { TreeCount = 20, MinimumRowsPerLeaf = 10 }).Fit(train), tuned = Pipeline.Empty.Rebalance().TrainForest(new() { TreeCount = 20, MinimumRowsPerLeaf = 10 }).Fit(train);
        Predictions before = plain.Score(test), after = tuned.Score(test);

        Assert.Equal(before.Probabilities.ToArray(), after.Probabilities.ToArray());
        Metric metric = classes == 2 ? Metric.F1 : Metric.F1Macro;
        Assert.InRange(metric.Compute(after, test).Value!.Value, metric.Compute(before, test).Value!.Value + 0.02, 1);

        string file = Path.GetTempFileName();
        try
        {
            tuned.Save(file);
            Assert.Equal(after.Decisions.ToArray(), FittedPipeline.Load(file).Score(test).Decisions.ToArray());
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void Fit_OneRowOfAClass_IsRefusedWithTheRemedy()
    {
        Dataset data = Rare(1, 60, 2).Filter(row => row.Text("y") == "large");
        data = data.Append(Rare(1, 400, 2).Filter(row => row.Text("y") != "large").Head(1));
        var error = Assert.Throws<MlopsException>(() => Pipeline.Empty.Rebalance().TrainForest(new() { TreeCount = 3 }).Fit(data));

        Assert.Equal("MLO1205", error.Code);
        Assert.Contains("TuneDecision = false", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_FewGroups_LearnsTheDecisionInAsManyFoldsAndRefusesOne()
    {
        Dataset data = Rare(1, 300, 2);
        Dataset Grouped(int groups) => data.With(new IntegerColumn("g", Enumerable.Range(0, data.RowCount).Select(row => (long)(row % groups)).ToArray()), ColumnRole.Group);
        Pipeline pipeline = Pipeline.Empty.Rebalance().TrainForest(new() { TreeCount = 3 });
        FittedPipeline fitted = pipeline.Fit(Grouped(3));
        var error = Assert.Throws<MlopsException>(() => pipeline.Fit(Grouped(1)));

        Assert.Equal("tune_threshold", fitted.Predictor!.Kind);
        Assert.Equal("MLO1205", error.Code);
        Assert.Contains("'g'", error.Message, StringComparison.Ordinal);
        Assert.Contains("Ignored", error.Message, StringComparison.Ordinal);
        Assert.Contains("at most 3 folds", Assert.Throws<ArgumentException>(() => Grouped(3).Folds(5).ToArray()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_Resampled_IsCalibratedOnRowsAsTheyCome()
    {
        Dataset train = Rare(3, 1500, 2), test = Rare(4, 4000, 2);
        var options = new RebalanceOptions { Method = RebalanceMethod.Smote(), Recalibrate = false };
        double raw = Brier(options), calibrated = Brier(options with { Recalibrate = true }), none = Brier(new());

        Assert.True(raw > 1.5 * none, $"{raw} {none}");
        Assert.InRange(calibrated, 0, 1.1 * none);

        double Brier(RebalanceOptions rebalance) => Metric.Brier.Compute(Pipeline.Empty.Rebalance(rebalance).TrainLinear().Fit(train).Score(test), test).Value!.Value;
    }

    [Fact]
    public void DecisionWeights_Search_IsNeverWorseThanTheMostProbable() =>
        CsCheck.Gen.Select(CsCheck.Gen.ULong, CsCheck.Gen.Int[2, 5], CsCheck.Gen.Int[1, 60]).Sample((seed, classes, rows) =>
        {
            var random = new RandomStream(seed);
            var probabilities = new double[rows * classes];
            int[] labels = [.. Enumerable.Range(0, rows).Select(_ => random.NextInt32(classes + 1) - 1)];
            for (int row = 0; row < rows; row++)
            {
                double[] draws = [.. Enumerable.Range(0, classes).Select(_ => random.NextInt32(4) == 0 ? 0.0 : random.NextDouble())];
                double sum = draws.Sum();
                for (int k = 0; k < classes; k++) probabilities[row * classes + k] = sum > 0 ? draws[k] / sum : 1.0 / classes;
            }

            (double[] factors, double before, double after) = DecisionWeights.Search(probabilities, labels, default, classes);

            Assert.True(after >= before);
            Assert.All(factors, factor => Assert.True(factor > 0 && double.IsFinite(factor)));
            Assert.Equal(after, MeanF1(probabilities, labels, factors), 1e-9);
        });

    private static double MeanF1(double[] probabilities, int[] labels, double[] factors)
    {
        int[] decided = [.. Enumerable.Range(0, labels.Length).Select(row => DecisionWeights.Decide(probabilities.AsSpan(row * factors.Length, factors.Length), factors))];
        double[] each = [.. Enumerable.Range(0, factors.Length).Where(labels.Contains).Select(k =>
            2.0 * labels.Zip(decided).Count(pair => pair.First == k && pair.Second == k) / (labels.Count(label => label == k) + labels.Zip(decided).Count(pair => pair.First >= 0 && pair.Second == k)))];
        return each.Length == 0 ? 0 : each.Average();
    }

    private static Dataset Rare(ulong seed, int rows, int classes)
    {
        var random = new RandomStream(seed);
        int[] labels = [.. Enumerable.Range(0, rows).Select(_ => random.NextDouble() is var draw && draw < 0.06 ? classes - 1 : classes == 3 && draw < 0.2 ? 1 : 0)];
        return new Dataset(
            new NumberColumn("x", Array.ConvertAll(labels, label => label * 1.2 + random.NextGaussian())),
            new NumberColumn("z", Array.ConvertAll(labels, label => label * 0.8 + random.NextGaussian())),
            CategoryColumn.FromValues("y", labels.Select(label => s_three[label]))).WithRole("y", ColumnRole.Label);
    }
}
