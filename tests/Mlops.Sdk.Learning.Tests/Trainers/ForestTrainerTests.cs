using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Learning.Tests;

public sealed class ForestTrainerTests
{
    private const int Rows = 1500;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Fit_AnyNumberOfThreads_GivesTheSameBytes(bool randomCuts)
    {
        Dataset data = Make(TaskKind.Multiclass);
        byte[][] models = [.. ((int[])[1, 2, 7]).Select(threads => Fit(data, new() { TreeCount = 12, RandomCuts = randomCuts }, threads).Model.ToBytes())];
        Assert.Equal(models[0], models[1]);
        Assert.Equal(models[0], models[2]);
    }

    [Theory]
    [InlineData(TaskKind.Binary, false)]
    [InlineData(TaskKind.Multiclass, false)]
    [InlineData(TaskKind.Regression, false)]
    [InlineData(TaskKind.Binary, true)]
    [InlineData(TaskKind.Regression, true)]
    public void Fit_NumbersCategoriesAndMissing_LearnsAndJudgesItselfByRowsLeftOut(TaskKind task, bool randomCuts)
    {
        (Dataset train, Dataset test) = Make(task).Split(0.3, seed: 1);
        TreePredictor model = Fit(train, new() { TreeCount = 60, RandomCuts = randomCuts, Bootstrap = true, FeatureFraction = 0.7 });
        Metric metric = task == TaskKind.Regression ? Metric.R2 : Metric.Accuracy;
        double reached = model.Score(test).Evaluate(test)[metric].Value!.Value;
        Assert.True(reached > (task == TaskKind.Regression ? 0.85 : task == TaskKind.Binary ? 0.83 : 0.72), $"reached {reached}");
        string said = Assert.Single(model.Origin.Findings, finding => finding.Code == "FOREST001").Message;
        string number = System.Text.RegularExpressions.Regex.Match(said, @"\d+\.\d+").Value;
        double outside = double.Parse(number, System.Globalization.CultureInfo.InvariantCulture) / (task == TaskKind.Regression ? 1 : 100);
        Assert.Equal(reached, outside, 0.06);
    }

