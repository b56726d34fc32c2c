using System.Text.Json;

namespace Mlops.Sdk.Preparation.Tests.Rebalancing;

/// <summary>Which rows imbalanced-learn keeps.</summary>
public sealed class CleaningReferenceTests
{
    public static TheoryData<string, string> Exact => new(ResamplingReference.Cases
        .Where(one => one.TryGetProperty("removed", out _) || one.TryGetProperty("kept", out _))
        .Select(one => (one.GetProperty("id").GetString()!, one.GetProperty("dataset").GetString()!)));

    [Theory]
    [MemberData(nameof(Exact))]
    public void Resample_ReferenceData_KeepsTheSameRows(string id, string dataset)
    {
        JsonElement expected = ResamplingReference.Of(id).Single(one => one.GetProperty("dataset").GetString() == dataset);
        Dataset data = ResamplingReference.Load(dataset);
        Dataset after = Run(data, id);

        int[] kept = Array.ConvertAll(((IntegerColumn)after["row"]).Values.ToArray(), row => (int)row);
        if (expected.TryGetProperty("kept", out _)) Assert.Equal(expected.Integers("kept"), kept);
        else Assert.Equal(expected.Integers("removed"), Enumerable.Range(0, data.RowCount).Except(kept));
    }

    [Theory]
    [InlineData("breast_cancer_z")]
    [InlineData("breast_cancer_imb_z")]
    [InlineData("diabetes_bin_z")]
    [InlineData("wine_z")]
    public void Condensed_ReferenceData_IsOfTheSameSizeAndClassifiesEveryRow(string dataset)
    {
        JsonElement expected = ResamplingReference.Of("cnn_seed0").Single(one => one.GetProperty("dataset").GetString() == dataset);
        Dataset data = ResamplingReference.Load(dataset), after = Run(data, "cnn_seed0");
        int[] kept = Array.ConvertAll(((IntegerColumn)after["row"]).Values.ToArray(), row => (int)row);
        double[][] points = [.. Enumerable.Range(0, data.RowCount).Select(row => data.Features.Select(column => column.ToNumbers().Span[row]).ToArray())];

        Assert.InRange(after.RowCount, 0.8 * expected.Integers("kept_between")[0], 1.2 * expected.Integers("kept_between")[1]);
        Assert.All(Enumerable.Range(0, data.RowCount), row =>
        {
            int nearest = kept.MinBy(other => Numerics.Distances.Euclidean(points[row], points[other]));
            Assert.Equal(data["target"].GetText(row), data["target"].GetText(nearest));
        });
    }

    private static Dataset Run(Dataset data, string id) => new Rebalancer(new()
    {
        Method = id.Split('_')[0] switch
        {
            "tomek" => RebalanceMethod.TomekLinks(scale: false),
            "enn" => RebalanceMethod.EditedNeighbors(3, id.Contains("_mode_", StringComparison.Ordinal), scale: false),
            "renn" => RebalanceMethod.EditedNeighbors(3, rounds: 100, scale: false),
            "allknn" => RebalanceMethod.AllKnn(3, scale: false),
            "ncr" => RebalanceMethod.NeighborhoodCleaning(3, scale: false),
            "nearmiss1" => RebalanceMethod.NearMiss(1, scale: false),
            "nearmiss2" => RebalanceMethod.NearMiss(2, scale: false),
            "nearmiss3" => RebalanceMethod.NearMiss(3, scale: false),
            "cnn" => RebalanceMethod.Condensed(scale: false),
            _ => throw new ArgumentException($"There is no method for '{id}'.", nameof(id)),
        },
        Classes = id.EndsWith("_all", StringComparison.Ordinal) ? RebalanceClasses.All : RebalanceClasses.Auto,
    }).Resample(data).Data;
}
