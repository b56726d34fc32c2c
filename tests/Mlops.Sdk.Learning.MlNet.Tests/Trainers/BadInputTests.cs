using Microsoft.ML;
using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Numerics;
using Mlops.Sdk.Testing;

namespace Mlops.Sdk.Learning.MlNet.Tests.Trainers;

/// <summary>Every trainer of the package on data that is bad in every way: a defined answer, or an error that tells what to do.</summary>
public class BadInputTests
{
    private static readonly CancellationToken Never = TestContext.Current.CancellationToken;

    private static readonly Dictionary<string, (Trainer Trainer, TaskKind[] Tasks)> s_trainers = new(StringComparer.Ordinal)
    {
        ["light_gbm"] = (new LightGbmTrainer(new() { TreeCount = 10 }), [TaskKind.Binary, TaskKind.Multiclass, TaskKind.Regression]),
        ["fast_tree"] = (new FastTreeTrainer(new() { TreeCount = 40 }), [TaskKind.Binary, TaskKind.Multiclass, TaskKind.Regression]),
        ["fast_forest"] = (new FastForestTrainer(new() { TreeCount = 10 }), [TaskKind.Binary, TaskKind.Multiclass, TaskKind.Regression]),
        ["gam"] = (new GamTrainer(new() { IterationCount = 20 }), [TaskKind.Binary, TaskKind.Regression]),
        ["logistic_regression"] = (new LogisticRegressionTrainer(), [TaskKind.Binary, TaskKind.Multiclass]),
        ["sdca_logistic"] = (new SdcaLogisticTrainer(), [TaskKind.Binary, TaskKind.Multiclass]),
        ["averaged_perceptron"] = (new PerceptronTrainer(), [TaskKind.Binary, TaskKind.Multiclass]),
        ["linear_regression"] = (new LinearRegressionTrainer(), [TaskKind.Regression]),
        ["poisson_regression"] = (new PoissonRegressionTrainer(), [TaskKind.Regression]),
        ["mlnet_estimator"] = (MlNetTrainers.FromEstimator(ml => ml.Transforms.ReplaceMissingValues("Features").Append(ml.BinaryClassification.Trainers.FastTree(numberOfTrees: 10, minimumExampleCountPerLeaf: 2))), [TaskKind.Binary]),
    };

    private static readonly Dictionary<string, Func<Trainer, TaskKind, string?>> s_cases = new(StringComparer.Ordinal)
    {
        ["one class"] = (trainer, task) => task == TaskKind.Regression ? null : Refused(trainer, Data(task).With(CategoryColumn.FromValues("y", Enumerable.Repeat("a", 90)), ColumnRole.Label), "one class only"),
        ["a class of one row"] = (trainer, task) => task == TaskKind.Regression ? null : Answers(trainer, Data(task).With(CategoryColumn.FromValues("y", Enumerable.Range(0, 90).Select(row => row == 44 ? "rare" : task == TaskKind.Binary || row % 2 == 0 ? "a" : "b")), ColumnRole.Label)),
        ["constant label"] = (trainer, task) => task != TaskKind.Regression ? null : Answers(trainer, Data(task).With(new NumberColumn("y", Enumerable.Repeat(7.0, 90).ToArray()), ColumnRole.Label), said => said.Values.ToArray().All(value => Math.Abs(value - 7) < 0.1)),
        ["missing labels"] = (trainer, task) => Refused(trainer, Data(task).With(task == TaskKind.Regression
            ? new NumberColumn("y", Enumerable.Range(0, 90).Select(row => row == 5 ? double.NaN : row).ToArray())
            : CategoryColumn.FromValues("y", Enumerable.Range(0, 90).Select(row => row == 5 ? null : $"c{row % 3}")), ColumnRole.Label), "row 5"),
        ["infinite labels"] = (trainer, task) => task != TaskKind.Regression ? null : Refused(trainer, Data(task).With(new NumberColumn("y", Enumerable.Range(0, 90).Select(row => row == 5 ? double.PositiveInfinity : row).ToArray()), ColumnRole.Label), "row 5"),
        ["labels beyond single precision"] = (trainer, task) => task != TaskKind.Regression ? null : Refused(trainer, Data(task).With(new NumberColumn("y", Enumerable.Range(0, 90).Select(row => row == 5 ? 1e200 : row).ToArray()), ColumnRole.Label), "row 5"),
        ["fifteen rows"] = (trainer, task) => Answers(trainer, Data(task).Slice(0, 15)),
        ["five thousand columns"] = (trainer, task) => Answers(Short(trainer), Wide(Data(task, 40), 5_000)),
        ["numbers that are ids"] = (trainer, task) => Answers(trainer, Data(task).With(new IntegerColumn("id", Enumerable.Range(0, 90).Select(row => 10_000_000_000 + row).ToArray()))),
        ["texts that are ids"] = (trainer, task) => trainer.Kind == "mlnet_estimator" ? Answers(trainer, WithIds(Data(task))) : Refused(trainer, WithIds(Data(task)), "'id'"),
        ["constant columns"] = (trainer, task) => Answers(trainer, Data(task).With(new NumberColumn("x0", new double[90])).With(new NumberColumn("x1", Enumerable.Repeat(1e30, 90).ToArray()))),
        ["only constant columns"] = (trainer, task) => Answers(trainer, new Dataset(new NumberColumn("x0", Enumerable.Repeat(3.0, 90).ToArray()), Data(task)["y"]).WithRole("y", ColumnRole.Label), trainer.Kind == "mlnet_estimator" ? null : said => IsPrior(said, Data(task))),
        ["no columns"] = (trainer, task) => Refused(trainer, Data(task).Select("y"), "Feature"),
        ["no rows"] = (trainer, task) => Refused(trainer, Data(task).Slice(0, 0), "no rows"),
        ["weights of 0"] = (trainer, task) => Defined(trainer, Data(task).With(new NumberColumn("w", new double[90]), ColumnRole.Weight)),
        ["weights below 0"] = (trainer, task) => Refused(trainer, Data(task).With(new NumberColumn("w", Enumerable.Repeat(-1.0, 90).ToArray()), ColumnRole.Weight), "'w'"),
    };

