using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Learning.MlNet.Tests.Trainers;

public class LinearTrainerTests
{
    private static readonly CancellationToken Never = TestContext.Current.CancellationToken;

    [Fact]
    public void LinearRegression_FeaturesOfVeryDifferentScale_FindsTheWeights()
    {
        RandomStream random = new(3);
        double[] small = [.. Enumerable.Range(0, 2000).Select(_ => 1e-3 * random.NextGaussian())];
        double[] large = [.. Enumerable.Range(0, 2000).Select(_ => 5e4 + (1e4 * random.NextGaussian()))];
        double[] y = [.. Enumerable.Range(0, 2000).Select(i => 7 + (3000 * small[i]) - (2e-4 * large[i]) + (0.1 * random.NextGaussian()))];
        Dataset data = new Dataset(new NumberColumn("small", small), new NumberColumn("large", large), new NumberColumn("y", y)).WithRole("y", ColumnRole.Label);

        LinearPredictor model = (LinearPredictor)new LinearRegressionTrainer().Fit(data, cancellationToken: Never);

        Assert.Equal(3000, model.Model.Weights[0], 3000 * 0.01);
        Assert.Equal(-2e-4, model.Model.Weights[1], 2e-4 * 0.01);
        Assert.Equal(7, model.Model.Bias[0], 0.2);
    }

    [Fact]
    public void LogisticRegression_AtItsAnswer_TheGradientOfThePenalisedLossIsZero()
    {
        Dataset data = TestData.Make(TaskKind.Binary, 800);
        LinearPredictor model = (LinearPredictor)new LogisticRegressionTrainer(new() { L2Regularization = 2 }).Fit(data, cancellationToken: Never);
        double[] p = model.Score(data, Never).ProbabilitiesOf();
        double[] truth = [.. Enumerable.Range(0, 800).Select(row => data["y"].GetText(row) == "yes" ? 1.0 : 0)];
        Column[] columns = [.. data.Features];
        for (int feature = 0; feature < columns.Length; feature++)
        {
            (double mean, double scale) = Standardizer.MeanAndDeviation(columns[feature].ToNumbers().Span);
            double[] z = [.. columns[feature].ToNumbers().ToArray().Select(value => (value - mean) / scale)];
            double gradient = z.Select((value, row) => value * (p[row] - truth[row])).Sum() + (2 * model.Model.Weights[feature] * scale);
            Assert.Equal(0, gradient, 0.05);
        }
    }

    [Fact]
    public void Score_MissingValue_CountsAsTheMeanOfTheTrainingRows()
    {
        Dataset data = TestData.Make(TaskKind.Regression, 300);
        Predictor model = new LinearRegressionTrainer().Fit(data, cancellationToken: Never);
        double mean = data["x3"].ToNumbers().ToArray().Average();
        Dataset missing = data.Slice(0, 1).With(new NumberColumn("x3", new[] { double.NaN }));
        Dataset filled = data.Slice(0, 1).With(new NumberColumn("x3", new[] { mean }));
        Assert.Equal(model.Score(filled, Never).Values[0], model.Score(missing, Never).Values[0], 1e-9);
    }

    [Fact]
    public void Fit_LabelOfTheOtherKind_IsRefusedWithTheRemedy()
    {
        Assert.Contains("LinearRegressionTrainer", Assert.Throws<MlopsException>(() => new LogisticRegressionTrainer().Fit(TestData.Make(TaskKind.Regression, 50), cancellationToken: Never)).Message, StringComparison.Ordinal);
        Assert.Contains("LogisticRegressionTrainer", Assert.Throws<MlopsException>(() => new LinearRegressionTrainer().Fit(TestData.Make(TaskKind.Binary, 50), cancellationToken: Never)).Message, StringComparison.Ordinal);
    }

