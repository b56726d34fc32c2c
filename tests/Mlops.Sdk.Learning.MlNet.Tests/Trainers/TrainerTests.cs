using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk.Learning.MlNet.Tests.Trainers;

public class TrainerTests
{
    private static readonly CancellationToken Never = TestContext.Current.CancellationToken;

    public static TheoryData<string, TaskKind> Cases { get; } =
    [
        new("light_gbm", TaskKind.Binary), new("light_gbm", TaskKind.Multiclass), new("light_gbm", TaskKind.Regression),
        new("fast_tree", TaskKind.Binary), new("fast_tree", TaskKind.Multiclass), new("fast_tree", TaskKind.Regression),
        new("fast_forest", TaskKind.Binary), new("fast_forest", TaskKind.Multiclass), new("fast_forest", TaskKind.Regression),
        new("logistic_regression", TaskKind.Binary), new("logistic_regression", TaskKind.Multiclass), new("linear_regression", TaskKind.Regression), new("poisson_regression", TaskKind.Regression),
        new("sdca_logistic", TaskKind.Binary), new("sdca_logistic", TaskKind.Multiclass), new("averaged_perceptron", TaskKind.Binary), new("averaged_perceptron", TaskKind.Multiclass),
        new("gam", TaskKind.Binary), new("gam", TaskKind.Regression),
    ];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Fit_AnyTask_LearnsTheSignal_SavesAndLoadsToTheSameBits(string kind, TaskKind task)
    {
        bool linear = IsLinear(kind);
        Dataset train = TestData.Make(task, 1500, missing: !linear);
        Dataset test = TestData.Make(task, 700, missing: !linear, seed: 2);
        FittedPipeline model = Pipeline.Empty.Add(Trainer(kind)).Fit(train, cancellationToken: Never);
        Predictions said = model.Score(test, Never);

        if (task == TaskKind.Regression)
            Assert.True(Error(said, test) < 0.8 * Error(Predictions.ForValues("y", Enumerable.Repeat(Mean(train), test.RowCount).ToArray()), test));
        else
            Assert.True(TestData.Accuracy(said, test) > (task == TaskKind.Binary ? 0.75 : 0.58), $"{TestData.Accuracy(said, test)}");

        // ML.NET's trees keep no counts: covers are those of the training rows, so that explanations need nothing else.
        if (model.Predictor is TreePredictor trees)
        {
            Assert.True(trees.Model.HasCovers);
            Assert.All(trees.Model.Trees, tree => Assert.Equal(train.RowCount, tree.Nodes[0].Cover));
            Assert.All(trees.Model.Trees, tree => Assert.Equal(train.RowCount, tree.Nodes.Where(node => node.IsLeaf).Sum(node => node.Cover)));
        }

        using MemoryStream saved = new();
        model.Save(saved);
        saved.Position = 0;
        FittedPipeline loaded = FittedPipeline.Load(saved);
        Assert.Equal(Bits(said), Bits(loaded.Score(test, Never)));
        Assert.Equal(model.Predictor!.Report.ToString(), loaded.Predictor!.Report.ToString());
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Fit_SameSeedOtherThreads_GivesTheSameBits(string kind, TaskKind task)
    {
        Dataset train = TestData.Make(task, 600);
        Predictor one = Trainer(kind, sampled: true).Fit(train, new() { Seed = 5, MaxThreads = 1 }, Never);
        Predictor two = Trainer(kind, sampled: true).Fit(train, new() { Seed = 5, MaxThreads = 2 }, Never);
        Assert.Equal(Bits(one.Score(train, Never)), Bits(two.Score(train, Never)));
    }

    [Fact]
    public void Fit_OtherSeed_GivesAnotherModelWhereRowsAreDrawn()
    {
        Dataset train = TestData.Make(TaskKind.Binary, 600);
        Predictor one = Trainer("light_gbm", sampled: true).Fit(train, new() { Seed = 5 }, Never);
        Predictor two = Trainer("light_gbm", sampled: true).Fit(train, new() { Seed = 6 }, Never);
        Assert.NotEqual(Bits(one.Score(train, Never)), Bits(two.Score(train, Never)));
    }

    [Theory]
    [InlineData("light_gbm")]
    [InlineData("fast_tree")]
    [InlineData("fast_forest")]
    [InlineData("logistic_regression")]
    [InlineData("sdca_logistic")]
    [InlineData("averaged_perceptron")]
    [InlineData("gam")]
    public async Task Fit_Cancelled_StopsSoonWithOperationCanceled(string kind)
    {
        Dataset train = TestData.Make(TaskKind.Binary, 4000);
        Trainer trainer = kind switch
        {
            "light_gbm" => new LightGbmTrainer(new() { TreeCount = 100_000 }),
            "fast_tree" => new FastTreeTrainer(new() { TreeCount = 100_000 }),
            "fast_forest" => new FastForestTrainer(new() { TreeCount = 100_000 }),
            "sdca_logistic" => new SdcaLogisticTrainer(new() { Tolerance = 1e-30, MaximumIterations = 1_000_000 }),
            "averaged_perceptron" => new PerceptronTrainer(new() { Iterations = int.MaxValue }),
            "gam" => new GamTrainer(new() { IterationCount = 100_000 }),
            _ => new LogisticRegressionTrainer(new() { Tolerance = 1e-30, L2Regularization = 0, MaximumIterations = int.MaxValue }),
        };
        using CancellationTokenSource source = CancellationTokenSource.CreateLinkedTokenSource(Never);
        Task<Predictor> work = Task.Run(() => trainer.Fit(train, cancellationToken: source.Token), Never);
        await Task.WhenAny(work, Task.Delay(200, Never));
        await source.CancelAsync();
        Task first = await Task.WhenAny(work, Task.Delay(5000, Never));
        Assert.Same(work, first);
        // Its optimum may be reached before it is stopped, whatever the tolerance is.
        if (kind == "logistic_regression" && work.IsCompletedSuccessfully) return;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => work);
    }