    public static TheoryData<string, string> Cases => [.. from trainer in s_trainers.Keys from bad in s_cases.Keys select (trainer, bad)];

    [Fact]
    public void Trainers_Every_IsInTheTable() => Assert.Equal(
        StepContract.FindStages(typeof(LightGbmTrainer).Assembly).Select(stage => StepContract.Create(stage).Kind).Append("mlnet_estimator").Order(StringComparer.Ordinal), s_trainers.Keys.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Cases))]
    public void Fit_BadData_IsDefinedOrRefusedWithTheRemedy(string trainer, string bad) =>
        Assert.All(s_trainers[trainer].Tasks, task => Assert.Null(s_cases[bad](s_trainers[trainer].Trainer, task)));

    [Theory]
    [InlineData("light_gbm")]
    [InlineData("fast_tree")]
    [InlineData("fast_forest")]
    [InlineData("gam")]
    [InlineData("logistic_regression")]
    [InlineData("sdca_logistic")]
    [InlineData("averaged_perceptron")]
    [InlineData("linear_regression")]
    [InlineData("poisson_regression")]
    [InlineData("mlnet_estimator")]
    public void Fit_CancelledAtAnyMoment_StopsOrAnswers_AndTheNextFitIsAsIfNothingHadBeen(string name)
    {
        (Trainer trainer, TaskKind[] tasks) = s_trainers[name];
        Dataset data = Data(tasks[0], 400);
        Predictions before = trainer.Fit(data, new() { Seed = 4 }, Never).Score(data, Never);
        foreach (int milliseconds in new[] { 0, 1, 2, 5, 10 })
        {
            using CancellationTokenSource source = CancellationTokenSource.CreateLinkedTokenSource(Never);
            source.CancelAfter(milliseconds);
            try
            {
                Assert.NotNull(trainer.Fit(data, new() { Seed = 4 }, source.Token));
            }
            catch (OperationCanceledException)
            {
            }
        }

        Assert.Equal(Bits(before), Bits(trainer.Fit(data, new() { Seed = 4 }, Never).Score(data, Never)));
    }

    [Theory]
    [InlineData(TaskKind.Binary)]
    [InlineData(TaskKind.Multiclass)]
    [InlineData(TaskKind.Regression)]
    public void Fit_WeightsAndNothingToSplit_AnswersTheMeanOrTheSharesByWeight(TaskKind task)
    {
        Column label = Data(task)["y"];
        double[] weights = [.. Enumerable.Range(0, 90).Select(row => row % 3 == 0 ? 5.0 : 1)];
        Dataset data = new Dataset(new NumberColumn("x0", Enumerable.Repeat(3.0, 90).ToArray()), label, new NumberColumn("w", weights)).WithRole("y", ColumnRole.Label).WithRole("w", ColumnRole.Weight);
        Predictions said = new FastTreeTrainer().Fit(data, cancellationToken: Never).Score(data, Never);
        if (task == TaskKind.Regression)
            Assert.Equal(label.ToNumbers().ToArray().Zip(weights, (value, weight) => value * weight).Sum() / weights.Sum(), said.Values[0], 1e-9);
        for (int code = 0; code < said.Classes.Length; code++)
            Assert.Equal(weights.Where((_, row) => label.GetText(row) == said.Classes[code]).Sum() / weights.Sum(), said.ProbabilitiesOf(code)[0], 1e-9);
    }

    private static Dataset Data(TaskKind task, int rows = 90)
    {
        Dataset data = TestData.Make(task, rows);
        return task == TaskKind.Regression ? data.With(new NumberColumn("y", Array.ConvertAll(data["y"].ToNumbers().ToArray(), Math.Abs)), ColumnRole.Label) : data;
    }

    private static Dataset WithIds(Dataset data) => data.With(TextColumn.FromValues("id", Enumerable.Range(0, data.RowCount).Select(row => $"id-{row}")));

    // As many columns cost as many tasks a tree, and as much a pass.
    private static Trainer Short(Trainer trainer) => trainer.Kind switch
    {
        "light_gbm" => new LightGbmTrainer(new() { TreeCount = 3 }),
        "gam" => new GamTrainer(new() { IterationCount = 5 }),
        "linear_regression" => new LinearRegressionTrainer(new() { MaximumIterations = 3 }),
        "fast_tree" => new FastTreeTrainer(new() { TreeCount = 2, LeafCount = 3 }),
        "fast_forest" => new FastForestTrainer(new() { TreeCount = 2, LeafCount = 3, CalibrationFolds = 0 }),
        "sdca_logistic" => new SdcaLogisticTrainer(new() { MaximumIterations = 3 }),
        "mlnet_estimator" => MlNetTrainers.FromEstimator(ml => ml.BinaryClassification.Trainers.FastTree(numberOfTrees: 2, numberOfLeaves: 3)),
        _ => trainer,
    };

    private static Dataset Wide(Dataset data, int columns)
    {
        RandomStream random = new(8);
        return new Dataset([.. Enumerable.Range(0, columns).Select(i => (Column)new NumberColumn($"n{i}", Enumerable.Range(0, data.RowCount).Select(_ => random.NextGaussian()).ToArray())), data["y"]]).WithRole("y", ColumnRole.Label);
    }

    // Nothing tells the rows apart: the mean of the numbers, or about the share of each class.
    private static bool IsPrior(Predictions said, Dataset data)
    {
        if (said.Task == TaskKind.Regression)
        {
            double mean = data["y"].ToNumbers().ToArray().Average();
            return said.Values.ToArray().All(value => Math.Abs(value - mean) < 0.05 * Math.Abs(mean));
        }

        return said.Classes.Select((name, index) => Math.Abs(said.ProbabilitiesOf(index)[0] - (Enumerable.Range(0, data.RowCount).Count(row => data["y"].GetText(row) == name) / (double)data.RowCount))).All(off => off < 0.05);
    }

    private static string? Refused(Trainer trainer, Dataset data, string said)
    {
        try
        {
            trainer.Fit(data, cancellationToken: Never);
            return "it was learnt from";
        }
        catch (MlopsException error)
        {
            return error.Message.Contains(said, StringComparison.OrdinalIgnoreCase) ? null : $"the message says nothing of '{said}': {error.Message}";
        }
    }

    private static string? Defined(Trainer trainer, Dataset data)
    {
        try
        {
            return Answers(trainer, data);
        }
        catch (MlopsException error)
        {
            return error.Message.Length > 40 ? null : error.Message;
        }
    }

    private static string? Answers(Trainer trainer, Dataset data, Func<Predictions, bool>? holds = null)
    {
        Predictions said = trainer.Fit(data, cancellationToken: Never).Score(data, Never);
        double[] all = (said.Task == TaskKind.Regression ? said.Values : said.Probabilities).ToArray();
        if (!all.All(double.IsFinite)) return "an answer is not finite";
        if (said.Task != TaskKind.Regression && !all.All(p => p is >= 0 and <= 1)) return "a probability is none";
        return holds is null || holds(said) ? null : $"the answers are not what they must be: {all[0]}";
    }

    private static long[] Bits(Predictions predictions) =>
        Array.ConvertAll((predictions.Task == TaskKind.Regression ? predictions.Values : predictions.Probabilities).ToArray(), BitConverter.DoubleToInt64Bits);
}
