using System.Text.Json;

namespace Mlops.Sdk.Profiling.Tests.Gates;

/// <summary>Profiles of real tables beside pandas, SciPy and NumPy; how the numbers were made stands in generate_tables.py. Relative differences are at most 1e-9, or 1e-9 itself of numbers below 1.</summary>
public sealed class ReferenceTableTests
{
    private const double Tolerance = 1e-9;
    private static readonly string s_folder = Path.Combine(AppContext.BaseDirectory, "ReferenceData");
    private static readonly JsonElement s_reference = JsonDocument.Parse(File.ReadAllText(Path.Combine(s_folder, "tables.json"))).RootElement;

    public static TheoryData<string> Tables => [.. s_reference.GetProperty("tables").EnumerateObject().Select(table => table.Name)];

    [Theory]
    [MemberData(nameof(Tables))]
    public void Profile_OfARealTable_EqualsPandasAndSciPy(string name)
    {
        JsonElement expected = s_reference.GetProperty("tables").GetProperty(name);
        double[] probabilities = [.. s_reference.GetProperty("probabilities").EnumerateArray().Select(one => one.GetDouble())];
        Dataset data = Dataset.FromCsv(Path.Combine(s_folder, $"{name}.csv"));
        ProfileReport report = data.Profile();
        Assert.Equal(expected.GetProperty("rows").GetInt64(), report.RowCount);
        foreach (JsonProperty column in expected.GetProperty("columns").EnumerateObject()) AssertColumn(column, report[column.Name], probabilities, report.Summary[column.Name].AreCountsExact);
        foreach (JsonElement pair in expected.GetProperty("pairs").EnumerateArray())
        {
            Association? association = report.Association(pair.GetProperty("a").GetString()!, pair.GetProperty("b").GetString()!);
            Assert.True(association is not null, pair.GetRawText());
            foreach (JsonProperty measure in pair.EnumerateObject().Where(measure => measure.Value.ValueKind == JsonValueKind.Number))
                Close(measure.Value, association[measure.Name], $"{name} {pair.GetRawText()}", measure.Name == "phi_k" ? 1e-6 : Tolerance);
        }
    }

    private static void AssertColumn(JsonProperty expected, ColumnProfile column, double[] probabilities, bool isExact)
    {
        JsonElement told = expected.Value;
        Assert.Equal((told.GetProperty("missing").GetInt64(), told.GetProperty("distinct").GetDouble()), (column.Missing, column.Distinct));
        if (isExact) Assert.Equal(told.GetProperty("top_counts").EnumerateArray().Select(count => count.GetInt64()), column.Top.Take(5).Select(top => top.Count));
        Assert.Equal((0, 0), (column.DistinctBound, column.QuantileRankBound));
        if (!told.TryGetProperty("mean", out _)) return;
        Assert.Equal(told.GetProperty("zeros").GetInt64(), column.Zeros);
        foreach ((string key, double? actual) in (ReadOnlySpan<(string, double?)>)[("mean", column.Mean), ("std", column.StandardDeviation), ("min", column.Min), ("max", column.Max), ("skewness", column.Skewness), ("kurtosis", column.Kurtosis), ("sum", column.Sum), ("mad", column.MedianAbsoluteDeviation)])
            Close(told.GetProperty(key), actual, $"{expected.Name} {key}", Tolerance);
        foreach ((JsonElement quantile, double probability) in told.GetProperty("quantiles").EnumerateArray().Zip(probabilities))
            Close(quantile, column.Quantile(probability), $"{expected.Name} {probability}", Tolerance);
        double mean = told.GetProperty("mean").GetDouble(), std = told.GetProperty("std").GetDouble();
        Assert.Equal(0, column.MedianAbsoluteDeviationBound);
        Assert.Equal(std / mean, column.CoefficientOfVariation!.Value, Tolerance * Math.Max(1, Math.Abs(std / mean) * Math.Max(1, column.Range!.Value / Math.Abs(mean))));
        Assert.Equal(std * std, column.Variance!.Value, 1e-9 * Math.Max(1, std * std));
    }

    private static void Close(JsonElement expected, double? actual, string what, double tolerance)
    {
        if (expected.ValueKind == JsonValueKind.Null) return;
        double truth = expected.GetDouble();
        Assert.True(actual is { } value && Math.Abs(value - truth) <= tolerance * Math.Max(1, Math.Abs(truth)), $"{what}: {actual:R} and not {truth:R}");
    }
}
