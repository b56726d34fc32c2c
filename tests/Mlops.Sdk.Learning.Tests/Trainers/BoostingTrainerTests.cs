using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Learning.Tests;

public sealed class BoostingTrainerTests
{
    private const int Rows = 3000;

    [Fact]
    public void Fit_AnyNumberOfThreads_GivesTheSameBytes()
    {
        Dataset data = Make(TaskKind.Binary);
        byte[][] models = [.. ((int[])[1, 2, 7]).Select(threads => Fit(data, new() { TreeCount = 15, RowFraction = 0.7, FeatureFraction = 0.6 }, threads).Model.ToBytes())];
        Assert.Equal(models[0], models[1]);
        Assert.Equal(models[0], models[2]);
    }

    [Theory]
    [InlineData(TaskKind.Binary, 0.85)]
    [InlineData(TaskKind.Multiclass, 0.75)]
    public void Fit_Classes_LearnsThemFromNumbersCategoriesAndMissing(TaskKind task, double accuracy)
    {
        (Dataset train, Dataset test) = Make(task).Split(0.3, seed: 1);
        double reached = new BoostingTrainer().Fit(train).Score(test).Evaluate(test)[Metric.Accuracy].Value!.Value;
        Assert.True(reached > accuracy, $"accuracy {reached}");
    }

    [Fact]
    public void Fit_SquaredLoss_ExplainsTheSignalAndItsLeavesAreMeans()
    {
        Dataset data = Make(TaskKind.Regression);
        TreePredictor one = Fit(data, new() { TreeCount = 1, LearningRate = 1, LeafCount = 2, L2Regularization = 0 });
        TreeNode root = one.Model.Trees[0].Nodes[0];
        double[] x = data["x0"].ToNumbers().ToArray(), y = data["y"].ToNumbers().ToArray();
        Assert.Equal("x0", data.Schema.Features.ElementAt(root.Feature).Name);
        double left = x.Zip(y).Where(pair => double.IsNaN(pair.First) ? root.MissingGoesLeft : (float)pair.First <= root.Threshold).Average(pair => pair.Second);
        Assert.Equal(left, one.Model.Bias[0] + one.Model.Trees[0].Nodes[root.Left].Value, 1e-4);
        (Dataset train, Dataset test) = data.Split(0.3, seed: 1);
        Assert.True(new BoostingTrainer().Fit(train).Score(test).Evaluate(test)[Metric.R2].Value > 0.9);
    }

    [Fact]
    public void Fit_QuantileLoss_CoversItsShare()
    {
        (Dataset train, Dataset test) = Make(TaskKind.Regression).Split(0.3, seed: 1);
        foreach (double probability in (double[])[0.1, 0.5, 0.9])
        {
            ReadOnlySpan<double> predicted = Fit(train, new() { Loss = BoostingLoss.Quantile(probability), TreeCount = 60 }).Score(test).Values;
            ReadOnlySpan<double> actual = test["y"].ToNumbers().Span;
            int below = 0;
            for (int row = 0; row < actual.Length; row++) below += actual[row] <= predicted[row] ? 1 : 0;
            Assert.InRange(below / (double)actual.Length, probability - 0.07, probability + 0.07);
        }
    }

    [Fact]
    public void Fit_HuberLoss_IsHardlyMovedByAFewWildLabels()
    {
        Dataset data = Make(TaskKind.Regression);
        double[] wild = [.. data["y"].ToNumbers().ToArray().Select((value, row) => row % 25 == 0 ? value + 500 : value)];
        Dataset spoilt = data.With(new NumberColumn("y", wild), ColumnRole.Label);
        double Error(BoostingLoss loss) => Fit(spoilt, new() { Loss = loss, TreeCount = 60 }).Score(data).Evaluate(data)[Metric.Mae].Value!.Value;
        double huber = Error(BoostingLoss.Huber()), squared = Error(BoostingLoss.Squared);
        Assert.True(huber < 1 && squared > 10, $"mean absolute error {huber} by Huber's loss, {squared} by the squared one");
    }

