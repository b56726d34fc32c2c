using System.Reflection;
using Microsoft.ML.Trainers.LightGbm;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk.Learning.MlNet.Tests.Trainers;

/// <summary>
/// Every property of every options record of the package: a value that is not the default stands in ML.NET's own options where it belongs, and makes another model. A property without a case
/// fails the first test, so none escapes.
/// </summary>
public class EveryOptionTests
{
    private static readonly CancellationToken Never = TestContext.Current.CancellationToken;
    private static readonly Dictionary<TaskKind, Dataset> s_data = new[] { TaskKind.Binary, TaskKind.Multiclass, TaskKind.Regression }.ToDictionary(task => task, task => TestData.Make(task, 300));
    private static readonly Dictionary<string, OptionCase> s_cases = Cases().ToDictionary(one => one.Name);

    public static TheoryData<string> Names => [.. s_cases.Keys.Order(StringComparer.Ordinal)];

    [Fact]
    public void Options_EveryProperty_HasACase()
    {
        IEnumerable<string> all = typeof(LightGbmTrainer).Assembly.GetExportedTypes().Where(type => type.IsSubclassOf(typeof(StageOptions)))
            .SelectMany(type => type.GetProperties().Where(property => property.SetMethod is not null).Select(property => $"{type.Name}.{property.Name}"));
        // What may be saved changes no model; EstimatorTests has it.
        Assert.Equal(all.Where(name => name != $"{nameof(EstimatorOptions)}.{nameof(EstimatorOptions.Saved)}").Order(StringComparer.Ordinal), s_cases.Keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Option_AnotherValue_ReachesMlNetAndTheModel(string name)
    {
        OptionCase one = s_cases[name];
        StageOptions changed = With(one.Start, name.Split('.')[1], one.Value);
        Assert.NotEqual(one.Start, changed);
        if (one.Native is not null)
        {
            Assert.Equal(one.Expected ?? one.Value, Plain(one.Native(changed)));
            Assert.NotEqual(one.Expected ?? one.Value, Plain(one.Native(one.Start)));
        }

        Assert.Equal(Bits(one, one.Start), Bits(one, one.Start));
        Assert.NotEqual(Bits(one, one.Start), Bits(one, changed));
    }

    private static IEnumerable<OptionCase> Cases() =>
    [
        .. LightGbm(), .. FastTree(), .. FastForest(), .. Gam(), .. Lbfgs(), .. Sdca(),
        .. For(new PerceptronOptions { Iterations = 3 }, TaskKind.Binary, options => new PerceptronTrainer(options), (options, _) => PerceptronTrainer.NativeOptions(options),
            ("Iterations", 7, "NumberOfIterations"), ("LearningRate", 0.125, "LearningRate"), ("DecreaseLearningRate", true, "DecreaseLearningRate"), ("L2Regularization", 0.03125, "L2Regularization"), ("CalibrationFolds", 5, null)),
        .. For(new EstimatorOptions(), TaskKind.Binary, options => MlNetTrainers.FromEstimator(Estimators.EstimatorTests.Chain("score"), options), (_, _) => new object(), ("CalibrationFolds", 5, null)),
    ];

    private static IEnumerable<OptionCase> LightGbm()
    {
        LightGbmOptions start = new() { TreeCount = 10, LeafCount = 6, MinimumRowsPerLeaf = 5 };
        Func<LightGbmOptions, Trainer> trainer = options => new LightGbmTrainer(options);
        Func<LightGbmOptions, TrainingInput, object> native = (options, input) => LightGbmNative.BinaryOptions(input, options, options.MinimumRowsPerLeaf ?? 20);
        return
        [
            .. For(start, TaskKind.Binary, trainer, native,
                ("TreeCount", 12, "NumberOfIterations"), ("LeafCount", 4, "NumberOfLeaves"), ("LearningRate", 0.25, "LearningRate"), ("MinimumRowsPerLeaf", 40, "MinimumExampleCountPerLeaf"),
                ("MaximumBinCount", 7, "MaximumBinCountPerFeature"), ("PositiveWeight", 3.5, "WeightOfPositiveExamples"), ("MaximumDepth", 2, "Booster.MaximumTreeDepth"),
                ("L1Regularization", 2.5, "Booster.L1Regularization"), ("L2Regularization", 4.5, "Booster.L2Regularization"), ("MinimumSplitGain", 5.5, "Booster.MinimumSplitGain"),
                ("MinimumChildWeight", 9.5, "Booster.MinimumChildWeight"), ("RowFraction", 0.5, "Booster.SubsampleFraction"), ("FeatureFraction", 0.5, "Booster.FeatureFraction")),
            Case(start, TaskKind.Binary, trainer, "Boosting", LightGbmBoosting.Dart, options => ((LightGbmBinaryTrainer.Options)native(options, Input(TaskKind.Binary))).Booster.GetType(), typeof(DartBooster.Options)),
            Case(start, TaskKind.Multiclass, trainer, "UseSoftmax", false, options => LightGbmNative.MulticlassOptions(Input(TaskKind.Multiclass), options, 20).UseSoftmax),
        ];
    }

    private static IEnumerable<OptionCase> FastTree() => For(new FastTreeOptions { TreeCount = 4, LeafCount = 6, MinimumRowsPerLeaf = 5 }, TaskKind.Binary, options => new FastTreeTrainer(options), (options, input) => FastTreeNative.BinaryOptions(input, options),
        ("TreeCount", 5, "NumberOfTrees"), ("LeafCount", 4, "NumberOfLeaves"), ("LearningRate", 0.125, "LearningRate"), ("MinimumRowsPerLeaf", 60, "MinimumExampleCountPerLeaf"), ("MaximumBinCount", 5, "MaximumBinCountPerFeature"),
        ("RowFraction", 0.5, "BaggingExampleFraction"), ("FeatureFraction", 0.25, "FeatureFraction"), ("DropoutRate", 0.875, "DropoutRate"), ("BalanceClasses", true, "UnbalancedSets"));

    private static IEnumerable<OptionCase> FastForest() => For(new FastForestOptions { TreeCount = 4, LeafCount = 6, MinimumRowsPerLeaf = 5 }, TaskKind.Binary, options => new FastForestTrainer(options), (options, input) => FastForestNative.BinaryOptions(input, options),
        ("TreeCount", 5, "NumberOfTrees"), ("LeafCount", 4, "NumberOfLeaves"), ("MinimumRowsPerLeaf", 60, "MinimumExampleCountPerLeaf"), ("MaximumBinCount", 5, "MaximumBinCountPerFeature"),
        ("RowFraction", 0.5, "BaggingExampleFraction"), ("FeatureFraction", 0.25, "FeatureFraction"), ("FeatureFractionPerSplit", 0.25, "FeatureFractionPerSplit"), ("CalibrationFolds", 5, null));

    private static IEnumerable<OptionCase> Gam() => For(new GamOptions { IterationCount = 50 }, TaskKind.Binary, options => new GamTrainer(options), (options, input) => GamNative.BinaryOptions(input, options),
        ("IterationCount", 60, "NumberOfIterations"), ("LearningRate", 0.125, "LearningRate"), ("MaximumBinCount", 5, "MaximumBinCountPerFeature"), ("MinimumRowsPerLeaf", 60, "MinimumExampleCountPerLeaf"), ("BalanceClasses", true, "UnbalancedSets"));

    private static IEnumerable<OptionCase> Lbfgs() =>
    [
        .. For(new LogisticRegressionOptions { MaximumIterations = 6, L1Regularization = 1 }, TaskKind.Binary, options => new LogisticRegressionTrainer(options), (options, input) => LogisticRegressionTrainer.BinaryOptions(input, options),
            ("L1Regularization", 20.0, "L1Regularization"), ("L2Regularization", 50.0, "L2Regularization"), ("MaximumIterations", 2, "MaximumNumberOfIterations"), ("HistorySize", 1, "HistorySize"), ("Tolerance", 0.5, "OptimizationTolerance")),
        .. For(new PoissonRegressionOptions { MaximumIterations = 30, L2Regularization = 0.01 }, TaskKind.Regression, options => new PoissonRegressionTrainer(options), (options, input) => PoissonRegressionTrainer.NativeOptions(input, options, mean: 1),
            ("L1Regularization", 200.0, "L1Regularization"), ("L2Regularization", 500.0, "L2Regularization"), ("MaximumIterations", 1, "MaximumNumberOfIterations"), ("HistorySize", 1, "HistorySize"), ("Tolerance", 0.5, "OptimizationTolerance")),
    ];

    private static IEnumerable<OptionCase> Sdca()
    {
        // ML.NET's L1 is a multiple of L2, which is a half here.
        LinearRegressionOptions numbers = new() { L2Regularization = 0.5 };
        SdcaLogisticOptions classes = new() { L2Regularization = 0.5 };
        return
        [
            .. For(numbers, TaskKind.Regression, options => new LinearRegressionTrainer(options), (options, input) => LinearRegressionTrainer.NativeOptions(input, options),
                ("L2Regularization", 0.25, "L2Regularization"), ("Tolerance", 0.875, "ConvergenceTolerance"), ("MaximumIterations", 1, "MaximumNumberOfIterations")),
            Case(numbers, TaskKind.Regression, options => new LinearRegressionTrainer(options), "L1Regularization", 0.25, options => LinearRegressionTrainer.NativeOptions(Input(TaskKind.Regression), options).L1Regularization, 0.5),
            .. For(classes, TaskKind.Binary, options => new SdcaLogisticTrainer(options), (options, input) => SdcaLogisticTrainer.BinaryOptions(input, options),
                ("L2Regularization", 0.25, "L2Regularization"), ("Tolerance", 0.875, "ConvergenceTolerance"), ("MaximumIterations", 1, "MaximumNumberOfIterations"), ("PositiveWeight", 3.5, "PositiveInstanceWeight")),
            Case(classes, TaskKind.Binary, options => new SdcaLogisticTrainer(options), "L1Regularization", 0.0625, options => SdcaLogisticTrainer.BinaryOptions(Input(TaskKind.Binary), options).L1Regularization, 0.125),
        ];
    }

    private static IEnumerable<OptionCase> For<T>(T start, TaskKind task, Func<T, Trainer> trainer, Func<T, TrainingInput, object> native, params (string Property, object Value, string? Native)[] options)
        where T : StageOptions =>
        options.Select(one => Case(start, task, trainer, one.Property, one.Value, one.Native is null ? null : changed => Read(native(changed, Input(task)), one.Native)));

    private static OptionCase Case<T>(T start, TaskKind task, Func<T, Trainer> trainer, string property, object value, Func<T, object?>? native, object? expected = null)
        where T : StageOptions =>
        new($"{typeof(T).Name}.{property}", start, task, value, options => trainer((T)options), native is null ? null : options => native((T)options), expected);

    private static TrainingInput Input(TaskKind task) => Conversion.ConversionTests.Input(s_data[task]);

    private static object? Read(object native, string path)
    {
        object? value = native;
        foreach (string part in path.Split('.'))
        {
            MemberInfo member = value!.GetType().GetMember(part)[0];
            value = member is FieldInfo field ? field.GetValue(value) : ((PropertyInfo)member).GetValue(value);
        }

        return value;
    }

    private static object? Plain(object? value) => value is float single ? (double)single : value;

    private static StageOptions With(StageOptions start, string property, object value)
    {
        var copy = (StageOptions)start.GetType().GetMethod("<Clone>$")!.Invoke(start, null)!;
        PropertyInfo own = start.GetType().GetProperty(property)!;
        Assert.NotEqual(value, own.GetValue(start.GetType().GetConstructor([])!.Invoke(null)));
        own.SetValue(copy, value);
        return copy;
    }

    private static long[] Bits(OptionCase one, StageOptions options)
    {
        Predictions said = one.Trainer(options).Fit(s_data[one.Task], new() { Seed = 3 }, Never).Score(s_data[one.Task], Never);
        return Array.ConvertAll((said.Task == TaskKind.Regression ? said.Values : said.Probabilities).ToArray(), BitConverter.DoubleToInt64Bits);
    }

    private sealed record OptionCase(string Name, StageOptions Start, TaskKind Task, object Value, Func<StageOptions, Trainer> Trainer, Func<StageOptions, object?>? Native, object? Expected);
}
