using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Profiling.Tests;

/// <summary>How often the default rule alarms when nothing is wrong, and how often it does when something is.</summary>
public sealed class AnomalyCalibrationTests
{
    private static readonly DateTime s_first = new(2026, 1, 5);

    [Theory]
    [InlineData(30, false)]
    [InlineData(30, true)]
    [InlineData(90, false)]
    [InlineData(90, true)]
    public void Automatic_OnAUsualPeriod_KeepsItsRate(int periods, bool weekly)
    {
        const int series = 200, repeats = 5;
        const double rate = 0.2;
        int families = 0;
        for (ulong seed = 0; seed < repeats; seed++) families += Alarms(periods, weekly, series, seed, shift: 0, rate) > 0 ? 1 : 0;

        // At most one in five may alarm; five of five would happen once in 3,000 at that rate.
        Assert.InRange(families, 0, 4);
    }

    [Theory]
    [InlineData(30, false)]
    [InlineData(30, true)]
    [InlineData(90, true)]
    public void Automatic_OnAGreatChange_Alarms(int periods, bool weekly) => Assert.InRange(Alarms(periods, weekly, series: 100, seed: 1, shift: 12, rate: 0.01), 95, 100);

    private static int Alarms(int periods, bool weekly, int series, ulong seed, double shift, double rate)
    {
        var random = RandomStream.For(seed, "calibration");
        ProfileMetric[] Period(int day, double moved) => [.. Enumerable.Range(0, series).Select(i => new ProfileMetric($"m{i}", null, moved + random.NextGaussian() + (weekly && day % 7 >= 5 ? -15 : 0)))];
        ProfileHistory history = ProfileHistory.InMemory();
        for (int day = 0; day < periods; day++) history.Append(s_first.AddDays(day), Period(day, 0));
        return history.Judge(s_first.AddDays(periods), Period(periods, shift), new() { Rules = [AnomalyRule.Automatic(rate)] }).Anomalies.Length;
    }
}