    [Fact]
    public void Fit_PoissonAndGamma_PredictMeansAboveZero()
    {
        Dataset data = Make(TaskKind.Regression);
        double[] counts = [.. data["y"].ToNumbers().ToArray().Select(value => Math.Round(Math.Exp(value / 3)))];
        foreach ((BoostingLoss loss, double[] labels) in (ReadOnlySpan<(BoostingLoss, double[])>)[(BoostingLoss.Poisson, counts), (BoostingLoss.Gamma, [.. counts.Select(count => count + 0.5)])])
        {
            Dataset labelled = data.With(new NumberColumn("y", labels), ColumnRole.Label);
            double[] predicted = Fit(labelled, new() { Loss = loss }).Score(labelled).Values.ToArray();
            Assert.All(predicted, value => Assert.True(value > 0));
            Assert.Equal(labels.Average(), predicted.Average(), 0.02 * labels.Average());
        }

        Dataset negative = data.With(new NumberColumn("y", counts.Select(count => -count).ToArray()), ColumnRole.Label);
        Assert.Equal("MLO2103", Assert.Throws<MlopsException>(() => Fit(negative, new() { Loss = BoostingLoss.Poisson })).Code);
    }

    [Fact]
    public void Fit_MonotoneConstraints_AreKeptEverywhere()
    {
        Dataset data = Make(TaskKind.Regression);
        TreePredictor free = Fit(data, new() { TreeCount = 40 }), held = Fit(data, new() { TreeCount = 40, Increasing = ["x1"], Decreasing = ["x2"] });
        Assert.True(Falls(free, 1) > 0, "the free model is monotone by itself, so the test shows nothing");
        Assert.Equal(0, Falls(held, 1));
        Assert.Equal(0, Rises(held, 2));
    }

    [Fact]
    public void Fit_InteractionGroups_KeepFeaturesApart()
    {
        TreePredictor model = Fit(Make(TaskKind.Regression), new() { TreeCount = 20, InteractionGroups = ["x0, x1", "x2, c"] });
        int[][] groups = [[0, 1], [2, 5]];
        foreach (DecisionTree tree in model.Model.Trees)
            foreach (int[] path in PathsOf(tree)) Assert.True(path.Distinct().Count() <= 1 || groups.Any(group => path.All(group.Contains)), string.Join(',', path));
    }

