using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Learning.Tests;

public sealed class EbmTrainerTests
{
    private const int Rows = 1200;

    private static readonly EbmOptions s_quick = new() { BagCount = 3, LearningRate = 0.1, MaximumRounds = 300, EarlyStoppingRounds = 20, InteractionCount = 3 };

    [Fact]
    public void Fit_AnyNumberOfThreads_GivesTheSameBytes()
    {
        Dataset data = Make(TaskKind.Binary);
        byte[][] models = [.. ((int[])[1, 2, 7]).Select(threads => ((AdditivePredictor)new EbmTrainer(s_quick).Fit(data, new() { MaxThreads = threads })).Model.ToBytes())];
        Assert.Equal(models[0], models[1]);
        Assert.Equal(models[0], models[2]);
    }

    [Theory]
    [InlineData(TaskKind.Binary, 0.85)]
    [InlineData(TaskKind.Multiclass, 0.75)]
    [InlineData(TaskKind.Regression, 0.9)]
    public void Fit_NumbersCategoriesAndMissing_Learns(TaskKind task, double least)
    {
        (Dataset train, Dataset test) = Make(task).Split(0.3, seed: 1);
        double reached = Fit(train, s_quick).Score(test).Evaluate(test)[task == TaskKind.Regression ? Metric.R2 : Metric.Accuracy].Value!.Value;
        Assert.True(reached > least, $"reached {reached}");
    }

    [Fact]
    public void Score_OfARow_IsTheBiasAndItsTerms()
    {
        AdditiveModel model = Fit(Make(TaskKind.Regression), s_quick).Model;
        double[] row = [0.3, double.NaN, 0.9, 2], parts = new double[model.Terms.Length];
        double score = 0;
        model.Score(row, System.Runtime.InteropServices.MemoryMarshal.CreateSpan(ref score, 1));
        model.Contributions(row, parts);
        Assert.Equal(score, model.Bias[0] + parts.Sum(), 1e-12);
    }

    [Fact]
    public void Fit_EveryTerm_HasMeanZeroAndPairsHaveNoneOfTheirColumns()
    {
        AdditiveModel model = Fit(Make(TaskKind.Regression), s_quick).Model;
        foreach (TableTerm term in model.Terms.Cast<TableTerm>())
        {
            Assert.Equal(0, term.Values.Zip(term.RowWeights, (value, weight) => value * weight).Sum() / Rows, 1e-9);
            if (term.Axes.Length == 1) continue;
            int columns = term.Axes[1].CellCount;
            for (int line = 0; line < term.Axes[0].CellCount; line++)
                Assert.Equal(0, Enumerable.Range(line * columns, columns).Sum(cell => term.Values[cell] * term.RowWeights[cell]) / Rows, 1e-6);
        }
    }

    [Fact]
    public void Fit_AdditiveTruth_FindsItsShapesAndAnExclusiveOrIsThePairFoundFirst()
    {
        var random = new RandomStream(8);
        double[][] x = [.. Enumerable.Range(0, 4).Select(_ => Enumerable.Range(0, 3000).Select(_ => (2 * random.NextDouble()) - 1).ToArray())];
        double[] y = [.. Enumerable.Range(0, 3000).Select(row => Math.Sin(3 * x[0][row]) + (x[1][row] * x[1][row]) + (x[2][row] * x[3][row] > 0 ? 0.5 : -0.5) + (0.1 * random.NextGaussian()))];
        Dataset data = new Dataset([.. x.Select((values, i) => new NumberColumn($"x{i}", values)), new NumberColumn("y", y)]).WithRole("y", ColumnRole.Label);
        AdditiveModel model = Fit(data, s_quick with { InteractionCount = 1 }).Model;
        Assert.InRange(Correlation(model, 0, value => Math.Sin(3 * value)), 0.98, 1);
        Assert.InRange(Correlation(model, 1, value => value * value), 0.96, 1);
        Assert.Equal([2, 3], model.Terms.Single(term => term.Features.Length == 2).Features);
    }

