using System.Text.Json;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Learning.Tests.Metrics;

public sealed class CalibrationReferenceTests
{
    private static readonly JsonElement Root = Read();

    [Fact]
    public void Beta_ReferenceCases_EqualAGeneralMinimiser()
    {
        foreach (JsonElement one in Root.GetProperty("beta").EnumerateArray())
        {
            BetaCalibration fit = BetaCalibration.Fit(MetricReference.Numbers(one, "probabilities"), [.. MetricReference.Numbers(one, "positive").Select(value => value == 1)], MetricReference.Numbers(one, "weights"));
            Assert.Equal(one.GetProperty("a").GetDouble(), fit.A, 1e-4);
            Assert.Equal(one.GetProperty("b").GetDouble(), fit.B, 1e-4);
            Assert.Equal(one.GetProperty("c").GetDouble(), fit.C, 1e-4);
        }
    }

    [Fact]
    public void Beta_FallingFrequencies_GivesTheShareOfAll()
    {
        double[] p = [0.1, 0.2, 0.3, 0.7, 0.8, 0.9];
        BetaCalibration fit = BetaCalibration.Fit(p, [true, true, true, false, false, false]);
        Assert.All(p, value => Assert.Equal(0.5, fit.At(value), 12));
    }

    [Fact]
    public void Temperature_ReferenceCases_EqualAGeneralMinimiser()
    {
        foreach (JsonElement one in Root.GetProperty("temperature").EnumerateArray())
        {
            TemperatureScaling fit = TemperatureScaling.Fit(MetricReference.Numbers(one, "probabilities"), Array.ConvertAll(MetricReference.Numbers(one, "actual"), value => (int)value), one.GetProperty("classes").GetInt32(), MetricReference.Numbers(one, "weights"));
            Assert.Equal(one.GetProperty("temperature").GetDouble(), fit.Temperature, 1e-5);
        }
    }

    private static JsonElement Read()
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "ReferenceData", "calibration.json")));
        return document.RootElement.Clone();
    }
}