    public static TheoryData<string, TaskKind> Natives { get; } =
    [
        new("logistic_regression", TaskKind.Binary), new("logistic_regression", TaskKind.Multiclass), new("sdca_logistic", TaskKind.Binary), new("sdca_logistic", TaskKind.Multiclass),
        new("averaged_perceptron", TaskKind.Binary), new("linear_regression", TaskKind.Regression), new("poisson_regression", TaskKind.Regression),
    ];

    [Theory]
    [MemberData(nameof(Natives))]
    public void Convert_RowsSeenAndUnseen_ScoresAsMlNetToSinglePrecision(string kind, TaskKind task)
    {
        TrainingInput input = Conversion.ConversionTests.Input(TestData.Make(task, 600));
        Standardizer standard = Standardizer.Of(input.Columns);
        NativeLinearFit fit = kind switch
        {
            "logistic_regression" => LogisticRegressionTrainer.FitNative(input, standard, new()),
            "sdca_logistic" => SdcaLogisticTrainer.FitNative(input, standard, new()),
            "averaged_perceptron" => PerceptronTrainer.FitNative(input, standard, new()),
            "poisson_regression" => PoissonRegressionTrainer.FitNative(input, standard, new(), mean: 1),
            _ => LinearRegressionTrainer.FitNative(input, standard, new()),
        };
        LinkFunction link = kind == "poisson_regression" ? LinkFunction.Exponential : task == TaskKind.Multiclass ? LinkFunction.Softmax() : LinkFunction.Identity;
        foreach (Column[] columns in new[] { input.Columns, [.. TestData.Make(task, 600, seed: 2).Features] })
        {
            Dataset native = Dataset.FromDataView(fit.Transformer.Transform(new TrainingView(new FeatureMatrix(columns, null, standard), TrainingTarget.None)), Never);
            double[] scores = new double[fit.Model.OutputCount];
            for (int row = 0; row < 600; row++)
            {
                fit.Model.Score([.. columns.Select(column => column.ToNumbers().Span[row])], scores);
                link.Apply(scores);
                for (int output = 0; output < scores.Length; output++)
                {
                    double expected = native[scores.Length == 1 ? "Score" : $"Score.{output}"].ToNumbers().Span[row];
                    Assert.Equal(expected, scores[output], 2e-5 * (1 + Math.Abs(expected)));
                }
            }
        }
    }

    [Fact]
    public void SdcaLogistic_AtItsAnswer_TheGradientIsThePenaltyAsDocumented()
    {
        const double L1 = 0.02, L2 = 0.05;
        Dataset data = TestData.Make(TaskKind.Binary, 800);
        LinearPredictor model = (LinearPredictor)new SdcaLogisticTrainer(new() { L1Regularization = L1, L2Regularization = L2, Tolerance = 1e-7, MaximumIterations = 2000 }).Fit(data, cancellationToken: Never);
        double[] errors = [.. model.Score(data, Never).ProbabilitiesOf().Select((p, row) => p - (data["y"].GetText(row) == "yes" ? 1 : 0))];
        AssertOptimal(data, model.Model, errors, L1, L2);
        Assert.Contains(0.0, model.Model.Weights);
    }

    [Fact]
    public void LinearRegression_AtItsAnswer_TheGradientIsThePenaltyAsDocumented()
    {
        const double L1 = 0.05, L2 = 0.02;
        Dataset data = TestData.Make(TaskKind.Regression, 800);
        (double _, double deviation) = Standardizer.MeanAndDeviation(data["y"].ToNumbers().Span);
        LinearPredictor model = (LinearPredictor)new LinearRegressionTrainer(new() { L1Regularization = L1, L2Regularization = L2, Tolerance = 1e-7, MaximumIterations = 2000 }).Fit(data, cancellationToken: Never);
        double[] errors = [.. model.Score(data, Never).Values.ToArray().Select((said, row) => (said - data["y"].ToNumbers().Span[row]) / deviation)];
        // ML.NET's squared loss has no half: its gradient is twice the error.
        AssertOptimal(data, new LinearModel([.. model.Model.Weights.Select(weight => weight / deviation)], [0]), [.. errors.Select(error => 2 * error)], L1, L2);
        Assert.Contains(0.0, model.Model.Weights);
    }