    [Fact]
    public void Fit_FifteenRows_LightGbmLearnsAndSaysWhatItDid()
    {
        Dataset few = new Dataset(new NumberColumn("x", Enumerable.Range(0, 15).Select(i => (double)i).ToArray()), new NumberColumn("y", Enumerable.Range(0, 15).Select(i => i < 7 ? 1.0 : 5.0).ToArray()))
            .WithRole("y", ColumnRole.Label);
        Predictor model = new LightGbmTrainer().Fit(few, cancellationToken: Never);
        Predictions said = model.Score(few, Never);
        Assert.True(said.Values[14] - said.Values[0] > 2);
        Assert.Contains(model.Report.Findings, finding => finding.Code == "LGBM001");
    }

    [Theory]
    [InlineData("light_gbm")]
    [InlineData("fast_tree")]
    [InlineData("fast_forest")]
    [InlineData("logistic_regression")]
    [InlineData("sdca_logistic")]
    [InlineData("averaged_perceptron")]
    [InlineData("gam")]
    public void Fit_TwoRows_IsDefined(string kind)
    {
        Dataset two = new Dataset(new NumberColumn("x", new[] { 1.0, 2 }), CategoryColumn.FromValues("y", ["a", "b"])).WithRole("y", ColumnRole.Label);
        Predictions said = Trainer(kind).Fit(two, cancellationToken: Never).Score(two, Never);
        Assert.All(said.Probabilities.ToArray(), p => Assert.InRange(p, 0, 1));
    }

