using System.Text.Json;

namespace Mlops.Sdk.Profiling.Tests;

/// <summary>Numbers that pandas and NumPy give for the same file; their origin stands in it.</summary>
public sealed class ProfileReferenceTests
{
    private static readonly string s_folder = Path.Combine(AppContext.BaseDirectory, "ReferenceData");
    private static readonly JsonElement s_reference = JsonDocument.Parse(File.ReadAllText(Path.Combine(s_folder, "reference.json"))).RootElement;
    private static readonly ProfileReport s_report = Dataset.FromCsv(Path.Combine(s_folder, "people.csv"), new() { Label = "default" }).Profile();

    public static TheoryData<string> Columns => [.. s_reference.GetProperty("columns").EnumerateObject().Select(column => column.Name)];

    [Theory]
    [MemberData(nameof(Columns))]
    public void Column_OfPeople_EqualsPandas(string name)
    {
        JsonElement expected = s_reference.GetProperty("columns").GetProperty(name);
        ColumnProfile column = s_report[name];

        Assert.Equal(expected.GetProperty("missing").GetInt64(), column.Missing);
        Assert.Equal(expected.GetProperty("distinct").GetDouble(), column.Distinct);
        Assert.Equal(expected.GetProperty("top").EnumerateArray().Select(top => top[1].GetInt64()), column.Top.Take(3).Select(top => top.Count));
        if (!expected.TryGetProperty("mean", out _)) return;
        foreach ((string key, double? actual) in (ReadOnlySpan<(string, double?)>)[("mean", column.Mean), ("std", column.StandardDeviation), ("min", column.Min), ("max", column.Max), ("zeros", column.Zeros)])
            Close(expected.GetProperty(key).GetDouble(), actual, 1e-11);
        Close(expected.GetProperty("skewness").GetDouble(), column.Skewness, 1e-7);
        Close(expected.GetProperty("kurtosis").GetDouble(), column.Kurtosis, 1e-7);
        foreach ((JsonElement quantile, double probability) in expected.GetProperty("quantiles").EnumerateArray().Zip((double[])[0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99]))
            Close(quantile.GetDouble(), column.Quantile(probability), 1e-12);
    }

    // SciPy 1.10: chisquare([120, 100, 80]) and chisquare([152, 124, 68]).
    [Fact]
    public void Evenness_OfLevels_EqualsSciPy()
    {
        double? Of(params int[] counts) => new Dataset(CategoryColumn.FromValues("x", counts.SelectMany((count, level) => Enumerable.Repeat($"level {level}", count)))).Profile()["x"].EvennessPValue;
        Close(0.018315638888734182, Of(120, 100, 80), 1e-12);
        Close(1.1789300370444807e-07, Of(152, 124, 68), 1e-12);
        Assert.Equal((1.0, null), (Of(50, 50), Of(50)));
    }

    [Fact]
    public void Correlations_OfPeople_EqualPandas()
    {
        Assert.Equal(6, s_reference.GetProperty("correlations").GetArrayLength());
        foreach (JsonElement pair in s_reference.GetProperty("correlations").EnumerateArray())
            Close(pair[2].GetDouble(), s_report.Correlations.Single(one => one.A == pair[0].GetString() && one.B == pair[1].GetString()).Value, 1e-9);
    }

    [Fact]
    public void Json_OfPeople_HasWhatAProgramNeeds()
    {
        using JsonDocument json = JsonDocument.Parse(s_report.ToJson());
        JsonElement income = json.RootElement.GetProperty("data").GetProperty("columns").EnumerateArray().Single(column => column.GetProperty("name").GetString() == "income");

        Assert.Equal(s_report["income"].Quantile(0.5), income.GetProperty("quantiles").GetProperty("0.5").GetDouble());
        Assert.Equal(0, income.GetProperty("quantile_rank_bound").GetDouble());
        Assert.Equal(10, income.GetProperty("top").GetArrayLength());
        Assert.NotEqual(0, json.RootElement.GetProperty("data").GetProperty("correlations").GetArrayLength());
    }

    private static void Close(double expected, double? actual, double relative) => Assert.Equal(expected, actual!.Value, relative * Math.Max(1, Math.Abs(expected)));
}
