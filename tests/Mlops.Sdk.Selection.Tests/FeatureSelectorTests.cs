using Mlops.Sdk.Numerics;
using Mlops.Sdk.Testing;

namespace Mlops.Sdk.Selection.Tests;

public sealed class FeatureSelectorTests
{
    private static readonly Dataset s_data = Make();

    [Fact]
    public void Selector_KeepsTheContract() => StepContract.Verify(new FeatureSelector());

    [Fact]
    public void Selector_WithEveryOption_KeepsTheContract() =>
        StepContract.Verify(new FeatureSelector(new() { Keep = 2, MinimumInformation = 0.001, Columns = ColumnSet.All.Except("ratio") }));

    [Fact]
    public void Fit_RanksWhatTellsOfTheLabelFirst_AndDropsTheRepeated()
    {
        FittedFeatureSelector fitted = new FeatureSelector().Fit(s_data);
        Assert.Equal("strong", fitted.Ranking[0].Feature.Replace("copy", "strong", StringComparison.Ordinal));
        FeatureScore dropped = Assert.Single(fitted.Ranking, score => score.RedundantWith is not null);
        Assert.Contains(dropped.Feature, new[] { "strong", "copy" });
        Assert.Contains("has one value only", fitted.Ranking.Single(score => score.Feature == "constant").Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("constant", fitted.Kept);
        Assert.Contains("noise", fitted.Kept);
        Assert.True(fitted.Ranking.Single(score => score.Feature == "town").Score > 0.05);
    }

    [Fact]
    public void Fit_Keep_TakesTheBest()
    {
        FittedFeatureSelector fitted = new FeatureSelector(new() { Keep = 2 }).Fit(s_data);
        Assert.Equal(2, fitted.Kept.Length);
        Assert.DoesNotContain("noise", fitted.Kept);
    }

    [Fact]
    public void Fit_NoiseAlone_TellsNextToNothing()
    {
        double[] scores = [.. Enumerable.Range(0, 10).Select(seed => new FeatureSelector().Fit(Make((ulong)seed)).Ranking.Single(score => score.Feature == "noise").Score!.Value)];
        Assert.True(scores.Average() < 0.005, $"{scores.Average()}");
    }

    [Fact]
    public void Transform_NeedsTheKeptFeaturesOnly()
    {
        FittedFeatureSelector fitted = new FeatureSelector(new() { Keep = 1 }).Fit(s_data);
        Dataset only = s_data.Select(fitted.Kept);
        Assert.Equal(fitted.Kept, fitted.Transform(only).Schema.Select(field => field.Name));
        Assert.Equal(["label", "id", .. fitted.Kept], fitted.Transform(s_data).Schema.Select(field => field.Name).OrderBy(name => name is "label" ? 0 : name is "id" ? 1 : 2));
    }

    [Fact]
    public void Fit_Regression_RanksByTheNumber()
    {
        Dataset data = s_data.Drop("label").With(new NumberColumn("label", s_data["strong"].ToNumbers().ToArray().Select(value => value * value).ToArray()), ColumnRole.Label);
        FittedFeatureSelector fitted = new FeatureSelector().Fit(data);
        Assert.Contains(fitted.Ranking[0].Feature, new[] { "strong", "copy" });
    }

    private static Dataset Make(ulong seed = 3)
    {
        const int rows = 2000;
        var random = new RandomStream(seed);
        double[] strong = new double[rows], copy = new double[rows], noise = new double[rows];
        string[] town = new string[rows], label = new string[rows];
        for (int row = 0; row < rows; row++)
        {
            strong[row] = random.NextGaussian();
            copy[row] = 3 * strong[row] + 0.01 * random.NextGaussian();
            noise[row] = random.NextGaussian();
            town[row] = "town" + random.NextInt32(4);
            label[row] = strong[row] + (town[row] == "town1" ? 2 : 0) + 0.5 * random.NextGaussian() > 0.4 ? "yes" : "no";
        }

        return new Dataset(
            new NumberColumn("noise", noise),
            new NumberColumn("strong", strong),
            new NumberColumn("copy", copy),
            new NumberColumn("constant", new double[rows]),
            CategoryColumn.FromValues("town", town),
            new IntegerColumn("id", Enumerable.Range(0, rows).Select(row => (long)row).ToArray()),
            CategoryColumn.FromValues("label", label)).WithRole("label", ColumnRole.Label).WithRole("id", ColumnRole.Id);
    }
}
