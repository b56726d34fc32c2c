using System.Text.Json;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Profiling.Tests;

public sealed class AssociationTests
{
    private static readonly string s_folder = Path.Combine(AppContext.BaseDirectory, "ReferenceData");
    private static readonly JsonElement s_reference = JsonDocument.Parse(File.ReadAllText(Path.Combine(s_folder, "pairs.json"))).RootElement;

    [Fact]
    public void Associations_OfBreastCancer_EqualSciPy()
    {
        ProfileReport report = Dataset.FromCsv(Path.Combine(s_folder, "breast_cancer.csv")).Profile();
        Assert.Equal(569, report.SampledRows);
        Assert.Equal(435, s_reference.GetProperty("breast_cancer").GetArrayLength());
        foreach (JsonElement pair in s_reference.GetProperty("breast_cancer").EnumerateArray())
        {
            Association found = report.Association(pair[0].GetString()!, pair[1].GetString()!)!;
            foreach ((string name, int at, double tolerance) in (ReadOnlySpan<(string, int, double)>)[("pearson", 2, 1e-9), ("spearman", 3, 1e-9), ("kendall", 4, 1e-9), ("phi_k", 5, 1e-7)])
                if (pair[at].ValueKind == JsonValueKind.Number) Assert.Equal(pair[at].GetDouble(), found[name]!.Value, tolerance);
            Assert.All(found.Measures, measure => Assert.Equal((569, 0.0), (measure.Rows, measure.StandardError)));
        }
    }

    [Fact]
    public void Associations_OfPeople_EqualPandas()
    {
        ProfileReport report = Dataset.FromCsv(Path.Combine(s_folder, "people.csv"), new() { Label = "default" }).Profile();
        foreach (JsonElement pair in s_reference.GetProperty("people").EnumerateArray())
        {
            Association found = report.Association(pair.GetProperty("a").GetString()!, pair.GetProperty("b").GetString()!)!;
            foreach (JsonProperty measure in pair.EnumerateObject().Where(property => property.Value.ValueKind == JsonValueKind.Number))
                Assert.Equal(measure.Value.GetDouble(), found[measure.Name] ?? Math.Abs(found["pearson"]!.Value), measure.Name == "phi_k" ? 1e-7 : 1e-9);
        }

        Association flags = report.Association("member", "default")!;
        Assert.Equal(["pearson", "spearman", "kendall", "cramers_v", "theils_u_ab", "theils_u_ba", "phi_k", "mutual_information"], flags.Measures.Select(measure => measure.Name));
        Assert.Equal(report.Associations.OrderByDescending(pair => pair.Strength), report.Associations);
    }

    [Fact]
    public void Associations_WideTable_TellsThePlantedPairs()
    {
        const int Rows = 900, Columns = 90;
        var random = new RandomStream(2);
        List<Column> columns = [.. Enumerable.Range(0, Columns).Select(c => new NumberColumn($"n{c}", Draw(Rows, _ => random.NextGaussian())))];
        ReadOnlyMemory<double> base0 = columns[0].ToNumbers(), base1 = columns[1].ToNumbers();
        columns[80] = new NumberColumn("n80", Draw(Rows, row => Math.Exp(base0.Span[row]) + (row % 9 == 0 ? double.NaN : 0)));
        columns.Add(CategoryColumn.FromValues("c0", Enumerable.Range(0, Rows).Select(row => base1.Span[row] > 0.8 ? "high" : base1.Span[row] < -1 ? null : "low")));
        columns.Add(CategoryColumn.FromValues("c1", Enumerable.Range(0, Rows).Select(row => base1.Span[row] > 0.8 ? $"up{row % 2}" : $"down{row % 3}")));
        columns.Add(CategoryColumn.FromValues("many", Enumerable.Range(0, Rows).Select(row => $"v{row % 300}")));
        ProfileReport report = new Dataset(columns).Profile(new() { Associations = 25 });

        Assert.Equal(25, report.Associations.Length);
        Assert.Equal(("n0", "n80"), (report.Associations[0].A, report.Associations[0].B));
        Assert.Equal(1, report.Associations[0]["spearman"]);
        Assert.Contains(report.Associations.Take(4), pair => (pair.A, pair.B) == ("c0", "c1") && pair["cramers_v"] > 0.9 && pair["phi_k"] > 0.9);
        Assert.Equal(report.ToJson(), new Dataset(columns).Profile(new() { Associations = 25 }).ToJson());
        Assert.Contains(report.Associations.Take(4), pair => (pair.A, pair.B) == ("n1", "c0") && pair["correlation_ratio"] > 0.7);
    }