    [Fact]
    public void PoissonRegression_AtItsAnswer_TheGradientIsThePenalty_AndLargeCountsAreNoTrouble()
    {
        RandomStream random = new(5);
        double[] x = [.. Enumerable.Range(0, 1000).Select(_ => 3 + (2 * random.NextGaussian()))];
        long[] counts = [.. x.Select(value => (long)Math.Round(Math.Exp(7 + (0.2 * value) + (0.1 * random.NextGaussian()))))];
        Dataset data = new Dataset(new NumberColumn("x", x), new IntegerColumn("n", counts)).WithRole("n", ColumnRole.Label);
        LinearPredictor model = (LinearPredictor)new PoissonRegressionTrainer(new() { L2Regularization = 100 }).Fit(data, cancellationToken: Never);
        double[] said = model.Score(data, Never).Values.ToArray();
        (double mean, double scale) = Standardizer.MeanAndDeviation(x);
        double gradient = Enumerable.Range(0, 1000).Sum(row => (said[row] - counts[row]) * (x[row] - mean) / scale) + (100 * model.Model.Weights[0] * scale);
        Assert.Equal(0.2, model.Model.Weights[0], 0.01);
        Assert.Equal(0, gradient / counts.Sum(), 1e-4);
        Assert.Equal(1, said.Sum() / counts.Sum(), 1e-4);
    }

    [Theory]
    [InlineData(-1, "-1 in row 2")]
    [InlineData(0, "0 in all 5 rows")]
    public void PoissonRegression_LabelsBelowZeroOrAllZero_AreRefused(double value, string said)
    {
        Dataset data = new Dataset(new NumberColumn("x", new double[] { 1, 2, 3, 4, 5 }), new NumberColumn("y", value == 0 ? new double[5] : [1, 0, value, 2, 3])).WithRole("y", ColumnRole.Label);
        MlopsException error = Assert.Throws<MlopsException>(() => new PoissonRegressionTrainer().Fit(data, cancellationToken: Never));
        Assert.Contains(said, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Perceptron_Probabilities_ComeTrueAsOftenAsTheySay_AndWeightsAreToldOf()
    {
        Dataset train = TestData.Make(TaskKind.Binary, 3000), test = TestData.Make(TaskKind.Binary, 3000, seed: 2);
        Predictor model = new PerceptronTrainer().Fit(train, cancellationToken: Never);
        Assert.InRange(Metric.Ece.Compute(model.Score(test, Never), test).Value!.Value, 0, 0.06);
        Dataset weighted = train.With(new NumberColumn("w", Enumerable.Repeat(2.0, 3000).ToArray()), ColumnRole.Weight);
        Assert.Contains(new PerceptronTrainer().Fit(weighted, cancellationToken: Never).Report.Findings, finding => finding.Code == "PERC001" && finding.Column == "w");
    }

    // The gradient of the mean loss is -l1 * sign - l2 * weight where a weight is not 0, and at most l1 where it is.
    private static void AssertOptimal(Dataset data, LinearModel model, double[] errors, double l1, double l2)
    {
        Column[] columns = [.. data.Features];
        for (int feature = 0; feature < columns.Length; feature++)
        {
            double[] values = columns[feature].ToNumbers().ToArray();
            (double mean, double scale) = Standardizer.MeanAndDeviation(values);
            double weight = model.Weights[feature] * scale, gradient = values.Select((value, row) => errors[row] * (value - mean) / scale).Average();
            if (weight == 0) Assert.InRange(Math.Abs(gradient), 0, l1 * 1.02);
            else Assert.Equal(-(l1 * Math.Sign(weight)) - (l2 * weight), gradient, 2e-3);
        }
    }
}
