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
    public void LogisticRegression_EveryOption_ChangesTheModel()
    {
        Dataset data = TestData.Make(TaskKind.Binary, 300);
        LogisticRegressionOptions start = new() { MaximumIterations = 6, L1Regularization = 1 };
        LinearModel plain = Fit(start);
        Assert.Equal(plain, Fit(start));
        foreach (LogisticRegressionOptions variant in new[] { start with { L1Regularization = 20 }, start with { L2Regularization = 50 }, start with { MaximumIterations = 2 }, start with { HistorySize = 1 }, start with { Tolerance = 0.5 } })
            Assert.False(plain.Equals(Fit(variant)), $"No effect: {variant}");

        LinearModel Fit(LogisticRegressionOptions options) => ((LinearPredictor)new LogisticRegressionTrainer(options).Fit(data, cancellationToken: Never)).Model;
    }

    [Fact]
    public void LinearRegression_EveryOption_ChangesTheModel()
    {
        Dataset data = TestData.Make(TaskKind.Regression, 300);
        LinearRegressionOptions start = new();
        LinearModel plain = Fit(start);
        Assert.Equal(plain, Fit(start));
        foreach (LinearRegressionOptions variant in new[] { start with { L1Regularization = 0.3 }, start with { L2Regularization = 0.3 }, start with { MaximumIterations = 1 }, start with { Tolerance = 0.9 } })
            Assert.False(plain.Equals(Fit(variant)), $"No effect: {variant}");

        LinearModel Fit(LinearRegressionOptions options) => ((LinearPredictor)new LinearRegressionTrainer(options).Fit(data, cancellationToken: Never)).Model;
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

    [Fact]
    public void Sigmoid_OnScoresWithAKnownOne_FindsIt()
    {
        RandomStream random = new(9);
        double[] scores = [.. Enumerable.Range(0, 20_000).Select(_ => random.NextGaussian())];
        float[] labels = [.. scores.Select(score => random.NextDouble() < 1 / (1 + Math.Exp(-((2 * score) - 1))) ? 1f : 0f)];
        PlattSigmoid found = PlattSigmoid.Fit(scores, labels, []);
        Assert.Equal(2, found.Slope, 0.1);
        Assert.Equal(-1, found.Offset, 0.1);
    }
}
