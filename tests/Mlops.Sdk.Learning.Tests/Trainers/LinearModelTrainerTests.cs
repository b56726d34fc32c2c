namespace Mlops.Sdk.Learning.Tests;

public sealed class LinearModelTrainerTests
{
    [Fact]
    public void Fit_AnyNumberOfThreads_GivesTheSameBytes()
    {
        Dataset data = Make(9000);
        byte[][] models = [.. ((int[])[1, 2, 7]).Select(threads => ((AdditivePredictor)new LinearModelTrainer(new() { L1Regularization = 2 }).Fit(data, new() { MaxThreads = threads })).Model.ToBytes())];
        Assert.Equal(models[0], models[1]);
        Assert.Equal(models[0], models[2]);
    }

    [Fact]
    public void Fit_WeightsOfTwo_AreRowsTwice()
    {
        Dataset data = Make(400);
        double[] weights = [.. Enumerable.Range(0, 400).Select(row => row % 3 == 0 ? 2.0 : 1)];
        Dataset twice = data.Take([.. Enumerable.Range(0, 400), .. Enumerable.Range(0, 400).Where(row => row % 3 == 0)]);
        AdditivePredictor weighted = Fit(data.With(new NumberColumn("w", weights), ColumnRole.Weight), new()), repeated = Fit(twice, new());
        Assert.All(weighted.Coefficients.Zip(repeated.Coefficients), pair => Assert.Equal(pair.Second.Weight, pair.First.Weight, 1e-8));
    }

    [Fact]
    public void Score_MissingAndUnseenValues_AddWhatTrainingSaidOfThem()
    {
        Dataset data = Make(2000);
        AdditivePredictor model = Fit(data, new() { L2Regularization = 0 });
        Assert.Contains(model.Coefficients, one => one is { Feature: "x2", Level: "(missing)" });
        var slope = model.Model.Terms.OfType<SlopeTerm>().Single(term => term.Features[0] == 1);
        double mean = data["x2"].ToNumbers().ToArray().Where(double.IsFinite).Average();
        double indicator = model.Coefficients.Single(one => one is { Feature: "x2", Level: "(missing)" }).Weight;
        Assert.Equal((slope.Weights[0] * mean) + indicator, slope.Missing[0], 1e-9);
        var table = model.Model.Terms.OfType<TableTerm>().Single();
        double average = Enumerable.Range(0, 3).Sum(cell => table.RowWeights[cell] / 2000 * table.Values[cell]);
        Assert.Equal(average, table.Values[3], 1e-12);
    }

    [Fact]
    public void Fit_ColumnTwice_LeavesOneOutAndSaysSo()
    {
        Dataset data = Make(500);
        AdditivePredictor model = Fit(data.With(new NumberColumn("copy", (data["x0"].ToNumbers().ToArray().Select(value => (3 * value) + 1)).ToArray())), new() { L2Regularization = 0 });
        Coefficient copy = model.Coefficients.Single(one => one.Feature == "copy");
        Assert.Equal(0, copy.Weight);
        Assert.Null(copy.StandardError);
        Assert.Contains("copy", Assert.Single(model.Origin.Findings, finding => finding.Code == "LINEAR001").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_SeparatedClasses_SaysThatWeightsGrowWithoutEnd()
    {
        double[] x = [.. Enumerable.Range(0, 60).Select(row => (double)row)];
        Dataset data = new Dataset(new NumberColumn("x", x), CategoryColumn.FromValues("y", x.Select(value => value < 30 ? "a" : "b"))).WithRole("y", ColumnRole.Label);
        Assert.Contains(Fit(data, new() { L2Regularization = 0 }).Origin.Findings, finding => finding.Code == "LINEAR002");
        Assert.Empty(Fit(data, new()).Origin.Findings);
    }

    [Fact]
    public void Fit_SignsAsked_AreKept()
    {
        Dataset data = Make(1000);
        double free = Fit(data, new()).Coefficients.Single(one => one.Feature == "x0").Weight;
        AdditivePredictor held = Fit(data, free > 0 ? new() { Decreasing = ["x0"] } : new() { Increasing = ["x0"] });
        Assert.Equal(0, held.Coefficients.Single(one => one.Feature == "x0").Weight);
    }

    [Fact]
    public void Fit_MoreColumnsThanNewtonTakes_ReachesTheSameModel()
    {
        var random = new Mlops.Sdk.Numerics.RandomStream(3);
        Column[] columns = [.. Enumerable.Range(0, 1600).Select(i => new NumberColumn($"x{i}", Enumerable.Range(0, 120).Select(_ => random.NextDouble()).ToArray()))];
        string[] labels = [.. Enumerable.Range(0, 120).Select(row => columns[0].ToNumbers().Span[row] > 0.5 ? "b" : "a")];
        Dataset wide = new Dataset([.. columns, CategoryColumn.FromValues("y", labels)]).WithRole("y", ColumnRole.Label);
        AdditivePredictor model = Fit(wide, new() { L1Regularization = 8, L2Regularization = 1 });
        Assert.Empty(model.Origin.Findings);
        Assert.InRange(model.Coefficients.Count(one => one.Weight != 0), 2, 40);
        Assert.Equal("x0", model.Coefficients.MaxBy(one => Math.Abs(one.Standardized))!.Feature);
    }

    [Fact]
    public void Fit_InfiniteValue_NamesColumnRowAndRemedy()
    {
        Dataset data = Make(50);
        double[] bad = data["x0"].ToNumbers().ToArray();
        bad[7] = double.PositiveInfinity;
        MlopsException error = Assert.Throws<MlopsException>(() => Fit(data.With(new NumberColumn("x0", bad)), new()));
        Assert.Equal("MLO2105", error.Code);
        Assert.Contains("'x0'", error.Message, StringComparison.Ordinal);
        Assert.Contains("row 7", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FromBytes_ChangedBytes_NeverEndsInAnotherError()
    {
        byte[] bytes = Fit(Make(200), new()).Model.ToBytes();
        Assert.Equal(bytes, AdditiveModel.FromBytes(bytes).ToBytes());
        for (int at = 0; at < bytes.Length; at++)
        {
            byte[] changed = [.. bytes];
            changed[at] ^= 0x55;
            Exception? error = Record.Exception(() => AdditiveModel.FromBytes(changed));
            Assert.True(error is null or InvalidDataException, $"byte {at}: {error}");
            Assert.Throws<InvalidDataException>(() => AdditiveModel.FromBytes(bytes.AsSpan(0, at)));
        }
    }

    private static AdditivePredictor Fit(Dataset data, LinearModelOptions options) => (AdditivePredictor)new LinearModelTrainer(options).Fit(data);

    private static Dataset Make(int rows)
    {
        var random = new Mlops.Sdk.Numerics.RandomStream(11);
        double[] x0 = [.. Enumerable.Range(0, rows).Select(_ => random.NextDouble())], x2 = [.. Enumerable.Range(0, rows).Select(_ => 100 * random.NextDouble())];
        string?[] level = [.. Enumerable.Range(0, rows).Select(_ => "pqr"[random.NextInt32(3)].ToString())];
        bool[] outcome = [.. Enumerable.Range(0, rows).Select(row => random.NextDouble() < 1 / (1 + Math.Exp((2 * x0[row]) - (0.02 * x2[row]) + (level[row] == "q" ? 1 : 0))))];
        for (int row = 0; row < rows; row += 5) x2[row] = double.NaN;
        return new Dataset(new NumberColumn("x0", x0), new NumberColumn("x2", x2), CategoryColumn.FromValues("level", level), new FlagColumn("y", outcome)).WithRole("y", ColumnRole.Label);
    }
}
