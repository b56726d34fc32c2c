using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Preparation.Tests.Rebalancing;

/// <summary>The other cases of <c>rebalance.json</c>: how many rows a strategy adds or keeps and which it refuses, class weights, and the relevance of a number to predict.</summary>
public sealed class PlanReferenceTests
{
    public static TheoryData<string, string, string> Strategies => new(ResamplingReference.Cases.Where(one => one.Has("strategy"))
        .Select(one => (one.GetProperty("id").GetString()!, one.GetProperty("strategy").GetString()!, string.Join(',', one.Integers("counts")))));

    // Beside the strategies: a case of each further kind, and the support vectors of four data sets, which are a reference of our own.
    [Fact]
    public void Cases_OfTheFile_AreAllRun() => Assert.Equal(52 + 21 + (Strategies.Distinct().Count() + 4) + 4, ResamplingReference.Cases.Length);

    [Theory]
    [MemberData(nameof(Strategies))]
    public void Resample_Strategy_AddsKeepsOrRefusesAsThePeer(string id, string strategy, string sizes)
    {
        JsonElement one = ResamplingReference.Of(id).Single(other => other.GetProperty("strategy").GetString() == strategy && string.Join(',', other.Integers("counts")) == sizes);
        int[] before = one.Integers("counts");
        bool over = id.EndsWith("over-sampling", StringComparison.Ordinal);
        Dataset data = Sized(before);
        var rebalancer = new Rebalancer(Options(strategy) with { Method = over ? RebalanceMethod.RandomOver : RebalanceMethod.RandomUnder });
        if (one.Has("error"))
        {
            Assert.Equal("MLO1704", Assert.Throws<MlopsException>(() => rebalancer.Resample(data)).Code);
            return;
        }

        int[] after = Extensibility.LabelData.Read(rebalancer.Resample(data).Data).CountClasses();
        Dictionary<int, int> result = one.GetProperty("result").EnumerateObject().ToDictionary(part => int.Parse(part.Name, CultureInfo.InvariantCulture), part => part.Value.GetInt32());
        Assert.Equal(before.Select((count, code) => over ? count + result.GetValueOrDefault(code) : result.GetValueOrDefault(code, count)), after);
    }

    [Fact]
    public void Resample_WeightsOfReferenceCounts_AreThoseOfScikitLearn()
    {
        JsonElement expected = ResamplingReference.Of("class_weight_balanced").Single();
        int[] counts = expected.Integers("counts");
        double[] weights = new Rebalancer(new() { Method = RebalanceMethod.ClassWeights }).Resample(Sized(counts)).Data.Weight!.ToNumbers().ToArray();

        Assert.All(expected.Numbers("weights"), (weight, code) => Assert.Equal(weight, weights[counts[..code].Sum()], 1e-12 * weight));
    }

    [Fact]
    public void TargetRelevance_ReferenceData_IsThatOfSmogn()
    {
        JsonElement expected = ResamplingReference.Of("smogn_relevance_phi").Single();
        double[] target = Reference.Read("diabetes").Target, points = expected.Numbers("points");
        TargetRelevance relevance = TargetRelevance.Of(target);

        // Value, relevance and slope of each control point.
        Assert.Equal(points, (double[])[relevance.Low, relevance.AtLow, 0, relevance.Median, 0, 0, relevance.High, relevance.AtHigh, 0]);
        Assert.Equal(expected.Numbers("relevance"), target.Order().Select(relevance.At));
    }

    private static RebalanceOptions Options(string strategy)
    {
        if (double.TryParse(strategy, CultureInfo.InvariantCulture, out double ratio)) return new() { MinorityRatio = ratio };
        if (strategy.StartsWith('{')) return new() { Counts = [.. Regex.Matches(strategy, @"(\d+): (\d+)").Select(match => new ClassCount(match.Groups[1].Value, int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture)))] };
        return new()
        {
            Classes = strategy switch
            {
                "auto" => RebalanceClasses.Auto,
                "majority" => RebalanceClasses.Majority,
                "not minority" => RebalanceClasses.NotMinority,
                "not majority" => RebalanceClasses.NotMajority,
                "all" => RebalanceClasses.All,
                _ => throw new ArgumentException($"There is no strategy '{strategy}'.", nameof(strategy)),
            },
        };
    }

    private static Dataset Sized(int[] counts) =>
        new Dataset(CategoryColumn.FromValues("y", counts.SelectMany((count, code) => Enumerable.Repeat($"{code}", count)))).WithRole("y", ColumnRole.Label);
}
