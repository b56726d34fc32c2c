namespace Mlops.Sdk.Preparation.Tests;

public sealed class FeatureSourceTests
{
    private static readonly Dataset s_data = new Dataset(
        new NumberColumn("age", new double[] { 30, double.NaN, 50, 41, 29, 38, 33, 44 }),
        new NumberColumn("pay", new double[] { 3, 4, 5, 4, double.NaN, 3, 9, 4 }),
        CategoryColumn.FromValues("color", ["red", "blue", "red", "blue", "red", "red", "blue", "green"]),
        CategoryColumn.FromValues("y", ["no", "yes", "no", "yes", "no", "yes", "no", "yes"])).WithRole("y", ColumnRole.Label);

    [Fact]
    public void TraceFeatures_EncodedAndFlagged_ComeFromTheirColumn()
    {
        FittedPipeline model = Pipeline.Empty.ImputeMissing().HandleOutliers(new() { AddFlags = true }).EncodeCategories(new() { Method = EncodingMethod.OneHot() }).TrainLinear().Fit(s_data);
        Dictionary<string, string> sources = model.TraceFeatures().ToDictionary(pair => pair.Key, pair => string.Join('+', pair.Value));
        Assert.All(sources, pair => Assert.StartsWith(pair.Value, pair.Key));
        Assert.Equal(["age", "color", "pay"], sources.Values.Distinct().Order(StringComparer.Ordinal));
        Assert.True(sources.Count > 5, string.Join(", ", sources.Keys));
    }

    [Fact]
    public void TraceFeatures_FilledByNeighbors_ComeFromAllThatWereAsked()
    {
        FittedPipeline model = Pipeline.Empty.ImputeMissing(new() { Numeric = ImputeMethod.Nearest(2) }).DetectOutliers().TrainLinear().Fit(s_data);
        IReadOnlyDictionary<string, ValueList<string>> sources = model.TraceFeatures();
        Assert.Contains("pay", sources["age"]);
        Assert.Contains("age", sources["pay"]);
        Assert.Contains(sources, pair => pair.Key.Contains("outlier", StringComparison.Ordinal) && pair.Value.Count > 1);
    }

    [Fact]
    public void TraceFeatures_AfterSaving_AreInTheBundle()
    {
        FittedPipeline model = Pipeline.Empty.EncodeCategories(new() { Method = EncodingMethod.OneHot() }).TrainLinear().Fit(s_data);
        using var stream = new MemoryStream();
        model.Save(stream);
        stream.Position = 0;
        Assert.Equal(model.TraceFeatures(), BundleInfo.Read(stream).FeatureSources!);
        stream.Position = 0;
        Assert.Equal(model.TraceFeatures(), FittedPipeline.Load(stream).TraceFeatures());
    }

    // A feature is moved by a column only if it says that it is made from it: each column is put in another order in turn, and whatever comes out otherwise has to name it.
    [Theory]
    [InlineData("one hot")]
    [InlineData("ordinal")]
    [InlineData("target")]
    [InlineData("james stein")]
    [InlineData("evidence")]
    [InlineData("frequency")]
    [InlineData("hashing")]
    [InlineData("words")]
    [InlineData("auto")]
    [InlineData("nearest")]
    [InlineData("chained")]
    [InlineData("draw")]
    [InlineData("capped by group")]
    [InlineData("detected")]
    [InlineData("scaled")]
    public void TraceFeatures_ColumnInAnotherOrder_MovesOnlyWhatIsMadeFromIt(string name)
    {
        Pipeline start = Pipeline.Empty.ImputeMissing();
        Pipeline pipeline = name switch
        {
            "one hot" => start.EncodeCategories(new() { Method = EncodingMethod.OneHot(missingColumn: true) }),
            "ordinal" => start.EncodeCategories(new() { Method = EncodingMethod.Ordinal }),
            "target" => start.EncodeCategories(new() { Method = EncodingMethod.Target() }),
            "james stein" => start.EncodeCategories(new() { Method = EncodingMethod.JamesStein() }),
            "evidence" => start.EncodeCategories(new() { Method = EncodingMethod.WeightOfEvidence() }),
            "frequency" => start.EncodeCategories(new() { Method = EncodingMethod.Frequency() }),
            "hashing" => start.EncodeCategories(new() { Method = EncodingMethod.Hashing(4) }),
            "words" => start.EncodeCategories(new() { Method = EncodingMethod.HashedNgrams(8) }),
            "nearest" => Pipeline.Empty.ImputeMissing(new() { Numeric = ImputeMethod.Nearest(2) }).EncodeCategories(),
            "chained" => Pipeline.Empty.ImputeMissing(new() { Numeric = ImputeMethod.Chained() }).EncodeCategories(),
            "draw" => Pipeline.Empty.ImputeMissing(new() { Numeric = ImputeMethod.Draw }).EncodeCategories(),
            "capped by group" => start.HandleOutliers(new() { GroupBy = "color", AddFlags = true }).EncodeCategories(),
            "detected" => start.DetectOutliers().EncodeCategories(),
            "scaled" => start.EncodeCategories().ScaleNumbers(),
            _ => start.EncodeCategories(),
        };
        Dataset raw = Table();
        FittedPipeline model = pipeline.Fit(raw);
        IReadOnlyDictionary<string, ValueList<string>> sources = model.TraceFeatures();
        Dataset before = model.Transform(raw);
        int[] turned = [.. Enumerable.Range(0, raw.RowCount).Select(row => (row + 7) % raw.RowCount)];
        int moved = 0;
        foreach (string column in raw.Schema.Select(field => field.Name).Where(column => column != "y"))
        {
            Dataset after = model.Transform(raw.With(raw.Take(turned)[column]));
            foreach (Field feature in before.Schema.Where(field => Enumerable.Range(0, before.RowCount).Any(row => before[field.Name].GetText(row) != after[field.Name].GetText(row))))
            {
                moved++;
                Assert.True(sources[feature.Name].Contains(column), $"{feature.Name} is moved by {column} and says that it is made from {string.Join(", ", sources[feature.Name])}");
            }
        }

        Assert.True(moved >= raw.ColumnCount - 1, $"{moved}");
    }

    private static Dataset Table()
    {
        var random = new Random(5);
        double[] age = [.. Enumerable.Range(0, 60).Select(_ => random.Next(8) == 0 ? double.NaN : random.Next(20, 70))], pay = [.. age.Select(value => random.Next(8) == 0 ? double.NaN : random.Next(30) == 0 ? 400 : (double.IsNaN(value) ? 3 : value / 10) + random.NextDouble())];
        string[] colors = ["red", "green", "blue"], words = ["late", "again", "paid", "lost", "new"];
        return new Dataset(
            new NumberColumn("age", age),
            new NumberColumn("pay", pay),
            CategoryColumn.FromValues("color", age.Select(_ => random.Next(9) == 0 ? null : colors[random.Next(3)])),
            CategoryColumn.FromValues("city", age.Select(_ => $"city {random.Next(5)}")),
            TextColumn.FromValues("note", age.Select(_ => $"{words[random.Next(5)]} {words[random.Next(5)]}")),
            new TimestampColumn("since", age.Select(_ => new DateTime(2020, 1, 1).AddHours(random.Next(20_000)).Ticks).ToArray()),
            CategoryColumn.FromValues("y", pay.Select(value => value > 4 ? "yes" : "no"))).WithRole("y", ColumnRole.Label);
    }
}
