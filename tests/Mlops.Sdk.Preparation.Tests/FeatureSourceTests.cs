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
}
