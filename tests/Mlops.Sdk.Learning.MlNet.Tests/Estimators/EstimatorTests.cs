using Microsoft.ML;
using Microsoft.ML.Data;
using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Testing;

namespace Mlops.Sdk.Learning.MlNet.Tests.Estimators;

public class EstimatorTests
{
    private static readonly CancellationToken Never = TestContext.Current.CancellationToken;

    /// <summary>A chain for each way in which ML.NET tells classes and numbers.</summary>
    public static TheoryData<string, TaskKind> Chains { get; } =
    [
        new("probability", TaskKind.Binary), new("score", TaskKind.Binary), new("shares", TaskKind.Multiclass), new("scores", TaskKind.Multiclass), new("words", TaskKind.Multiclass),
        new("own_keys", TaskKind.Multiclass), new("number", TaskKind.Regression),
    ];

    [Theory]
    [MemberData(nameof(Chains))]
    public void TrainWith_AnyChain_LearnsCrossValidatesAndLoadsToTheSameBits(string name, TaskKind task)
    {
        Dataset train = TestData.Make(task, 900), test = TestData.Make(task, 500, seed: 2);
        Pipeline pipeline = Pipeline.Empty.TrainWith(Chain(name));
        FittedPipeline model = pipeline.Fit(train, cancellationToken: Never);
        Predictions said = model.Score(test, Never);
        Metric metric = task == TaskKind.Regression ? Metric.R2 : Metric.Accuracy;
        double least = task switch { TaskKind.Regression => 0.5, TaskKind.Binary => 0.75, _ => 0.55 };
        Assert.InRange(metric.Compute(said, test).Value!.Value, least, 1);
        Assert.InRange(pipeline.CrossValidate(train, new() { Folds = 2, Metrics = [metric] }, cancellationToken: Never)[metric].Mean!.Value, least - 0.1, 1);
        Assert.NotEmpty(model.Evaluate(test, cancellationToken: Never).Values);
        if (task != TaskKind.Regression) Assert.InRange(Metric.Ece.Compute(said, test).Value!.Value, 0, name is "scores" ? 0.3 : 0.2);

        byte[] saved = Save(model);
        FittedPipeline loaded = FittedPipeline.Load(new MemoryStream(saved), new() { Kinds = StageKinds.CreateDefault().AllowMlNetModels() });
        Assert.Equal(Bits(said), Bits(loaded.Score(test, Never)));
        Assert.Equal(Bits(said)[..1], Bits(loaded.Score(test.Slice(0, 1), Never))[..1]);
        Assert.Equal(saved, Save(loaded));
        Assert.Equal(model.Predictor!.Report.ToText(), loaded.Predictor!.Report.ToText());
    }

    [Theory]
    [InlineData("probability")]
    [InlineData("score")]
    public void Contract_AllButLoadingWithoutConsent_Holds(string name)
    {
        ContractViolationException broken = Assert.Throws<ContractViolationException>(() => StepContract.Verify(MlNetTrainers.FromEstimator(Chain(name)), ContractData.Numeric()));
        string[] violations = [.. broken.Message.Split('\n').Skip(1)];
        Assert.True(violations.Length == 1, broken.Message);
        Assert.Contains("a loaded model gives the same bits", violations[0], StringComparison.Ordinal);
        Assert.Contains("AllowMlNetModels", violations[0], StringComparison.Ordinal);
    }

    [Fact]
    public void TrainWith_CategoriesAndTexts_AnswersAsMlNetItself()
    {
        Dataset data = ContractData.Mixed(300, withMissing: false);
        FittedPipeline model = Pipeline.Empty.TrainWith(ml => ml.Transforms.Categorical.OneHotEncoding("city").Append(ml.Transforms.Text.FeaturizeText("words", "note"))
            .Append(ml.Transforms.Concatenate("all", "Features", "city", "words")).Append(ml.BinaryClassification.Trainers.FastTree(featureColumnName: "all", numberOfTrees: 5))).Fit(data, cancellationToken: Never);
        MlNetPredictor predictor = (MlNetPredictor)model.Predictor!;
        TrainingTarget none = new(TargetKind.Binary, new float[300], 2);
        IDataView all = predictor.Transformer.Transform(new EstimatorView([.. predictor.Inputs.Select(input => data[input.Name])], 300, none, predictor.Classes));
        Dataset native = Dataset.FromDataView(new MLContext().Transforms.SelectColumns("Probability").Fit(all).Transform(all), Never);
        Assert.Equal(native["Probability"].ToNumbers().ToArray(), model.Score(data, Never).ProbabilitiesOf());
        Assert.True(native["Probability"].ToNumbers().ToArray().Distinct().Count() > 10);
        Assert.Equal(model.Score(data, Never)[7].Score, model.Score(data.Row(7).ToDictionary()).Score);
    }

