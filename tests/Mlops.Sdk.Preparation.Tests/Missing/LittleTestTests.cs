using System.Text.Json;
using CsCheck;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Preparation.Tests.Missing;

public sealed class LittleTestTests
{
    private static readonly JsonElement s_reference = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "ReferenceData", "little.json"))).RootElement;

    [Theory]
    [InlineData("random", 11)]
    [InlineData("dependent", 5)]
    public void Of_Diabetes_EqualsTheRowByRowReference(string name, int modulus)
    {
        double[][] whole = Reference.Read("diabetes").Columns[..6];
        double[][] columns = [.. whole.Select((values, column) => values.Select((value, row) => ((row * 7919L) + (column * 104729L)) % modulus == 0 && (name == "random" || (column > 0 && whole[0][row] > 50)) ? double.NaN : value).ToArray())];
        LittleResult result = LittleTest.Of(columns);
        JsonElement expected = s_reference.GetProperty(name);

        Assert.Equal(expected.GetProperty("statistic").GetDouble(), result.Statistic, 1e-5);
        Assert.Equal((expected.GetProperty("degrees").GetInt32(), expected.GetProperty("patterns").GetInt32()), (result.DegreesOfFreedom, result.Patterns));
        Assert.Equal(expected.GetProperty("p").GetDouble(), result.PValue, 1e-6);
        MissingPatternReport report = Reference.ToDataset(columns).ProfileMissing();
        Assert.Equal(result.Statistic, report.AtRandom!.Statistic, 1e-6);
        Assert.Equal(name == "dependent", report.Findings.Any(finding => finding.Code == "PREP033"));
    }

    [Fact]
    public void Of_NothingToTest_SaysNothing()
    {
        Assert.Equal(double.NaN, LittleTest.Of([]).PValue);
        Assert.Equal(double.NaN, LittleTest.Of([[1.0, 2, 3], [3.0, 1, 2]]).PValue);
        Assert.Equal(double.NaN, LittleTest.Of([[1.0, 2, double.NaN], [4.0, 4, 4]]).PValue);
        Assert.Equal(double.NaN, LittleTest.Of([[1.0, double.PositiveInfinity, double.NaN], [4.0, 5, 4]]).PValue);
        Assert.Throws<ArgumentException>(() => LittleTest.Of([[1.0], [1.0, 2]]));
    }

    [Fact]
    public void Of_AnyTable_IsAProbabilityOrNothing() => Gen.Select(Gen.Int[2, 5], Gen.Int[0, 40], Gen.ULong).Sample((width, rows, seed) =>
    {
        var random = new RandomStream(seed);
        double[][] columns = [.. Enumerable.Range(0, width).Select(_ => Enumerable.Range(0, rows).Select(_ => random.NextDouble() < 0.3 ? double.NaN : Math.Pow(random.NextGaussian(), 3)).ToArray())];
        LittleResult result = LittleTest.Of(columns);
        Assert.True(double.IsNaN(result.PValue) || result is { PValue: >= 0 and <= 1, DegreesOfFreedom: > 0, Statistic: >= -1e-9 }, $"{result}");
    });
}
