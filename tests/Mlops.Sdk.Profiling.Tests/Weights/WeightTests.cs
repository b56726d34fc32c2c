using System.Text.Json;
using CsCheck;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Profiling.Tests.Weights;

public sealed class WeightTests
{
    private static readonly string s_folder = Path.Combine(AppContext.BaseDirectory, "ReferenceData");
    private static readonly JsonElement s_reference = JsonDocument.Parse(File.ReadAllText(Path.Combine(s_folder, "weighted.json"))).RootElement;
    private static readonly Dataset s_people = Weighted(Dataset.FromCsv(Path.Combine(s_folder, "people.csv")), [.. s_reference.GetProperty("weights").EnumerateArray().Select(one => one.GetDouble())]);
    private static readonly ProfileReport s_report = s_people.Profile();

    public static TheoryData<string> Columns => [.. s_reference.GetProperty("columns").EnumerateObject().Select(column => column.Name)];

    [Fact]
    public void Weights_OfPeople_EqualStatsmodels()
    {
        WeightProfile weights = s_report.Weights!;
        Close(s_reference.GetProperty("total").GetDouble(), weights.TotalWeight);
        Close(s_reference.GetProperty("effective").GetDouble(), weights.EffectiveRows);
        Close(weights.Rows / weights.EffectiveRows, weights.DesignEffect);
        Assert.Equal((s_reference.GetProperty("zero").GetInt64(), 0), (weights.ZeroRows, weights.UnusableRows));
        Assert.Null(weights["w"]);
    }

    [Theory]
    [MemberData(nameof(Columns))]
    public void Column_OfPeople_EqualsStatsmodels(string name)
    {
        JsonElement expected = s_reference.GetProperty("columns").GetProperty(name);
        WeightedColumn column = s_report.Weights![name]!;
        Close(expected.GetProperty("missing_share").GetDouble(), column.MissingShare);
        if (expected.TryGetProperty("mean", out JsonElement mean))
        {
            Close(mean.GetDouble(), column.Mean);
            foreach ((string key, double? actual) in (ReadOnlySpan<(string, double?)>)[("std_reliability", column.StandardDeviation), ("std_frequency", column.FrequencyStandardDeviation), ("skewness", column.Skewness), ("kurtosis", column.Kurtosis), ("effective", column.EffectiveCount)])
                Close(expected.GetProperty(key).GetDouble(), actual);
            foreach ((JsonElement quantile, double probability) in expected.GetProperty("quantiles").EnumerateArray().Zip((double[])[0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99]))
                Close(quantile.GetDouble(), column.Quantile(probability));
        }

        foreach (WeightedValue value in column.Top)
        {
            double[] weights = s_people["w"].ToNumbers().ToArray();
            Close(Enumerable.Range(0, weights.Length).Where(row => !s_people[name].IsMissing(row) && s_people[name].GetText(row) == value.Value).Sum(row => weights[row]), value.Weight!.Value);
        }

        if (!expected.TryGetProperty("top", out JsonElement top) || column.Type is not (ColumnType.Category or ColumnType.Text)) return;
        Assert.Equal(top.EnumerateArray().Select(one => one[0].GetString()), column.Top.Take(top.GetArrayLength()).Select(one => one.Value));
        foreach ((JsonElement one, WeightedValue value) in top.EnumerateArray().Zip(column.Top)) Close(one[1].GetDouble(), value.Share);
    }

    [Fact]
    public void Weights_AllEqual_GiveThePlainNumbers()
    {
        ProfileReport report = Weighted(s_people.Drop("w"), [.. Enumerable.Repeat(2.5, s_people.RowCount)]).Profile();
        Assert.Equal(report.RowCount, report.Weights!.EffectiveRows, 6);
        foreach (WeightedColumn column in report.Weights.Columns)
        {
            Close(report[column.Name].MissingShare, column.MissingShare);
            if (column.Mean is null) continue;
            Close(report[column.Name].Mean!.Value, column.Mean);
            Close(report[column.Name].StandardDeviation!.Value, column.StandardDeviation);
        }

        Assert.DoesNotContain(report.Findings, finding => finding.Code is "PROF072" or "PROF073" or "PROF074");
    }

    [Fact]
    public void Weights_AsRepeatedRows_GiveTheNumbersOfTheRepeatedTable() => Gen.Int[0, 4].Array[60].Sample(times =>
    {
        if (times.Sum() < 2) return;
        Dataset data = Tables.Mixed(60, (ulong)times.Sum()).WithRole("flag", ColumnRole.Feature);
        WeightProfile weights = Weighted(data, [.. times.Select(time => (double)time)]).Profile().Weights!;
        ProfileReport repeated = data.Take(Enumerable.Range(0, 60).SelectMany(row => Enumerable.Repeat(row, times[row])).ToArray()).Profile();
        foreach (WeightedColumn column in weights.Columns)
        {
            ColumnProfile plain = repeated[column.Name];
            Close(plain.MissingShare, column.MissingShare);
            if (plain.Mean is null) continue;
            Close(plain.Mean.Value, column.Mean);
            Close(plain.StandardDeviation!.Value, column.FrequencyStandardDeviation);
        }

        foreach ((string value, long count) in repeated["city"].Top) Close((double)count / (repeated["city"].Rows - repeated["city"].Missing), weights["city"]!.Top.Single(one => one.Value == value).Share);
    }, iter: 30);