    [Fact]
    public void Save_TransformsOfEveryKind_LoadAgainToTheSameBits()
    {
        Dataset data = ContractData.Mixed(120, withMissing: false);
        FittedPipeline model = Pipeline.Empty.TrainWith(ml => ml.Transforms.Categorical.OneHotEncoding("hot", "city").Append(ml.Transforms.Categorical.OneHotHashEncoding("hashed", "city", numberOfBits: 4))
            .Append(ml.Transforms.Text.NormalizeText("plain", "note")).Append(ml.Transforms.Text.TokenizeIntoWords("words", "plain")).Append(ml.Transforms.Text.RemoveDefaultStopWords("rest", "words"))
            .Append(ml.Transforms.Text.RemoveStopWords("others", "rest", "note")).Append(ml.Transforms.Conversion.MapValueToKey("keys", "rest")).Append(ml.Transforms.Text.ProduceNgrams("grams", "keys")).Append(ml.Transforms.Text.ProduceHashedNgrams("hashes", "keys", numberOfBits: 4))
            .Append(ml.Transforms.Text.FeaturizeText("text", "note")).Append(ml.Transforms.Conversion.ConvertType("exact", "age", DataKind.Double)).Append(ml.Transforms.Conversion.ConvertType("again", "exact", DataKind.Single))
            .Append(ml.Transforms.CopyColumns("copy", "ratio")).Append(ml.Transforms.NormalizeMinMax("copy")).Append(ml.Transforms.NormalizeBinning("again", maximumBinCount: 5)).Append(ml.Transforms.NormalizeMeanVariance("scaled", "Features"))
            .Append(ml.Transforms.ReplaceMissingValues("filled", "Features")).Append(ml.Transforms.IndicateMissingValues("missing", "Features")).Append(ml.Transforms.NormalizeLpNorm("unit", "filled"))
            .Append(ml.Transforms.ProjectToPrincipalComponents("parts", "scaled", rank: 2)).Append(ml.Transforms.ApproximatedKernelMap("kernel", "scaled", rank: 4)).Append(ml.Transforms.Conversion.ConvertType("flags", "missing", DataKind.Single))
            .Append(ml.Transforms.Concatenate("all", "hot", "hashed", "grams", "hashes", "text", "copy", "again", "unit", "parts", "kernel", "flags")).Append(ml.Transforms.DropColumns("words", "plain"))
            .Append(ml.BinaryClassification.Trainers.LbfgsLogisticRegression(featureColumnName: "all"))).Fit(data, cancellationToken: Never);
        AssertLoads(model, data);
    }

    [Theory]
    [MemberData(nameof(Trainers))]
    public void Save_TrainersOfEveryKind_LoadAgainToTheSameBits(string name)
    {
        (TaskKind task, Func<MLContext, IEstimator<ITransformer>> chain) = s_trainers[name];
        Dataset data = TestData.Make(task, 150);
        AssertLoads(Pipeline.Empty.TrainWith(ml => ml.Transforms.NormalizeMeanVariance("Features").Append(chain(ml)), new() { CalibrationFolds = 0 }).Fit(data, cancellationToken: Never), data);
    }

    public static TheoryData<string> Trainers => [.. s_trainers.Keys];

