using System.Text.Json;
using CsCheck;

namespace Mlops.Sdk.Numerics.Tests;

public sealed class KolmogorovSmirnovTests
{
    private static readonly JsonElement Drift = Reference.Json("drift.json");

    [Fact]
    public void Test_PublicData_MatchesSciPy()
    {
        foreach (JsonProperty pair in Drift.GetProperty("numeric").EnumerateObject())
        {
            double[] a = Reference.Columns($"pairs/{pair.Name}.ref.csv")[0], b = Reference.Columns($"pairs/{pair.Name}.cur.csv")[0];
            TestResult result = KolmogorovSmirnov.Test(a, b);
            Reference.Close(pair.Value.Number("ks"), result.Statistic);
            Reference.Close(pair.Value.Number("p"), result.PValue, 1e-6, 0);
            Reference.Close(pair.Value.Number("p_asymptotic"), KolmogorovSmirnov.Test(a, b, KolmogorovSmirnovMethod.Asymptotic).PValue, 1e-6, 0);
            Reference.Close(pair.Value.Number("wasserstein"), Wasserstein.Distance(a, b));
        }
    }

    [Fact]
    public void Test_SmallSamples_MatchesSciPy()
    {
        IEnumerable<JsonElement> cases = [.. Drift.GetProperty("small_exact").EnumerateArray(), .. Reference.Json("reference.json").GetProperty("pairs").EnumerateArray()];
        foreach (JsonElement pair in cases)
        {
            double[] a = pair.GetProperty("a").Numbers(), b = pair.GetProperty("b").Numbers();
            TestResult result = KolmogorovSmirnov.Test(a, b);
            Reference.Close(pair.Number("statistic"), result.Statistic);
            Reference.Close(pair.Number("p"), result.PValue, 1e-9);
            if (!pair.TryGetProperty("wasserstein", out JsonElement distance))
                continue;
            Reference.Close(distance.GetDouble(), Wasserstein.Distance(a, b));
            Reference.Close(pair.Number("p_asymptotic"), KolmogorovSmirnov.Test(a, b, KolmogorovSmirnovMethod.Asymptotic).PValue, 1e-6);
        }
    }

    [Fact]
    public void Survival_WholeRange_MatchesSciPysKstwo()
    {
        foreach (JsonElement row in Reference.Json("reference.json").GetProperty("tails").GetProperty("kstwo").EnumerateArray())
        {
            double[] v = row.Numbers();
            Reference.Close(v[2], KolmogorovDistribution.Survival(v[0], v[1]), 2e-6, 1e-9);
        }
    }

    [Fact]
    public void Test_AnySamples_IsSymmetricAndEqualsOracle() =>
        Gen.Select(Gen.Int[0, 12].Select(i => (double)i).Array[1, 60], Gen.Int[0, 12].Select(i => i + 0.5 * (i % 2)).Array[1, 60]).Sample((a, b) =>
        {
            double oracle = a.Concat(b).Max(x => Math.Abs(a.Count(v => v <= x) / (double)a.Length - b.Count(v => v <= x) / (double)b.Length));
            TestResult result = KolmogorovSmirnov.Test(a, b);
            Assert.Equal(oracle, result.Statistic, 1e-12);
            Assert.Equal(result, KolmogorovSmirnov.Test(b, a));
            Assert.InRange(result.PValue, 0, 1);
            Assert.Equal(Wasserstein.Distance(b, a), Wasserstein.Distance(a, b), 1e-12);
        });

    [Fact]
    public void Test_EmptyOrMissing_GivesNaN()
    {
        Assert.True(double.IsNaN(KolmogorovSmirnov.Test([double.NaN], [1.0]).PValue));
        Assert.True(double.IsNaN(Wasserstein.Distance([], [1.0])));
        Assert.Equal(new TestResult(0, 1), KolmogorovSmirnov.Test([1.0, double.NaN], [1.0]));
    }

    [Fact]
    public void Test_Sketches_AreCloseToTheSamples()
    {
        double[] a = MomentsTests.Draw(50_000, 1), b = [.. MomentsTests.Draw(40_000, 2).Select(v => v + 0.1)];
        KllSketch first = new(800, 1), second = new(800, 2);
        first.Add(a);
        second.Add(b);
        double bound = first.RankErrorBound(0.9999) + second.RankErrorBound(0.9999);
        Assert.Equal(KolmogorovSmirnov.Test(a, b).Statistic, KolmogorovSmirnov.Test(first, second).Statistic, bound);
        Assert.Equal(Wasserstein.Distance(a, b), Wasserstein.Distance(first, second), 0.01);
    }
}
