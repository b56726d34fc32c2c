using System.Text.Json;

namespace Mlops.Sdk.Numerics.Tests;

public sealed class CountDistanceTests
{
    private static readonly JsonElement Drift = Reference.Json("drift.json");

    [Fact]
    public void Distances_PublicCategories_MatchSciPyAndEvidently()
    {
        foreach (JsonProperty pair in Drift.GetProperty("categorical").EnumerateObject())
        {
            long[] a = Longs(pair.Value, "a"), b = Longs(pair.Value, "b");
            double[] chi2 = pair.Value.GetProperty("chi2").Numbers();
            TestResult test = ChiSquareTest.TwoSample(a, b);
            Reference.Close(chi2[0], test.Statistic);
            Reference.Close(chi2[1], test.PValue, 1e-9, 0);
            Reference.Close(pair.Value.Number("tvd"), CountDistance.TotalVariation(a, b));
            Reference.Close(pair.Value.Number("js_base2"), CountDistance.JensenShannon(a, b), 1e-8);
            Reference.Close(pair.Value.Number("hellinger"), CountDistance.Hellinger(a, b));
            Reference.Close(pair.Value.Number("psi"), CountDistance.PopulationStabilityIndex(a, b, 1e-12));
        }
    }

    [Fact]
    public void Distances_EvidentlysBins_MatchEvidently()
    {
        foreach (string name in new[] { "elec_nswdemand_shift", "weather_temp_small800" })
        {
            double[] a = Reference.Columns($"pairs/{name}.ref.csv")[0], b = Reference.Columns($"pairs/{name}.cur.csv")[0];
            Histogram both = Histogram.Of([.. a, .. b], HistogramRule.Sturges);
            Histogram first = Histogram.WithEdges(both.Edges[0], both.Edges[^1], both.Counts.Count), second = Histogram.WithEdges(both.Edges[0], both.Edges[^1], both.Counts.Count);
            first.Add(a);
            second.Add(b);
            double natural = CountDistance.JensenShannon([.. first.Counts], [.. second.Counts]) * Math.Sqrt(Math.Log(2));
            Reference.Close(Drift.GetProperty("numeric").GetProperty(name).Number("evidently_js"), natural);
        }
    }

    [Fact]
    public void TwoSample_Tables_MatchSciPy()
    {
        foreach (JsonElement table in Reference.Json("reference.json").GetProperty("tables").EnumerateArray())
        {
            long[] a = Longs(table, "a"), b = Longs(table, "b");
            TestResult test = ChiSquareTest.TwoSample([.. a, 0], [.. b, 0]);
            Reference.Close(table.Number("statistic"), test.Statistic);
            Reference.Close(table.Number("p"), test.PValue);
            Reference.Close(table.Number("js_base2"), CountDistance.JensenShannon(a, b));
            Reference.Close(table.Number("tv"), CountDistance.TotalVariation(a, b));
        }
    }

    [Fact]
    public void Distances_DegenerateCounts_AreDefined()
    {
        Assert.True(double.IsNaN(ChiSquareTest.TwoSample([0, 0], [1, 2]).PValue));
        Assert.Equal(new TestResult(0, 1), ChiSquareTest.TwoSample([5, 0], [3, 0]));
        Assert.True(double.IsNaN(CountDistance.PopulationStabilityIndex([], [])));
        Assert.Equal(1, CountDistance.JensenShannon([4, 0], [0, 9]));
        Assert.Equal(2 * (1 - 1e-4) * Math.Log(1e4), CountDistance.PopulationStabilityIndex([4, 0], [0, 9]), 1e-12);
        Assert.Throws<ArgumentException>(() => CountDistance.TotalVariation([1], [1, 2]));
    }

    [Fact]
    public void Adjustments_StatsmodelsExample_Match()
    {
        JsonElement expected = Drift.GetProperty("corrections");
        double[] p = expected.GetProperty("p").Numbers();
        Check("bonferroni", MultipleTesting.Bonferroni(p));
        Check("holm", MultipleTesting.Holm(p));
        Check("fdr_bh", MultipleTesting.BenjaminiHochberg(p));
        Assert.Equal([0.02, double.NaN, 0.06], MultipleTesting.BenjaminiHochberg([0.01, double.NaN, 0.06]));

        void Check(string name, double[] actual)
        {
            double[] wanted = expected.GetProperty(name).Numbers();
            for (int i = 0; i < wanted.Length; i++)
                Reference.Close(wanted[i], actual[i]);
        }
    }

    private static long[] Longs(JsonElement element, string name) => [.. element.GetProperty(name).EnumerateArray().Select(e => e.GetInt64())];
}