    private static readonly Dictionary<string, (TaskKind Task, Func<MLContext, IEstimator<ITransformer>> Chain)> s_trainers = new(StringComparer.Ordinal)
    {
        ["LinearSvm"] = (TaskKind.Binary, ml => ml.BinaryClassification.Trainers.LinearSvm()),
        ["LdSvm"] = (TaskKind.Binary, ml => ml.BinaryClassification.Trainers.LdSvm(numberOfIterations: 50)),
        ["SdcaLogistic"] = (TaskKind.Binary, ml => ml.BinaryClassification.Trainers.SdcaLogisticRegression()),
        ["SdcaNonCalibrated"] = (TaskKind.Binary, ml => ml.BinaryClassification.Trainers.SdcaNonCalibrated(maximumNumberOfIterations: 20)),
        ["SgdCalibrated"] = (TaskKind.Binary, ml => ml.BinaryClassification.Trainers.SgdCalibrated()),
        ["SgdNonCalibrated"] = (TaskKind.Binary, ml => ml.BinaryClassification.Trainers.SgdNonCalibrated()),
        ["AveragedPerceptron"] = (TaskKind.Binary, ml => ml.BinaryClassification.Trainers.AveragedPerceptron()),
        ["PlattAfterwards"] = (TaskKind.Binary, ml => ml.BinaryClassification.Trainers.AveragedPerceptron().Append(ml.BinaryClassification.Calibrators.Platt())),
        ["IsotonicAfterwards"] = (TaskKind.Binary, ml => ml.BinaryClassification.Trainers.AveragedPerceptron().Append(ml.BinaryClassification.Calibrators.Isotonic())),
        ["FastForest"] = (TaskKind.Binary, ml => ml.BinaryClassification.Trainers.FastForest(numberOfTrees: 5)),
        ["Gam"] = (TaskKind.Binary, ml => ml.BinaryClassification.Trainers.Gam(numberOfIterations: 20)),
        ["LightGbm"] = (TaskKind.Binary, ml => ml.BinaryClassification.Trainers.LightGbm(numberOfIterations: 5)),
        ["FactorizationMachine"] = (TaskKind.Binary, ml => ml.BinaryClassification.Trainers.FieldAwareFactorizationMachine()),
        ["Prior"] = (TaskKind.Binary, ml => ml.BinaryClassification.Trainers.Prior()),
        ["SdcaMaximumEntropy"] = (TaskKind.Multiclass, ml => ml.MulticlassClassification.Trainers.SdcaMaximumEntropy(maximumNumberOfIterations: 20)),
        ["SdcaMultiNonCalibrated"] = (TaskKind.Multiclass, ml => ml.MulticlassClassification.Trainers.SdcaNonCalibrated(maximumNumberOfIterations: 20)),
        ["LbfgsMaximumEntropy"] = (TaskKind.Multiclass, ml => ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy()),
        ["NaiveBayes"] = (TaskKind.Multiclass, ml => ml.MulticlassClassification.Trainers.NaiveBayes()),
        ["OneVersusAll"] = (TaskKind.Multiclass, ml => ml.MulticlassClassification.Trainers.OneVersusAll(ml.BinaryClassification.Trainers.FastTree(numberOfTrees: 3))),
        ["PairwiseCoupling"] = (TaskKind.Multiclass, ml => ml.MulticlassClassification.Trainers.PairwiseCoupling(ml.BinaryClassification.Trainers.LbfgsLogisticRegression())),
        ["MultiLightGbm"] = (TaskKind.Multiclass, ml => ml.MulticlassClassification.Trainers.LightGbm(numberOfIterations: 3)),
        ["Sdca"] = (TaskKind.Regression, ml => ml.Regression.Trainers.Sdca()),
        ["OnlineGradientDescent"] = (TaskKind.Regression, ml => ml.Regression.Trainers.OnlineGradientDescent()),
        ["Poisson"] = (TaskKind.Regression, ml => ml.Regression.Trainers.LbfgsPoissonRegression()),
        ["FastTree"] = (TaskKind.Regression, ml => ml.Regression.Trainers.FastTree(numberOfTrees: 3)),
        ["Tweedie"] = (TaskKind.Regression, ml => ml.Regression.Trainers.FastTreeTweedie(numberOfTrees: 3)),
        ["RegressionForest"] = (TaskKind.Regression, ml => ml.Regression.Trainers.FastForest(numberOfTrees: 3)),
        ["RegressionGam"] = (TaskKind.Regression, ml => ml.Regression.Trainers.Gam(numberOfIterations: 20)),
        ["RegressionLightGbm"] = (TaskKind.Regression, ml => ml.Regression.Trainers.LightGbm(numberOfIterations: 3)),
    };

    private static void AssertLoads(FittedPipeline model, Dataset data)
    {
        FittedPipeline loaded = FittedPipeline.Load(new MemoryStream(Save(model)), new() { Kinds = StageKinds.CreateDefault().AllowMlNetModels() });
        Assert.Equal(Bits(model.Score(data, Never)), Bits(loaded.Score(data, Never)));
    }

