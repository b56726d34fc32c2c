using System.Text.Json;
using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Preparation.Tests.Rebalancing;

/// <summary>Every case of an under-sampler in <c>rebalance.json</c>: which rows imbalanced-learn keeps.</summary>
public sealed class CleaningReferenceTests
{
    public static TheoryData<string, string> Exact => ResamplingReference.Select(one => (one.Has("removed") || one.Has("kept")) && !one.Has("removed_renumbered"));

    /// <summary>Neighborhood cleaning asks in the peer whether the numbers of classes are all other than 0 where it means to ask whether they are all that of the smallest class.</summary>
    public static TheoryData<string, string> Renumbered => ResamplingReference.Select(one => one.Has("removed_renumbered"));

    public static TheoryData<string, string> Random => ResamplingReference.Select(one => one.Has("kept_between") && one.GetProperty("counts").EnumerateObject().Count() == 2);

    /// <summary>With three classes the peer condenses one after the other, and may leave two rows of a class or none; ours take all at once, and no method of ours deletes a class.</summary>
    public static TheoryData<string, string> ManyClasses => ResamplingReference.Select(one => one.Has("kept_between") && one.GetProperty("counts").EnumerateObject().Count() != 2);

    [Fact]
    public void Cases_AllOfThem_AreRun() => Assert.Equal(52, Exact.Count + Renumbered.Count + Random.Count + ManyClasses.Count);

    [Theory]
    [MemberData(nameof(Exact))]
    public void Resample_ReferenceData_KeepsTheSameRows(string id, string dataset)
    {
        JsonElement expected = ResamplingReference.Of(id, dataset);
        Dataset data = ResamplingReference.Load(dataset);
        int[] kept = Kept(data, id);

        if (expected.Has("kept")) Assert.Equal(expected.Integers("kept"), kept);
        else Assert.Equal(expected.Integers("removed"), Enumerable.Range(0, data.RowCount).Except(kept));
    }

    [Theory]
    [MemberData(nameof(Renumbered))]
    public void NeighborhoodCleaning_SmallestClassIsNumberZero_FollowsTheRuleThatThePeerMeans(string id, string dataset)
    {
        JsonElement expected = ResamplingReference.Of(id, dataset);
        Dataset data = ResamplingReference.Load(dataset);
        int[] classes = [.. Enumerable.Range(0, data.RowCount).Select(row => int.Parse(data["target"].GetText(row)!))];
        double[][] points = Points(data);
        int[][] near = [.. points.Select((point, row) => Enumerable.Range(0, points.Length).Where(other => other != row).OrderBy(other => Distances.Euclidean(point, points[other])).Take(3).ToArray())];
        int[] outvoted = [.. Enumerable.Range(0, points.Length).Where(row => classes[row] == 1 && near[row].Count(other => classes[other] == 0) >= 2)];
        int[] Cleaned(Func<int, bool> skipped) => [.. Enumerable.Range(0, points.Length).Where(row => classes[row] == 0 && !skipped(row)).SelectMany(row => near[row]).Where(other => classes[other] == 1).Union(outvoted).Order()];
        int[] removed = [.. Enumerable.Range(0, points.Length).Except(Kept(data, id))];

        Assert.Equal(Cleaned(row => near[row].All(other => classes[other] == 0)), removed);
        Assert.Equal(Cleaned(row => near[row].All(other => classes[other] != 0)), expected.Integers("removed"));
        Assert.Equal(expected.Integers("removed_renumbered"), removed);
    }

    [Theory]
    [MemberData(nameof(Random))]
    public void Resample_RandomStart_KeepsAsManyRowsAsThePeerAndTheSmallestClass(string id, string dataset)
    {
        int[] between = ResamplingReference.Of(id, dataset).Integers("kept_between");
        Dataset data = ResamplingReference.Load(dataset);
        for (ulong seed = 0; seed < 5; seed++)
        {
            int[] kept = Kept(data, id, seed);
            Assert.InRange(kept.Length, between[0], between[1]);
            KeepsTheSmallestClass(data, kept);
            if (id == "cnn_seed0") ClassifiesEveryRow(data, kept);
        }
    }

    [Theory]
    [MemberData(nameof(ManyClasses))]
    public void Resample_ThreeClasses_TakesAllAtOnceAndLosesNone(string id, string dataset)
    {
        JsonElement expected = ResamplingReference.Of(id, dataset);
        Dataset data = ResamplingReference.Load(dataset);
        int[] kept = Kept(data, id), classes = LabelData.Read(data).Codes.ToArray();

        Assert.True(expected.GetProperty("counts").EnumerateObject().Count() == 1 || expected.GetProperty("counts").EnumerateObject().Min(one => one.Value.GetInt32()) == 2);
        Assert.Equal(3, kept.Select(row => classes[row]).Distinct().Count());
        Assert.InRange(kept.Length, expected.Integers("kept_between")[0], data.RowCount / 2);
        KeepsTheSmallestClass(data, kept);
        if (id == "cnn_seed0") ClassifiesEveryRow(data, kept);
    }

    private static void KeepsTheSmallestClass(Dataset data, int[] kept)
    {
        int[] counts = LabelData.Read(data).CountClasses(), classes = LabelData.Read(data).Codes.ToArray();
        int smallest = Array.IndexOf(counts, counts.Min());
        Assert.Equal(counts[smallest], kept.Count(row => classes[row] == smallest));
    }

    private static void ClassifiesEveryRow(Dataset data, int[] kept)
    {
        double[][] points = Points(data);
        Assert.All(Enumerable.Range(0, data.RowCount), row => Assert.Equal(data["target"].GetText(row), data["target"].GetText(kept.MinBy(other => Distances.Euclidean(points[row], points[other])))));
    }

    private static double[][] Points(Dataset data)
    {
        double[][] columns = [.. data.Features.Select(column => column.ToNumbers().ToArray())];
        return [.. Enumerable.Range(0, data.RowCount).Select(row => Array.ConvertAll(columns, column => column[row]))];
    }

    private static int[] Kept(Dataset data, string id, ulong seed = 0) => Array.ConvertAll(((IntegerColumn)Run(data, id, seed)["row"]).Values.ToArray(), row => (int)row);

    private static Dataset Run(Dataset data, string id, ulong seed) => new Rebalancer(new()
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
            "oss" => RebalanceMethod.OneSided(scale: false),
            "cnn" => RebalanceMethod.Condensed(scale: false),
            _ => throw new ArgumentException($"There is no method for '{id}'.", nameof(id)),
        },
        Classes = id.EndsWith("_all", StringComparison.Ordinal) ? RebalanceClasses.All : RebalanceClasses.Auto,
    }).Resample(data, new() { Seed = seed }).Data;
}