    [Fact]
    public void Merge_OfParts_IsTheWhole_AlsoInSketches() => Gen.Select(Tables.Parts, Gen.ULong).Sample((parts, seed) =>
    {
        foreach (int exact in (int[])[200_000, 100])
        {
            var options = new ProfileOptions { Detail = ProfileDetail.Standard, Summary = new() { ExactValues = exact } };
            ProfileSummary whole = new(s_people.Schema, options), merged = new(s_people.Schema, options);
            whole.Add(s_people);
            foreach (Dataset cut in Tables.Cut(s_people, parts, seed))
            {
                var part = new ProfileSummary(cut.Schema, options);
                part.Add(cut);
                merged.Merge(part);
            }

            WeightProfile one = whole.ToReport().Weights!, other = merged.ToReport().Weights!;
            Close(one.EffectiveRows, other.EffectiveRows);
            foreach ((WeightedColumn a, WeightedColumn b) in one.Columns.Zip(other.Columns))
            {
                Close(a.MissingShare, b.MissingShare);
                if (a.Mean is not null) Close(a.Mean.Value, b.Mean);
                if (a.QuantileRankBound == 0 && b.QuantileRankBound == 0) Assert.Equal(a.Quantile(0.3), b.Quantile(0.3));
                Assert.Equal(a.Top.Select(top => top.Value), b.Top.Select(top => top.Value));
            }

            byte[] bytes = Tables.Bytes(merged.WriteTo);
            Assert.Equal(bytes, Tables.Bytes(ProfileSummary.ReadFrom(new BinaryReader(new MemoryStream(bytes))).WriteTo));
        }
    }, iter: 8);

    [Fact]
    public void Weights_OfAnyKind_AreCountedAndLeftOut()
    {
        Dataset data = new(new NumberColumn("x", new double[] { 1, 2, 3, double.PositiveInfinity, 5, 6, 7, 8 }), new NumberColumn("w", new[] { 1, -1, double.NaN, 1, double.PositiveInfinity, 0, 1e200, 3 }));
        WeightProfile weights = data.WithRole("w", ColumnRole.Weight).Profile().Weights!;
        Assert.Equal((3, 1, 4, 5), (weights.Rows, weights.ZeroRows, weights.UnusableRows, weights.TotalWeight));
        Assert.Equal((1 + (3 * 8)) / 4.0, weights["x"]!.Mean);
        Assert.Null(new Dataset(new NumberColumn("x", new double[] { 1, 2 }), CategoryColumn.FromValues("w", ["a", "b"])).WithRole("w", ColumnRole.Weight).Profile().Weights);
        Assert.NotEmpty(data.Slice(0, 0).WithRole("w", ColumnRole.Weight).Profile().ToHtml());
    }

    [Fact]
    public void Shift_OfWeightsByChance_IsNoFinding()
    {
        int findings = 0;
        for (ulong seed = 0; seed < 40; seed++)
        {
            var random = new RandomStream(seed);
            Dataset data = new(Enumerable.Range(0, 10).Select(c => new NumberColumn($"x{c}", Enumerable.Range(0, 100).Select(_ => random.NextGaussian()).ToArray())));
            findings += Weighted(data, [.. Enumerable.Range(0, 100).Select(_ => Math.Exp(random.NextGaussian()))]).Profile(new() { Detail = ProfileDetail.Standard }).Findings.Count(finding => finding.Code == "PROF074");
        }

        Assert.Equal(0, findings);
    }

    [Fact]
    public void Json_HasTheWeightedNumbers()
    {
        using JsonDocument json = JsonDocument.Parse(s_report.ToJson());
        JsonElement weights = json.RootElement.GetProperty("data").GetProperty("weights");
        Close(s_report.Weights!.EffectiveRows, weights.GetProperty("effective_rows").GetDouble());
        JsonElement income = weights.GetProperty("columns").EnumerateArray().Single(column => column.GetProperty("name").GetString() == "income");
        Close(s_report.Weights["income"]!.Quantile(0.5)!.Value, income.GetProperty("quantiles").GetProperty("0.5").GetDouble());
        Assert.True(income.GetProperty("top")[0].GetProperty("weight").GetDouble() > 0);
        Assert.Contains("of the weight", s_report.ToHtml(), StringComparison.Ordinal);
        Assert.Contains("Weighted by w", s_report.ToMarkdown(), StringComparison.Ordinal);
    }

    internal static Dataset Weighted(Dataset data, double[] weights) => data.With(new NumberColumn("w", weights), ColumnRole.Weight);

    private static void Close(double expected, double? actual) => Assert.Equal(expected, actual!.Value, 1e-9 * Math.Max(1, Math.Abs(expected)));
}