    [Fact]
    public void Fit_OneTreeOfOneSplit_IsTheBestThatBruteForceFinds()
    {
        Dataset data = Make(TaskKind.Regression).Select("x1", "x2", "y");
        TreeNode root = ((TreePredictor)new DecisionTreeTrainer(new() { MaximumDepth = 1, MinimumRowsPerLeaf = 1 }).Fit(data)).Model.Trees[0].Nodes[0];
        double[] y = data["y"].ToNumbers().ToArray();
        double best = double.PositiveInfinity, chosen = double.NaN;
        foreach (string name in (string[])["x1", "x2"])
        {
            double[] x = data[name].ToNumbers().ToArray();
            foreach (double cut in x.Distinct())
            {
                double error = Error(y.Where((_, row) => x[row] <= cut)) + Error(y.Where((_, row) => x[row] > cut));
                best = Math.Min(best, error);
            }

            if (name == (root.Feature == 0 ? "x1" : "x2")) chosen = Error(y.Where((_, row) => (float)x[row] <= root.Threshold)) + Error(y.Where((_, row) => (float)x[row] > root.Threshold));
        }

        // Bins hide a few of the 1,500 places to cut.
        Assert.InRange(chosen, best, best * 1.002);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Fit_MoreValuesThanBins_PartsEveryOfThem(bool randomCuts)
    {
        var random = new RandomStream(2);
        double[] x = [.. Enumerable.Range(0, 2000).Select(_ => Math.Exp(3 * random.NextGaussian()))];
        Dataset data = new Dataset(new NumberColumn("x", x), new NumberColumn("y", x.Select(value => Math.Sin(50 * value)).ToArray())).WithRole("y", ColumnRole.Label);
        double[] predicted = Fit(data, new() { TreeCount = 3, Bootstrap = false, RandomCuts = randomCuts }).Score(data).Values.ToArray();
        foreach (IGrouping<float, int> same in Enumerable.Range(0, x.Length).GroupBy(row => (float)x[row]))
            Assert.Equal(same.Average(row => data["y"].ToNumbers().Span[row]), predicted[same.First()], 1e-9);
    }

    [Fact]
    public void Fit_LeafOfClasses_HoldsTheirShares()
    {
        Dataset data = Make(TaskKind.Multiclass);
        var model = (TreePredictor)new DecisionTreeTrainer(new() { MaximumDepth = 3 }).Fit(data);
        double[] p = model.Score(data).Probabilities.ToArray();
        foreach (IGrouping<double, int> leaf in Enumerable.Range(0, Rows).GroupBy(row => p[3 * row] + (10 * p[(3 * row) + 1])))
        {
            double share = leaf.Count(row => data["y"].GetText(row) == model.Classes[1]) / (double)leaf.Count();
            Assert.Equal(share, p[(3 * leaf.First()) + 1], 1e-9);
        }

        Assert.Contains("c is not of b, e", model.Report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_MonotoneConstraints_AreKeptByTheWholeForest()
    {
        Dataset data = Make(TaskKind.Regression).Select("x1", "x2", "y");
        TreePredictor free = Fit(data, new() { TreeCount = 20, FeatureFraction = 1 }), held = Fit(data, new() { TreeCount = 20, FeatureFraction = 1, Increasing = ["x1"], Decreasing = ["x2"] });
        Assert.True(Falls(free, [0.5f, 0.5f], 0) > 0, "the free forest is monotone by itself, so the test shows nothing");
        foreach (float other in (float[])[0.1f, 0.4f, 0.8f])
        {
            Assert.Equal(0, Falls(held, [0, other], 0));
            Assert.Equal(0, Falls(held, [other, 0], 1, -1));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Fit_WholeWeights_AreRowsRepeated(bool randomCuts)
    {
        Dataset data = Make(TaskKind.Regression).Head(200);
        Dataset weighted = data.With(new NumberColumn("w", Enumerable.Range(0, 200).Select(row => row % 3 == 0 ? 2.0 : 1.0).ToArray()), ColumnRole.Weight);
        Dataset repeated = data.Take([.. Enumerable.Range(0, 200), .. Enumerable.Range(0, 67).Select(i => 3 * i)]);
        ForestOptions options = new() { TreeCount = 3, Bootstrap = false, MaximumDepth = 4, RandomCuts = randomCuts };
        double[] first = Fit(weighted, options).Score(data).Values.ToArray(), second = Fit(repeated, options).Score(data).Values.ToArray();
        Assert.All(first.Zip(second), pair => Assert.Equal(pair.Second, pair.First, 1e-9));
        Assert.Contains(first.Zip(Fit(data, options).Score(data).Values.ToArray()), pair => Math.Abs(pair.First - pair.Second) > 0.01);
    }

    [Fact]
    public void Fit_InteractionGroups_AreKeptInEveryPath()
    {
        Dataset data = Make(TaskKind.Binary);
        TreePredictor forest = Fit(data, new() { TreeCount = 15, InteractionGroups = ["x0, x1", "x2, c"] });
        var single = (TreePredictor)new DecisionTreeTrainer(new() { MaximumDepth = 0, InteractionGroups = ["x0, x1", "x2, c"] }).Fit(data);
        foreach (DecisionTree tree in forest.Model.Trees.Concat(single.Model.Trees))
            foreach (int[] path in Paths(tree, 0, [])) Assert.True(path.All(feature => feature is 0 or 1) || path.All(feature => feature is 2 or 3), string.Join(",", path));
    }

    [Fact]
    public void Fit_LimitsOfTrees_AreKept()
    {
        Dataset data = Make(TaskKind.Regression);
        TreePredictor model = Fit(data, new() { TreeCount = 5, Bootstrap = false, MinimumRowsPerLeaf = 30, MaximumDepth = 4 });
        Assert.All(model.Model.Trees, tree => Assert.True(tree.Depth <= 4 && tree.Nodes.All(node => node.Cover >= 30)));
        double[] predicted = model.Score(data).Values.ToArray(), y = data["y"].ToNumbers().ToArray();
        Assert.Equal(y.Average(), predicted.Average(), 1e-6);
    }

    private static IEnumerable<int[]> Paths(DecisionTree tree, int node, int[] asked)
    {
        TreeNode one = tree.Nodes[node];
        if (one.IsLeaf) return [asked];
        return Paths(tree, one.Left, [.. asked, one.Feature]).Concat(Paths(tree, one.Right, [.. asked, one.Feature]));
    }

    private static int Falls(TreePredictor model, float[] row, int feature, int sign = 1)
    {
        int falls = 0;
        double last = double.NegativeInfinity;
        for (int i = 0; i <= 200; i++)
        {
            row[feature] = i / 200f;
            double score = sign * model.Scorer.Score(row);
            falls += score < last - 1e-9 ? 1 : 0;
            last = score;
        }

        return falls;
    }

    private static double Error(IEnumerable<double> values)
    {
        double[] all = [.. values];
        if (all.Length == 0) return 0;
        double mean = all.Average();
        return all.Sum(value => (value - mean) * (value - mean));
    }

    private static TreePredictor Fit(Dataset data, ForestOptions options, int threads = 2) => (TreePredictor)new ForestTrainer(options).Fit(data, new() { MaxThreads = threads });

    private static Dataset Make(TaskKind task)
    {
        var random = new RandomStream(5);
        double[][] x = [.. Enumerable.Range(0, 3).Select(_ => Enumerable.Range(0, Rows).Select(_ => random.NextDouble()).ToArray())];
        string[] category = [.. Enumerable.Range(0, Rows).Select(_ => "abcdef"[random.NextInt32(6)].ToString())];
        double[] signal = [.. Enumerable.Range(0, Rows).Select(row => (3 * x[0][row]) + Math.Sin(5 * x[1][row]) - x[2][row] + (category[row] is "b" or "e" ? 2 : 0) + (0.3 * random.NextGaussian()))];
        for (int row = 0; row < Rows; row += 11) x[0][row] = double.NaN;
        Column label = task switch
        {
            TaskKind.Regression => new NumberColumn("y", signal),
            TaskKind.Binary => new FlagColumn("y", signal.Select(value => value > 2.2).ToArray()),
            _ => CategoryColumn.FromValues("y", signal.Select(value => value > 3 ? "high" : value > 1.6 ? "middle" : "low")),
        };
        return new Dataset(new NumberColumn("x0", x[0]), new NumberColumn("x1", x[1]), new NumberColumn("x2", x[2]), CategoryColumn.FromValues("c", category), label).WithRole("y", ColumnRole.Label);
    }
}