    [Fact]
    public void Load_WithoutConsent_IsRefusedWithTheCallToMake()
    {
        byte[] saved = Save(Pipeline.Empty.TrainWith(Chain("probability")).Fit(TestData.Make(TaskKind.Binary, 100), cancellationToken: Never));
        BundleFormatException error = Assert.Throws<BundleFormatException>(() => FittedPipeline.Load(new MemoryStream(saved)));
        Assert.Contains("AllowMlNetModels", error.Message, StringComparison.Ordinal);
        Assert.Contains("MaxBytes", Assert.Throws<BundleFormatException>(() => FittedPipeline.Load(new MemoryStream(saved), new() { Kinds = StageKinds.CreateDefault().AllowMlNetModels(new() { MaxBytes = 100 }) })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TrainWith_ScoreWithoutProbability_IsCalibratedOutOfFoldAndSaysSo()
    {
        Dataset train = TestData.Make(TaskKind.Binary, 1500), test = TestData.Make(TaskKind.Binary, 3000, seed: 2);
        Predictor model = MlNetTrainers.FromEstimator(Chain("score")).Fit(train, cancellationToken: Never);
        Assert.Contains("3 parts", Assert.Single(model.Report.Findings, finding => finding.Code == "EST001").Message, StringComparison.Ordinal);
        double outOfFold = Metric.Ece.Compute(model.Score(test, Never), test).Value!.Value;
        double onItself = Metric.Ece.Compute(MlNetTrainers.FromEstimator(Chain("score"), new() { CalibrationFolds = 0 }).Fit(train, cancellationToken: Never).Score(test, Never), test).Value!.Value;
        Assert.True(outOfFold < 0.04 && outOfFold < onItself, $"{outOfFold} {onItself}");
    }

    [Fact]
    public void TrainWith_Weights_Reach()
    {
        Dataset data = TestData.Make(TaskKind.Binary, 500);
        Dataset heavy = data.With(new NumberColumn("w", Enumerable.Range(0, 500).Select(row => data["y"].GetText(row) == "yes" ? 10.0 : 1).ToArray()), ColumnRole.Weight);
        double plain = MlNetTrainers.FromEstimator(Chain("probability")).Fit(data, cancellationToken: Never).Score(data, Never).ProbabilitiesOf().Average();
        double weighted = MlNetTrainers.FromEstimator(ml => ml.BinaryClassification.Trainers.LbfgsLogisticRegression(exampleWeightColumnName: "Weight")).Fit(heavy, cancellationToken: Never).Score(data, Never).ProbabilitiesOf().Average();
        Assert.True(weighted > plain + 0.1, $"{plain} {weighted}");
    }

    [Fact]
    public void Save_DelegateInTheChain_IsRefusedWithTheRemedy_WithOrWithoutAName()
    {
        Dataset data = TestData.Make(TaskKind.Binary, 100);
        foreach (string? contract in new[] { null, "acme" })
        {
            FittedPipeline model = Pipeline.Empty.TrainWith(ml => ml.Transforms.CustomMapping<Row, Twice>((input, output) => output.Value = 2 * input.X0, contract)
                .Append(ml.Transforms.Concatenate("all", "Twice", "x1")).Append(ml.BinaryClassification.Trainers.LbfgsLogisticRegression(featureColumnName: "all"))).Fit(data, cancellationToken: Never);
            Assert.Equal(100, model.Score(data, Never).RowCount);
            MlopsException error = Assert.Throws<MlopsException>(() => model.Save(new MemoryStream()));
            Assert.Equal("MLO2213", error.Code);
            Assert.Contains("step of the pipeline before the chain", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Save_LoaderBesidesTheList_IsSavedAndLoadedByThoseWhoAllowIt()
    {
        Dataset data = TestData.Make(TaskKind.Binary, 200);
        static IEstimator<ITransformer> Squared(MLContext ml) => ml.Transforms.Expression("square", "x => x * x", "x0")
            .Append(ml.Transforms.Concatenate("all", "square", "x1")).Append(ml.BinaryClassification.Trainers.LbfgsLogisticRegression(featureColumnName: "all"));
        MlopsException error = Assert.Throws<MlopsException>(() => Save(Pipeline.Empty.TrainWith(Squared).Fit(data, cancellationToken: Never)));
        Assert.Equal("MLO2213", error.Code);
        Assert.Contains("'ExprTransform'", error.Message, StringComparison.Ordinal);
        Assert.Contains("EstimatorOptions.Saved", error.Message, StringComparison.Ordinal);

        MlNetModelOptions allowed = new() { AdditionalLoaders = ["ExprTransform"] };
        FittedPipeline model = Pipeline.Empty.TrainWith(Squared, new() { Saved = allowed }).Fit(data, cancellationToken: Never);
        byte[] saved = Save(model);
        Assert.Contains("'ExprTransform'", Assert.Throws<BundleFormatException>(() => FittedPipeline.Load(new MemoryStream(saved), new() { Kinds = StageKinds.CreateDefault().AllowMlNetModels() })).Message, StringComparison.Ordinal);
        FittedPipeline loaded = FittedPipeline.Load(new MemoryStream(saved), new() { Kinds = StageKinds.CreateDefault().AllowMlNetModels(allowed) });
        Assert.Equal(Bits(model.Score(data, Never)), Bits(loaded.Score(data, Never)));
        Assert.Equal(saved, Save(loaded));
    }

    [Fact]
    public void TrainWith_ChainThatCannotBe_SaysWhatItIsGiven()
    {
        Dataset data = TestData.Make(TaskKind.Binary, 60);
        AssertRefused(ml => ml.Transforms.Concatenate("all", "nothing").Append(ml.BinaryClassification.Trainers.FastTree(featureColumnName: "all")), "MLO2210", "Label (Boolean)");
        AssertRefused(ml => ml.Regression.Trainers.Sdca(), "MLO2210", "Features (all numeric ones together)");
        AssertRefused(ml => ml.Transforms.NormalizeMeanVariance("Features"), "MLO2211", "ml.BinaryClassification.Trainers");
        AssertRefused(ml => ml.MulticlassClassification.Trainers.LightGbm(), "MLO2210", "Boolean");

        void AssertRefused(Func<MLContext, IEstimator<ITransformer>> chain, string code, string said)
        {
            MlopsException error = Assert.Throws<MlopsException>(() => MlNetTrainers.FromEstimator(chain).Fit(data, cancellationToken: Never));
            Assert.Equal(code, error.Code);
            Assert.Contains(said, error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void TrainWith_MissingValues_AreToldOfWhenFittingAndRefusedWhereThereIsNoAnswer()
    {
        Dataset data = TestData.Make(TaskKind.Regression, 300, missing: true);
        Predictor model = MlNetTrainers.FromEstimator(ml => ml.Transforms.ReplaceMissingValues("Features").Append(ml.Regression.Trainers.FastTree())).Fit(data, cancellationToken: Never);
        Assert.Contains(model.Report.Findings, finding => finding.Code == "EST003" && finding.Message.Contains("'x0'", StringComparison.Ordinal));
        MlopsException error = Assert.Throws<MlopsException>(() => MlNetTrainers.FromEstimator(ml => ml.Regression.Trainers.LbfgsPoissonRegression()).Fit(data, cancellationToken: Never));
        Assert.Equal("MLO2212", error.Code);
        Assert.Contains("ReplaceMissingValues", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TrainWith_FeatureNamedAsTheChainsOwn_IsRefusedBeforeTraining()
    {
        Dataset data = TestData.Make(TaskKind.Binary, 60).Rename("x0", "Features");
        Assert.Contains("'Features'", Assert.Throws<SchemaMismatchException>(() => MlNetTrainers.FromEstimator(Chain("probability")).Fit(data, cancellationToken: Never)).Message, StringComparison.Ordinal);
    }

    internal static Func<MLContext, IEstimator<ITransformer>> Chain(string name) => name switch
    {
        "probability" => ml => ml.Transforms.NormalizeMeanVariance("Features").Append(ml.BinaryClassification.Trainers.LbfgsLogisticRegression()),
        "score" => ml => ml.BinaryClassification.Trainers.FastForest(numberOfTrees: 20, numberOfLeaves: 40, minimumExampleCountPerLeaf: 2),
        "shares" => ml => ml.MulticlassClassification.Trainers.LightGbm(numberOfIterations: 20),
        "scores" => ml => ml.Transforms.NormalizeMeanVariance("Features").Append(ml.MulticlassClassification.Trainers.OneVersusAll(ml.BinaryClassification.Trainers.LinearSvm(numberOfIterations: 20), useProbabilities: false)),
        "words" => ml => ml.MulticlassClassification.Trainers.LightGbm(numberOfIterations: 20).Append(ml.Transforms.Conversion.MapKeyToValue("PredictedLabel")),
        // The label is made words and then keys again in the order in which the rows come: another order than that of the classes.
        "own_keys" => ml => ml.Transforms.Conversion.MapKeyToValue("word", "Label").Append(ml.Transforms.Conversion.MapValueToKey("again", "word")).Append(ml.MulticlassClassification.Trainers.LightGbm("again", numberOfIterations: 20)),
        _ => ml => ml.Regression.Trainers.FastTree(numberOfTrees: 30),
    };

    private static byte[] Save(FittedPipeline model)
    {
        using MemoryStream stream = new();
        model.Save(stream);
        return stream.ToArray();
    }

    private static long[] Bits(Predictions predictions) =>
        Array.ConvertAll((predictions.Task == TaskKind.Regression ? predictions.Values : predictions.Probabilities).ToArray(), BitConverter.DoubleToInt64Bits);

    private sealed class Row
    {
        [ColumnName("x0")]
        public float X0 { get; set; }
    }

    private sealed class Twice
    {
        [ColumnName("Twice")]
        public float Value { get; set; }
    }
}