    [Fact]
    public void Fit_MonotoneShapes_AreKept()
    {
        AdditiveModel model = Fit(Make(TaskKind.Regression), s_quick with { Increasing = ["x1"], Decreasing = ["x2"] }).Model;
        foreach ((int feature, int sign) in (ReadOnlySpan<(int, int)>)[(1, 1), (2, -1)])
        {
            var term = (TableTerm)model.Terms.Single(term => term.Features.SequenceEqual([feature]));
            double[] shape = [.. term.Values.Take(term.CellCount - 1).Select(value => sign * value)];
            Assert.All(shape.Zip(shape.Skip(1)), pair => Assert.True(pair.First <= pair.Second + 1e-12));
            Assert.DoesNotContain(model.Terms, one => one.Features.Length == 2 && one.Features.Contains(feature));
        }
    }

    [Fact]
    public void Fit_InteractionGroups_PairsAreKeptToThem()
    {
        Dataset data = Make(TaskKind.Regression);
        int[][] free = PairsOf(s_quick), held = PairsOf(s_quick with { InteractionGroups = ["x0, x1", "x2"] });
        Assert.Contains(free, pair => !pair.SequenceEqual([0, 1]));
        Assert.Equal([0, 1], Assert.Single(held));
        Assert.Contains("'x9'", Assert.Throws<SchemaMismatchException>(() => PairsOf(s_quick with { InteractionGroups = ["x0, x9"] })).Message, StringComparison.Ordinal);

        int[][] PairsOf(EbmOptions options) => [.. Fit(data, options).Model.Terms.Where(term => term.Features.Length == 2).Select(term => term.Features.ToArray())];
    }

    [Fact]
    public void Fit_Weights_PullToTheHeavierOfTwoLabels()
    {
        Dataset data = Make(TaskKind.Regression);
        double[] labels = data["y"].ToNumbers().ToArray();
        Dataset twice = data.Append(data).With(new NumberColumn("y", (double[])[.. labels, .. labels.Select(value => value + 1)]), ColumnRole.Label);
        Dataset weighted = twice.With(new NumberColumn("w", (double[])[.. Enumerable.Repeat(1.0, Rows), .. Enumerable.Repeat(3.0, Rows)]), ColumnRole.Weight);
        Assert.Equal(labels.Average() + 0.75, Fit(weighted, s_quick).Score(data).Values.ToArray().Average(), 0.05);
    }

    [Fact]
    public void Fit_PoissonLoss_FindsTheLogarithmOfTheMeanAndKeepsTheTotal()
    {
        Dataset data = Make(TaskKind.Regression);
        double[] counts = [.. data["y"].ToNumbers().ToArray().Select(value => Math.Round(Math.Exp(value / 3)))];
        Dataset labelled = data.With(new NumberColumn("y", counts), ColumnRole.Label);
        AdditivePredictor model = Fit(labelled, s_quick with { Loss = BoostingLoss.Poisson });
        double[] predicted = model.Score(labelled).Values.ToArray();
        Assert.All(predicted, value => Assert.True(value > 0));
        Assert.Equal(counts.Average(), predicted.Average(), 0.02 * counts.Average());
        double[] logarithms = [.. data["y"].ToNumbers().ToArray().Select(value => value / 3)];
        Assert.InRange(Numerics.Correlation.Pearson(Array.ConvertAll(predicted, value => Math.Log(value)), logarithms), 0.9, 1);
    }

    [Fact]
    public void Fit_ConstantColumn_HasNoTerm()
    {
        Dataset data = Make(TaskKind.Binary);
        AdditiveModel model = Fit(data.With(new NumberColumn("constant", new double[Rows])), s_quick).Model;
        Assert.DoesNotContain(model.Terms, term => term.Features.Contains(4));
    }

    private static double Correlation(AdditiveModel model, int feature, Func<double, double> truth)
    {
        var term = (TableTerm)model.Terms.Single(term => term.Features.SequenceEqual([feature]));
        double[] at = [.. Enumerable.Range(0, 100).Select(i => -0.99 + (0.02 * i))];
        double[] found = [.. at.Select(value => term.Values[term.Axes[0].CellOf(value)])], wanted = [.. at.Select(truth)];
        return Numerics.Correlation.Pearson(found, wanted);
    }

    private static AdditivePredictor Fit(Dataset data, EbmOptions options) => (AdditivePredictor)new EbmTrainer(options).Fit(data);

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
