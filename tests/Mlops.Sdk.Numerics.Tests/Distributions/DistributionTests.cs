using System.Text.Json;

namespace Mlops.Sdk.Numerics.Tests;

public sealed class DistributionTests
{
    private static readonly JsonElement Tails = Reference.Json("reference.json").GetProperty("tails");

    [Fact]
    public void Normal_ManyPoints_MatchesSciPy()
    {
        Each("normal", v => (v[1], Normal.Cumulative(v[0])), 1e-12);
        Each("normal", v => (v[2], Normal.Survival(v[0])), 1e-12);
        Each("normal_quantile", v => (v[1], Normal.Quantile(v[0])), 1e-9);
    }

    [Fact]
    public void ChiSquared_ManyPoints_MatchesSciPy()
    {
        Each("chi2", v => (v[2], ChiSquared.Survival(v[0], v[1])), 1e-9);
        Each("chi2_quantile", v => (v[2], ChiSquared.Quantile(v[0], v[1])), 1e-9);
    }

    [Fact]
    public void StudentT_ManyPoints_MatchesSciPy()
    {
        Each("t", v => (v[2], StudentT.Survival(v[0], v[1])), 1e-9);
        Each("t_quantile", v => (v[2], StudentT.Quantile(v[0], v[1])), 1e-9);
    }

    [Fact]
    public void FisherF_ManyPoints_MatchesSciPy() => Each("f", v => (v[3], FisherF.Survival(v[0], v[1], v[2])), 1e-9);

    [Fact]
    public void Tails_EdgeArguments_AreDefined()
    {
        Assert.Equal((0.0, double.PositiveInfinity), (ChiSquared.Quantile(0, 2), StudentT.Quantile(1, 2)));
        Assert.True(double.IsNaN(Normal.Cumulative(double.NaN)) && double.IsNaN(ChiSquared.Survival(double.NaN, 1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => ChiSquared.Survival(1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Normal.Quantile(1.5));
    }

    private static void Each(string name, Func<double[], (double Expected, double Actual)> pick, double relative)
    {
        foreach (JsonElement row in Tails.GetProperty(name).EnumerateArray())
        {
            (double expected, double actual) = pick(row.Numbers());
            Assert.True(Math.Abs(expected - actual) <= relative * Math.Abs(expected) + 1e-320, $"{name} {row}: got {actual:R}, expected {expected:R}");
        }
    }
}