    [Fact]
    public void Associations_OfASample_TellItsSizeAndError()
    {
        var random = new RandomStream(6);
        double[] x = Draw(9000, _ => random.NextGaussian()), y = [.. x.Select(v => v + random.NextGaussian())];
        ProfileReport report = new Dataset(new NumberColumn("x", x), new NumberColumn("y", y)).Profile(new() { SampleRows = 2000, Summary = new() { ExactValues = 1000 } });
        Association pair = Assert.Single(report.Associations);
        AssociationMeasure pearson = pair.Measures[0], spearman = pair.Measures[1];
        Assert.Equal(2000, report.SampledRows);
        Assert.Equal(("pearson", 9000, 0.0), (pearson.Name, pearson.Rows, pearson.StandardError));
        Assert.Equal(Correlation.Pearson(x, y), pearson.Value, 1e-9);
        Assert.Equal(2000, spearman.Rows);
        Assert.InRange(spearman.StandardError, 0.005, 0.02);
        Assert.Equal(Correlation.Spearman(x, y), spearman.Value, 4 * spearman.StandardError);
        Assert.True(double.IsNaN(pair.Measures[^1].StandardError));
    }

    [Fact]
    public void Associations_UselessColumns_AreLeftOut()
    {
        Dataset data = new Dataset(
            new NumberColumn("constant", Draw(60, _ => 3)), new NumberColumn("missing", Draw(60, _ => double.NaN)), new IntegerColumn("id", (long[])[.. Enumerable.Range(0, 60).Select(i => (long)i)]),
            TextColumn.FromValues("words", Enumerable.Range(0, 60).Select(i => $"text {i}")), new NumberColumn("x", Draw(60, i => i % 7)), CategoryColumn.FromValues("c", Enumerable.Range(0, 60).Select(i => $"{i % 7}")))
            .WithRole("id", ColumnRole.Id);
        Association only = Assert.Single(data.Profile().Associations);
        Assert.Equal(("x", "c", 1.0, 1.0), (only.A, only.B, only["correlation_ratio"], only["mutual_information"]));
        Assert.Null(only["kendall"]);
        Assert.Empty(data.Profile(new() { Detail = ProfileDetail.Standard }).Associations);
    }

    [Fact]
    public void MissingPairs_SameAndOtherRows_HaveTheirCorrelation()
    {
        Dataset data = new(
            new NumberColumn("a", Draw(90, i => i % 3 == 0 ? double.NaN : i)), CategoryColumn.FromValues("b", Enumerable.Range(0, 90).Select(i => i % 3 == 0 ? null : "v")), new NumberColumn("c", Draw(90, i => i % 3 == 1 ? double.NaN : i)), new NumberColumn("full", Draw(90, i => i)));
        MissingPair[] pairs = [.. data.Profile().MissingPairs];
        Assert.Equal([("a", "b", 30), ("a", "c", 0), ("b", "c", 0)], pairs.Select(pair => (pair.A, pair.B, (int)pair.BothMissing)));
        Assert.Equal(1, pairs[0].Correlation, 1e-12);
        Assert.Equal(-0.5, pairs[1].Correlation, 1e-12);
    }

    private static double[] Draw(int rows, Func<int, double> draw) => [.. Enumerable.Range(0, rows).Select(draw)];
}
