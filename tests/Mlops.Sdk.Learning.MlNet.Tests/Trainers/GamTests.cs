using CsCheck;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Learning.MlNet.Tests.Trainers;

public class GamTests
{
    private static readonly CancellationToken Never = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(TaskKind.Binary, false)]
    [InlineData(TaskKind.Binary, true)]
    [InlineData(TaskKind.Regression, false)]
    [InlineData(TaskKind.Regression, true)]
    public void Convert_RowsSeenUnseenAndAtTheCuts_EqualMlNetOnceRoundedToSingle(TaskKind task, bool missing)
    {
        // A constant column before others: ML.NET leaves it out and numbers those behind it anew.
        Dataset data = TestData.Make(task, 800, missing).With(new NumberColumn("x1", Enumerable.Repeat(4.0, 800).ToArray()));
        TrainingInput input = Conversion.ConversionTests.Input(data);
        float[]? standIns = MissingStandIns.Of(input.Columns);
        NativeGamFit fit = GamNative.Fit(input, new() { IterationCount = 200 }, standIns);
        GamConversion.Verify(fit, input, standIns);
        GamConversion.Verify(fit, input with { Columns = [.. TestData.Make(task, 800, missing, seed: 2).Features] }, standIns);
        TableTerm term = fit.Model.Terms.Cast<TableTerm>().MaxBy(one => one.Axes[0].Cuts.Length)!;
        double[] near = [.. term.Axes[0].Cuts.ToArray().SelectMany(cut => new[] { cut, Math.BitIncrement(cut), Math.BitDecrement(cut), (float)cut }), double.PositiveInfinity, double.NegativeInfinity, double.MaxValue];
        Assert.True(near.Length > 20);
        GamConversion.Verify(fit, input with { Columns = [.. data.Take(near.Select((_, row) => row).ToArray()).With(new NumberColumn($"x{term.Features[0]}", near)).Features] }, standIns);
    }

    [Fact]
    public void Cut_AnyBoundAndNumber_SplitsDoublesWhereMlNetSplitsTheirSingles() =>
        Gen.Select(Gen.Double[-1e6, 1e6], Gen.Int[-3, 3], Gen.Double[-1e6, 1e6]).Sample((bound, steps, far) =>
        {
            double cut = GamConversion.Cut(bound), near = cut;
            for (int step = 0; step < Math.Abs(steps); step++) near = steps > 0 ? Math.BitIncrement(near) : Math.BitDecrement(near);
            return (near <= cut) == ((float)near <= bound) && (far <= cut) == ((float)far <= bound);
        });

    [Fact]
    public void Fit_CurveInOneColumn_FindsItsShape_AndNothingInAColumnOfNoise()
    {
        RandomStream random = new(4);
        double[] x = [.. Enumerable.Range(0, 3000).Select(_ => 6 * random.NextDouble())], noise = [.. Enumerable.Range(0, 3000).Select(_ => random.NextGaussian())];
        double[] y = [.. x.Select(value => 50 + (10 * Math.Sin(value)) + random.NextGaussian())];
        Dataset data = new Dataset(new NumberColumn("x", x), new NumberColumn("noise", noise), new NumberColumn("y", y)).WithRole("y", ColumnRole.Label);
        AdditivePredictor model = (AdditivePredictor)new GamTrainer().Fit(data, cancellationToken: Never);
        double mean = x.Average(value => 10 * Math.Sin(value));
        double[] parts = new double[model.Model.Terms.Length];
        foreach (double at in new[] { 0.5, 1.5, 3, 4.5, 5.5 })
        {
            model.Model.Contributions([at, 0], parts);
            Assert.Equal((10 * Math.Sin(at)) - mean, parts[0], 1.0);
            Assert.Equal(0, parts[1], 1.0);
        }

        Assert.Equal(y.Average(), model.Model.Bias[0], 0.1);
    }

    [Fact]
    public void Fit_MissingNeverSeen_AddsNothing_AndSeenItHasItsOwnValue()
    {
        Dataset data = TestData.Make(TaskKind.Regression, 800, missing: true);
        AdditivePredictor model = (AdditivePredictor)new GamTrainer().Fit(data, cancellationToken: Never);
        TableTerm seen = (TableTerm)model.Model.Terms[0], never = (TableTerm)model.Model.Terms.First(term => term.Features[0] == 3);
        Assert.True(seen.Values[^1] > 5, "what is missing in x0 says that the label is large");
        Assert.True(seen.RowWeights[^1] > 50);
        Assert.Equal(0, never.Values[^1]);
    }

    [Fact]
    public void Fit_WeightsOrSeveralClasses_AreRefusedWithTheRemedy()
    {
        Dataset weighted = TestData.Make(TaskKind.Binary, 100).With(new NumberColumn("w", Enumerable.Repeat(1.0, 100).ToArray()), ColumnRole.Weight);
        Assert.Contains("'w' the role Ignored", Assert.Throws<MlopsException>(() => new GamTrainer().Fit(weighted, cancellationToken: Never)).Message, StringComparison.Ordinal);
        Assert.Contains("EbmTrainer", Assert.Throws<MlopsException>(() => new GamTrainer().Fit(TestData.Make(TaskKind.Multiclass, 100), cancellationToken: Never)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_ManyEqualColumns_SettlesByDefault_AndSaysWhenItCannot()
    {
        double[] x = [.. Enumerable.Range(0, 300).Select(i => (double)(i % 17))];
        Dataset data = new Dataset([.. Enumerable.Range(0, 120).Select(i => (Column)new NumberColumn($"x{i}", x)), new NumberColumn("y", x)]).WithRole("y", ColumnRole.Label);
        double[] said = new GamTrainer().Fit(data, cancellationToken: Never).Score(data, Never).Values.ToArray();
        Assert.Equal(0, said.Zip(x, (left, right) => Math.Abs(left - right)).Average(), 0.2);
        MlopsException error = Assert.Throws<MlopsException>(() => new GamTrainer(new() { LearningRate = 0.5 }).Fit(data, cancellationToken: Never));
        Assert.Contains("LearningRate", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FastTreeFamily_EachFit_HasTheThreadsItAsksFor_AndTheSameBits()
    {
        TrainingInput input = Conversion.ConversionTests.Input(TestData.Make(TaskKind.Binary, 2000));
        foreach (int threads in new[] { 1, 3, 2 })
            Assert.Equal(threads, FastTreeSession.Run(input with { TaskThreads = threads }, _ => FastTreeSession.Threads));
        foreach (string trainer in new[] { "fast_tree", "fast_forest" })
        {
            NativeTreeFit one = Conversion.ConversionTests.Fit(trainer, input with { TaskThreads = 1 }, null);
            NativeTreeFit three = Conversion.ConversionTests.Fit(trainer, input with { TaskThreads = 3 }, null);
            Assert.Equal(one.Model, three.Model);
        }
    }
}