    [Fact]
    public void Fit_EarlyStopping_KeepsTheTreesUpToTheLowestLoss()
    {
        Dataset noise = Make(TaskKind.Binary);
        var random = new RandomStream(4);
        noise = noise.With(new FlagColumn("y", Enumerable.Range(0, Rows).Select(_ => random.NextInt32(2) == 0).ToArray()), ColumnRole.Label);
        TreePredictor model = Fit(noise, new() { TreeCount = 300, EarlyStoppingRounds = 10 });
        Assert.InRange(model.Model.Trees.Length, 1, 60);
        Assert.Contains(model.Origin.Findings, finding => finding.Code == "BOOST001");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Fit_EarlyStopping_HoldsBackTheSameShareOfARareClass(int seed)
    {
        // 30 of 3,000 rows are positive; of 300 rows held back 3 are, so the model starts from 27 of 2,700.
        Dataset rare = Make(TaskKind.Binary);
        rare = rare.With(new FlagColumn("y", Enumerable.Range(0, Rows).Select(row => row % 100 == 0).ToArray()), ColumnRole.Label);
        var model = (TreePredictor)new BoostingTrainer(new() { TreeCount = 3, EarlyStoppingRounds = 10 }).Fit(rare, new RunContext { Seed = (ulong)seed });
        Assert.Equal(Math.Log(27.0 / 2673), model.Model.Bias[0], 12);
    }

    [Fact]
    public void Fit_EarlyStoppingWithTooFewRows_SaysThatItDidNotAct()
    {
        Dataset few = Make(TaskKind.Binary).Head(4);
        TreePredictor model = Fit(few.With(new FlagColumn("y", (bool[])[true, false, true, false]), ColumnRole.Label), new() { TreeCount = 5, EarlyStoppingRounds = 2 });
        Assert.Contains("of 4 rows", Assert.Single(model.Origin.Findings, finding => finding.Code == "BOOST004").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_Weights_ActAsRepeatedRows()
    {
        Dataset data = Make(TaskKind.Regression).Head(600);
        int[] twice = [.. Enumerable.Range(0, 600).Concat(Enumerable.Range(0, 300))];
        Dataset weighted = data.With(new NumberColumn("w", Enumerable.Range(0, 600).Select(row => row < 300 ? 2.0 : 1.0).ToArray()), ColumnRole.Weight);
        var options = new BoostingOptions { TreeCount = 5, MinimumRowsPerLeaf = 1, MaximumDepth = 3, MaximumBinCount = 16 };
        double[] first = Fit(weighted, options).Score(data).Values.ToArray(), second = Fit(data.Take(twice), options).Score(data).Values.ToArray();
        Assert.Equal(first.Average(), second.Average(), 0.02);
    }

    [Fact]
    public void Score_SavedAndUnseenLevel_IsTheSameAndDefined()
    {
        Dataset data = Make(TaskKind.Binary);
        FittedPipeline model = Pipeline.Empty.TrainBoosting(new() { TreeCount = 10 }).Fit(data);
        using var folder = new TempFolder();
        string path = folder.File("m.mlops");
        model.Save(path);
        FittedPipeline loaded = FittedPipeline.Load(path);
        Assert.Equal(model.Score(data).ProbabilitiesOf(1), loaded.Score(data).ProbabilitiesOf(1));
        var row = new Dictionary<string, object?> { ["x0"] = 1.0, ["x1"] = null, ["x2"] = 0.5, ["x3"] = 0.0, ["x4"] = 0.0, ["c"] = "never seen" };
        var missing = new Dictionary<string, object?>(row) { ["c"] = null };
        Assert.Equal(loaded.Score(missing).ToString(), loaded.Score(row).ToString());
    }

    [Theory]
    [InlineData(2)]
    [InlineData(15)]
    public void Fit_FewRowsConstantAndAllMissingColumns_GivesAModel(int rows)
    {
        Dataset data = new Dataset(
            new NumberColumn("nothing", Enumerable.Repeat(double.NaN, rows).ToArray()),
            new NumberColumn("constant", Enumerable.Repeat(1.0, rows).ToArray()),
            new NumberColumn("infinite", Enumerable.Range(0, rows).Select(row => row % 2 == 0 ? double.PositiveInfinity : double.NegativeInfinity).ToArray()),
            new FlagColumn("y", Enumerable.Range(0, rows).Select(row => row % 2 == 0).ToArray())).WithRole("y", ColumnRole.Label);
        Assert.Equal(rows, new BoostingTrainer().Fit(data).Score(data).RowCount);
    }

    private static int Falls(TreePredictor model, int feature) => Steps(model, feature).Count(step => step < 0);

    private static int Rises(TreePredictor model, int feature) => Steps(model, feature).Count(step => step > 0);

    private static IEnumerable<double> Steps(TreePredictor model, int feature)
    {
        var random = new RandomStream(9);
        for (int i = 0; i < 200; i++)
        {
            float[] row = [.. Enumerable.Range(0, 5).Select(_ => (float)random.NextGaussian()), random.NextInt32(6)];
            double before = double.NaN;
            for (row[feature] = -3; row[feature] < 3; row[feature] += 0.1f)
            {
                double score = model.Scorer.Score(row);
                if (!double.IsNaN(before)) yield return Math.Abs(score - before) < 1e-12 ? 0 : score - before;
                before = score;
            }
        }
    }

    private static IEnumerable<int[]> PathsOf(DecisionTree tree)
    {
        var open = new Stack<(int Node, int[] Path)>([(0, [])]);
        while (open.TryPop(out (int Node, int[] Path) next))
        {
            TreeNode node = tree.Nodes[next.Node];
            if (node.IsLeaf)
            {
                yield return next.Path;
                continue;
            }

            open.Push((node.Left, [.. next.Path, node.Feature]));
            open.Push((node.Right, [.. next.Path, node.Feature]));
        }
    }

    private static TreePredictor Fit(Dataset data, BoostingOptions options, int threads = 2) => (TreePredictor)new BoostingTrainer(options).Fit(data, new() { MaxThreads = threads });

    private static Dataset Make(TaskKind task)
    {
        var random = new RandomStream(77);
        double[][] x = [.. Enumerable.Range(0, 5).Select(_ => new double[Rows])];
        var levels = new string?[Rows];
        var signal = new double[Rows];
        for (int row = 0; row < Rows; row++)
        {
            for (int i = 0; i < 5; i++) x[i][row] = random.NextGaussian();
            int level = random.NextInt32(6);
            levels[row] = random.NextInt32(20) == 0 ? null : "abcdef"[level].ToString();
            signal[row] = (3 * x[0][row]) + Math.Sin(2 * x[1][row]) - (x[2][row] * x[2][row] / 2) + (levels[row] is null ? -1 : level % 2 * 2) + (random.NextGaussian() * 0.3);
            if (random.NextInt32(10) == 0) x[1][row] = double.NaN;
        }

        Column label = task switch
        {
            TaskKind.Regression => new NumberColumn("y", signal),
            TaskKind.Binary => new FlagColumn("y", signal.Select(value => value > 0.5).ToArray()),
            _ => CategoryColumn.FromValues("y", signal.Select(value => value < -1 ? "low" : value < 2 ? "middle" : "high")),
        };
        return new Dataset([.. x.Select((values, i) => (Column)new NumberColumn($"x{i}", values)), CategoryColumn.FromValues("c", levels), label]).WithRole("y", ColumnRole.Label);
    }
}
