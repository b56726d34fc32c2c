using System.Text.Json;

namespace Mlops.Sdk.Monitoring.Tests.Drift;

public sealed class DriftReferenceTests
{
    private static readonly JsonElement s_pairs = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "ReferenceData", "pairs.json"))).RootElement;

    public static TheoryData<int> NumberPairs => [.. Enumerable.Range(0, s_pairs.GetProperty("numbers").GetArrayLength())];

    public static TheoryData<int> LevelPairs => [.. Enumerable.Range(0, s_pairs.GetProperty("levels").GetArrayLength())];

    [Theory]
    [MemberData(nameof(NumberPairs))]
    public void Compare_Numbers_AgreesWithSciPy(int pair)
    {
        JsonElement expected = s_pairs.GetProperty("numbers")[pair];
        ColumnDrift drift = Compare(Numbers(expected, "reference"), Numbers(expected, "current"));
        Assert.Equal(DriftMethod.KolmogorovSmirnov, drift.Method);
        Same(expected, drift);
    }

    [Theory]
    [MemberData(nameof(LevelPairs))]
    public void Compare_Levels_AgreesWithSciPy(int pair)
    {
        JsonElement expected = s_pairs.GetProperty("levels")[pair];
        ColumnDrift drift = Compare(Categories(expected, "reference"), Categories(expected, "current"));
        Assert.Equal(DriftMethod.ChiSquare, drift.Method);
        Same(expected, drift);
    }

    private static void Same(JsonElement expected, ColumnDrift drift)
    {
        double statistic = expected.GetProperty("statistic").GetDouble(), p = expected.GetProperty("p_value").GetDouble();
        Assert.Equal(statistic, drift.Statistic, 1e-9 * Math.Max(1, statistic));
        Assert.Equal(p, drift.PValue, Math.Max(1e-6 * p, 1e-12));
    }

    private static ColumnDrift Compare(Column reference, Column current) =>
        new DriftDetector().Fit(new Dataset(reference)).Compare(new Dataset(current))["x"];

    private static NumberColumn Numbers(JsonElement pair, string side) =>
        new("x", pair.GetProperty(side).EnumerateArray().Select(value => value.GetDouble()).ToArray());

    private static CategoryColumn Categories(JsonElement pair, string side) =>
        CategoryColumn.FromValues("x", pair.GetProperty("levels").EnumerateArray().Zip(pair.GetProperty(side).EnumerateArray()).SelectMany(level => Enumerable.Repeat(level.First.GetString(), level.Second.GetInt32())));
}