    [Fact]
    public void Fit_WithoutTheNativeLibrary_TrainsFastTreeAndSaysSo()
    {
        Assert.True(MlNetTrainers.Probe().LightGbm);
        Dataset data = TestData.Make(TaskKind.Binary, 300);
        LightGbmTrainer trainer = new(new() { TreeCount = 9 }) { Availability = new(false, "no build for this machine") };
        TreePredictor model = (TreePredictor)trainer.Fit(data, cancellationToken: Never);
        Assert.Equal("fast_tree", model.Origin.Trainer);
        Assert.Equal(9, model.Model.Trees.Length);
        Assert.Contains("no build for this machine", Assert.Single(model.Report.Findings, finding => finding.Code == "LGBM002").Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("light_gbm", "boosting")]
    [InlineData("fast_tree", "boosting")]
    [InlineData("fast_forest", "forest")]
    [InlineData("gam", "ebm")]
    public void Fit_WithoutAnyNativeLibrary_TrainsAManagedLearnerAndSaysWhichIsMissing(string kind, string managed)
    {
        MlNetAvailability none = new(false, "no lightgbm here") { FastTree = false, FastTreeProblem = "no FastTreeNative here" };
        Trainer trainer = kind switch
        {
            "light_gbm" => new LightGbmTrainer(new() { TreeCount = 9 }) { Availability = none },
            "fast_tree" => new FastTreeTrainer(new() { TreeCount = 9 }) { Availability = none },
            "fast_forest" => new FastForestTrainer(new() { TreeCount = 9 }) { Availability = none },
            _ => new GamTrainer { Availability = none },
        };
        Dataset data = TestData.Make(TaskKind.Binary, 300);
        Predictor model = trainer.Fit(data, new() { Seed = 2 }, Never);
        ModelOrigin origin = model is TreePredictor tree ? tree.Origin : ((AdditivePredictor)model).Origin;
        Assert.Equal(managed, origin.Trainer);
        Assert.Contains("no FastTreeNative here", Assert.Single(model.Report.Findings, finding => finding.Code == "NATIVE001").Message, StringComparison.Ordinal);
        Assert.Equal(kind == "light_gbm", model.Report.Findings.Any(finding => finding.Code == "LGBM002"));
        if (model is TreePredictor { Model.Trees.Length: var trees }) Assert.Equal(9, trees);
        Assert.True(TestData.Accuracy(model.Score(data, Never), data) > 0.75);
    }

    [Fact]
    public void Probe_LibraryThatIsNotThere_IsNamed()
    {
        Assert.Null(MlNetTrainers.Problem("lib_lightgbm", typeof(Microsoft.ML.Trainers.LightGbm.LightGbmBinaryTrainer).Assembly, ""));
        Assert.Contains("no_such_library", MlNetTrainers.Problem("no_such_library", typeof(TrainerTests).Assembly, ""), StringComparison.Ordinal);
        Assert.True(MlNetTrainers.Probe() is { LightGbm: true, LightGbmProblem: null, FastTree: true, FastTreeProblem: null });
    }

    [Fact]
    public void Fit_NothingToSplit_GivesTheSamePredictionAndSaysSo()
    {
        Dataset data = new Dataset(new NumberColumn("x", new double[40]), new FlagColumn("y", Enumerable.Range(0, 40).Select(i => i % 2 == 0).ToArray())).WithRole("y", ColumnRole.Label);
        Predictor model = new LightGbmTrainer().Fit(data, cancellationToken: Never);
        Assert.All(model.Score(data, Never).Probabilities.ToArray(), p => Assert.Equal(0.5, p));
        Assert.Contains(model.Report.Findings, finding => finding.Code == "LGBM003");
    }

    [Fact]
    public void Fit_CategoryFeature_IsRefusedByNameWithTheRemedy()
    {
        Dataset data = TestData.Make(TaskKind.Binary, 50).With(CategoryColumn.FromValues("town", Enumerable.Repeat("a", 50))).With(TextColumn.FromValues("note", Enumerable.Repeat("b", 50)));
        SchemaMismatchException error = Assert.Throws<SchemaMismatchException>(() => new LightGbmTrainer().Fit(data, cancellationToken: Never));
        Assert.Contains("'town'", error.Message, StringComparison.Ordinal);
        Assert.Contains("'note'", error.Message, StringComparison.Ordinal);
        Assert.Contains("EncodeCategories", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(1e300)]
    public void Fit_LinearWithoutFiniteValues_IsRefusedByNameWithTheRemedy(double bad)
    {
        double[] values = Enumerable.Range(0, 50).Select(i => i == 7 ? bad : i).ToArray();
        Dataset data = TestData.Make(TaskKind.Binary, 50).With(new NumberColumn("income", values));
        MlopsException error = Assert.Throws<MlopsException>(() => new LogisticRegressionTrainer().Fit(data, cancellationToken: Never));
        Assert.Contains("'income' (1 of 50 rows, first row 7)", error.Message, StringComparison.Ordinal);
        Assert.Contains("ImputeMissing", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_LabelMissingInARow_IsAnErrorThatNamesTheRow()
    {
        Dataset data = new Dataset(new NumberColumn("x", new[] { 1.0, 2, 3 }), new NumberColumn("y", new[] { 1, double.NaN, 2 })).WithRole("y", ColumnRole.Label);
        Assert.Contains("row 1", Assert.Throws<MlopsException>(() => new LightGbmTrainer().Fit(data, cancellationToken: Never)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_Weights_MoveTheModel_AndBadOnesAreRefused()
    {
        Dataset data = TestData.Make(TaskKind.Binary, 500);
        Dataset heavy = data.With(new NumberColumn("w", Enumerable.Range(0, 500).Select(row => data["y"].GetText(row) == "yes" ? 10.0 : 1).ToArray()), ColumnRole.Weight);
        foreach (string kind in new[] { "light_gbm", "fast_tree", "fast_forest", "logistic_regression", "sdca_logistic" })
        {
            double plain = Trainer(kind).Fit(data, cancellationToken: Never).Score(data, Never).ProbabilitiesOf().Average();
            double weighted = Trainer(kind).Fit(heavy, cancellationToken: Never).Score(data, Never).ProbabilitiesOf().Average();
            Assert.True(weighted > plain + 0.05, $"{kind}: {plain} {weighted}");
        }

        Dataset bad = heavy.With(new NumberColumn("w", Enumerable.Repeat(-1.0, 500).ToArray()), ColumnRole.Weight);
        Assert.Throws<MlopsException>(() => new LightGbmTrainer().Fit(bad, cancellationToken: Never));
    }

    [Fact]
    public void Options_RoundTripThroughJson_AndRefuseWhatIsOutOfRange()
    {
        LightGbmOptions options = new() { TreeCount = 7, Boosting = LightGbmBoosting.Dart, MinimumRowsPerLeaf = 3 };
        string json = new LightGbmTrainer(options).ToOptionsJson();
        Assert.Contains("\"tree_count\":7", json, StringComparison.Ordinal);
        Assert.Equal(options, System.Text.Json.JsonSerializer.Deserialize(json, OptionsJson.Default.LightGbmOptions));
        ArgumentException error = Assert.Throws<ArgumentException>(() => new LightGbmTrainer(new() { LearningRate = 2, LeafCount = 1 }));
        Assert.Contains("LearningRate is 2", error.Message, StringComparison.Ordinal);
        Assert.Contains("LeafCount is 1", error.Message, StringComparison.Ordinal);
    }

    internal static Trainer Trainer(string kind, bool sampled = false) => kind switch
    {
        "light_gbm" => new LightGbmTrainer(new() { TreeCount = 30, RowFraction = sampled ? 0.7 : 1, FeatureFraction = sampled ? 0.7 : 1 }),
        "fast_tree" => new FastTreeTrainer(new() { TreeCount = 30, RowFraction = sampled ? 0.7 : 1, FeatureFraction = sampled ? 0.7 : 1 }),
        "fast_forest" => new FastForestTrainer(new() { TreeCount = sampled ? 10 : 30 }),
        "logistic_regression" => new LogisticRegressionTrainer(),
        "sdca_logistic" => new SdcaLogisticTrainer(new() { MaximumIterations = sampled ? 20 : 200 }),
        "averaged_perceptron" => new PerceptronTrainer(),
        "poisson_regression" => new PoissonRegressionTrainer(),
        "gam" => new GamTrainer(new() { IterationCount = 200 }),
        _ => new LinearRegressionTrainer(),
    };

    internal static bool IsLinear(string kind) => kind.EndsWith("regression", StringComparison.Ordinal) || kind is "sdca_logistic" or "averaged_perceptron";

    private static long[] Bits(Predictions predictions) =>
        Array.ConvertAll((predictions.Task == TaskKind.Regression ? predictions.Values : predictions.Probabilities).ToArray(), BitConverter.DoubleToInt64Bits);

    private static double Mean(Dataset data) => data["y"].ToNumbers().ToArray().Average();

    private static double Error(Predictions predictions, Dataset data)
    {
        double[] truth = data["y"].ToNumbers().ToArray();
        double[] said = predictions.Values.ToArray();
        return Math.Sqrt(truth.Zip(said, (t, s) => (t - s) * (t - s)).Average());
    }
}
