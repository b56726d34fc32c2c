using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Learning.Tests;

public sealed class BadTrainingDataTests
{
    private static readonly SortedDictionary<string, Trainer> s_trainers = new(StringComparer.Ordinal)
    {
        ["boosting"] = new BoostingTrainer(new() { TreeCount = 10 }),
        ["decision tree"] = new DecisionTreeTrainer(),
        ["ebm"] = new EbmTrainer(new() { BagCount = 2, MaximumRounds = 20, InteractionCount = 1 }),
        ["extra trees"] = new ForestTrainer(new() { TreeCount = 6, RandomCuts = true }),
        ["forest"] = new ForestTrainer(new() { TreeCount = 6 }),
        ["linear"] = new LinearModelTrainer(),
        ["prior"] = new PriorTrainer(),
    };

    public static TheoryData<string> Trainers => [.. s_trainers.Keys];

    [Fact]
    public void Trainers_OfThisPackage_AreAllHere() =>
        Assert.Equal(
            typeof(BoostingTrainer).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Trainer)) && !type.IsAbstract && type.IsPublic).OrderBy(type => type.Name),
            s_trainers.Values.Select(trainer => trainer.GetType()).Distinct().OrderBy(type => type.Name));

    [Theory]
    [MemberData(nameof(Trainers))]
    public void Fit_LabelThatCannotBeLearnt_IsAnErrorWithTheRemedy(string trainer)
    {
        Dataset data = Make(40);
        double[] numbers = [.. Enumerable.Range(0, 40).Select(row => (double)row)];
        (Column Label, string Remedy)[] cases =
        [
            (CategoryColumn.FromValues("y", Enumerable.Repeat("p", 40)), "Check the filter or the split"),
            (CategoryColumn.FromValues("y", Enumerable.Range(0, 40).Select(row => row == 7 ? null : row % 2 == 0 ? "p" : "q")), "Leave those rows out"),
            (new NumberColumn("y", (double[])[.. numbers[..39], double.NaN]), "Leave those rows out"),
            (new NumberColumn("y", (double[])[double.PositiveInfinity, .. numbers[1..]]), "Leave such rows out"),
        ];
        foreach ((Column label, string remedy) in cases)
        {
            var error = Assert.Throws<MlopsException>(() => s_trainers[trainer].Fit(data.With(label, ColumnRole.Label)));
            Assert.Equal("MLO1201", error.Code);
            Assert.Contains("'y'", error.Message, StringComparison.Ordinal);
            Assert.Contains(remedy, error.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Trainers))]
    public void Fit_ClassWithOneRow_PredictsProbabilities(string trainer)
    {
        foreach (int classes in (int[])[2, 4])
        {
            Dataset data = Make(60).With(CategoryColumn.FromValues("y", Enumerable.Range(0, 60).Select(row => row == 31 ? "rare" : $"c{row % (classes - 1)}")), ColumnRole.Label);
            Predictions said = s_trainers[trainer].Fit(data).Score(data);
            Assert.Equal(classes, said.Classes.Length);
            double[] p = said.Probabilities.ToArray();
            Assert.All(p.Chunk(classes), row => Assert.Equal(1, row.Sum(), 1e-6));
            Assert.All(p, one => Assert.InRange(one, 0, 1));
        }
    }

    [Theory]
    [MemberData(nameof(Trainers))]
    public void Fit_ConstantNumbers_PredictsThatNumber(string trainer)
    {
        Dataset data = Make(50).With(new NumberColumn("y", Enumerable.Repeat(1234.5, 50).ToArray()), ColumnRole.Label);
        Assert.All(s_trainers[trainer].Fit(data).Score(data).Values.ToArray(), value => Assert.Equal(1234.5, value, 1e-6));
    }

    [Theory]
    [MemberData(nameof(Trainers))]
    public void Fit_FewRows_IsFiniteForRowsOfAnyKind(string trainer)
    {
        foreach (int rows in (int[])[2, 3, 15])
        {
            foreach (Column label in (Column[])[new NumberColumn("y", Enumerable.Range(0, rows).Select(row => (double)(row * row)).ToArray()), new FlagColumn("y", Enumerable.Range(0, rows).Select(row => row % 2 == 0).ToArray())])
            {
                Dataset data = Make(rows).With(label, ColumnRole.Label);
                Predictor model = s_trainers[trainer].Fit(data);
                AssertFinite(model.Score(data));
                AssertFinite(model.Score(Strange()));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Trainers))]
    public void Fit_ColumnsWithNothingToLearn_AreHarmless(string trainer)
    {
        const int rows = 80;
        Dataset data = Make(rows)
            .With(new NumberColumn("id", Enumerable.Range(0, rows).Select(row => 1e9 + row).ToArray()))
            .With(CategoryColumn.FromValues("name", Enumerable.Range(0, rows).Select(row => $"n{row}")))
            .With(new NumberColumn("constant", Enumerable.Repeat(3.0, rows).ToArray()))
            .With(new NumberColumn("missing", Enumerable.Repeat(double.NaN, rows).ToArray()))
            .With(CategoryColumn.FromValues("level", Enumerable.Repeat<string?>("only", rows)))
            .With(CategoryColumn.FromValues("nothing", Enumerable.Repeat<string?>(null, rows)));
        Predictor model = s_trainers[trainer].Fit(data);
        AssertFinite(model.Score(data));
        Dataset unseen = data.With(CategoryColumn.FromValues("name", Enumerable.Range(0, rows).Select(row => $"other{row}"))).With(new NumberColumn("missing", Enumerable.Repeat(5.0, rows).ToArray()));
        AssertFinite(model.Score(unseen));
    }

    [Theory]
    [MemberData(nameof(Trainers))]
    public void Fit_NumbersBeyondSinglePrecision_AreLearntFromOrRefusedByName(string trainer)
    {
        double[] wide = [.. Enumerable.Range(0, 80).Select(row => (row % 7) switch { 0 => double.NegativeInfinity, 1 => -1e300, 2 => float.MinValue, 3 => double.PositiveInfinity, 4 => 1e300, _ => row })];
        Dataset data = Make(80).With(new NumberColumn("wide", wide));
        if (trainer == "linear") Assert.Contains("'wide'", Assert.Throws<MlopsException>(() => s_trainers[trainer].Fit(data)).Message, StringComparison.Ordinal);
        else AssertFinite(s_trainers[trainer].Fit(data).Score(data));
    }

    [Theory]
    [MemberData(nameof(Trainers))]
    public void Fit_OnlyColumnsWithNothingToLearn_PredictsThePrior(string trainer)
    {
        Dataset data = new Dataset(new NumberColumn("constant", Enumerable.Repeat(3.0, 40).ToArray()), new FlagColumn("y", Enumerable.Range(0, 40).Select(row => row % 4 == 0).ToArray())).WithRole("y", ColumnRole.Label);
        Assert.All(s_trainers[trainer].Fit(data).Score(data).ProbabilitiesOf(), p => Assert.Equal(0.25, p, trainer is "forest" ? 0.2 : 0.02));
    }

    [Theory]
    [MemberData(nameof(Trainers))]
    public void Fit_FiveThousandColumns_Learns(string trainer)
    {
        const int rows = 60, columns = 5000;
        var random = new RandomStream(4);
        var label = new bool[rows];
        for (int row = 0; row < rows; row++) label[row] = row % 2 == 0;
        Dataset data = new Dataset([.. Enumerable.Range(0, columns).Select(i => (Column)new NumberColumn($"x{i}", Enumerable.Range(0, rows).Select(row => random.NextGaussian() + (i == 77 && label[row] ? 6 : 0)).ToArray())), new FlagColumn("y", label)]).WithRole("y", ColumnRole.Label);
        AssertFinite(s_trainers[trainer].Fit(data).Score(data));
    }

    [Theory]
    [MemberData(nameof(Trainers))]
    public void Fit_Cancelled_Stops(string trainer)
    {
        using var before = new CancellationTokenSource();
        before.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => s_trainers[trainer].Fit(Make(200), null, before.Token));
        using var during = new CancellationTokenSource();
        var progress = new CancelAtOnce(during);
        try
        {
            s_trainers[trainer].Fit(Make(200), new() { Progress = progress }, during.Token);
            Assert.True(progress.Reports <= 1, "went on after it was cancelled");
        }
        catch (OperationCanceledException)
        {
            Assert.True(progress.Reports > 0);
        }
    }

    [Theory]
    [MemberData(nameof(Trainers))]
    public void Fit_CancelledAtAnyMoment_StopsOrAnswers_AndTheNextFitIsAsIfNothingHadBeen(string trainer)
    {
        Dataset data = Make(300);
        double[] before = s_trainers[trainer].Fit(data, new() { Seed = 4 }).Score(data).Probabilities.ToArray();
        foreach (int milliseconds in (int[])[0, 1, 2, 4, 8])
        {
            using var source = new CancellationTokenSource();
            source.CancelAfter(milliseconds);
            try
            {
                Assert.Equal(before, s_trainers[trainer].Fit(data, new() { Seed = 4 }, source.Token).Score(data).Probabilities.ToArray());
            }
            catch (OperationCanceledException)
            {
            }
        }

        Assert.Equal(before, s_trainers[trainer].Fit(data, new() { Seed = 4 }).Score(data).Probabilities.ToArray());
    }

    private static void AssertFinite(Predictions said) =>
        Assert.All(said.Task == TaskKind.Regression ? said.Values.ToArray() : said.Probabilities.ToArray(), value => Assert.True(double.IsFinite(value), $"{value}"));

    private static Dataset Strange() => new(
        new NumberColumn("x", (double[])[double.NaN, 1e300, -1e300, double.PositiveInfinity, double.NegativeInfinity, 0]),
        CategoryColumn.FromValues("c", [null, "never seen", "a", "b", "a", null]));

    private static Dataset Make(int rows)
    {
        var random = new RandomStream(3);
        double[] x = [.. Enumerable.Range(0, rows).Select(_ => random.NextGaussian())];
        return new Dataset(
            new NumberColumn("x", x), CategoryColumn.FromValues("c", Enumerable.Range(0, rows).Select(row => row % 3 == 0 ? "a" : "b")),
            new FlagColumn("y", x.Select((value, row) => value + (row % 2) > 0.5).ToArray())).WithRole("y", ColumnRole.Label);
    }

    private sealed class CancelAtOnce(CancellationTokenSource source) : IProgress<RunProgress>
    {
        public int Reports { get; private set; }

        public void Report(RunProgress value)
        {
            Reports++;
            source.Cancel();
        }
    }
}
