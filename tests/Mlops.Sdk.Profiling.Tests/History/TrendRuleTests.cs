using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Profiling.Tests;

/// <summary>A metric that drifts steadily is usual; a break of its line is not.</summary>
public sealed class TrendRuleTests
{
    private static readonly DateTime s_first = new(2026, 1, 5);

    public static TheoryData<string> Rules => ["trend", "trend with weekdays", "automatic"];

    [Theory]
    [MemberData(nameof(Rules))]
    public void ASteadyDrift_IsUsual_AndItsBreakIsTold(string name)
    {
        AnomalyRule rule = Rule(name);
        bool weekly = name != "trend";
        Assert.InRange(Judge(rule, [.. Series(90, 0.5, weekly, seed: 3)], from: 40).Anomalies.Length, 0, 1);

        // It stops to grow, falls back by half of what it had grown, jumps ahead.
        foreach ((double change, string what) in ((double, string)[])[(-30, "back"), (+20, "ahead")])
        {
            AnomalyReport report = Judge(rule, [.. Series(90, 0.5, weekly, seed: 3), Value(90, 0.5, weekly, 0) + change], from: 90);
            Assert.True(report.Anomalies.Length == 1, $"{name}, {what}: {report.Anomalies.Length}");
            Assert.Equal("HIST001", report.Findings[0].Code);
        }
    }

    [Theory]
    [InlineData("trend")]
    [InlineData("trend with weekdays")]
    public void ATurnOfTheDrift_IsToldSoon(string name)
    {
        bool weekly = name != "trend";
        double[] values = [.. Series(70, 1, weekly, seed: 5)];
        double[] turned = [.. values, .. Enumerable.Range(70, 12).Select(day => Value(day, 1, weekly, 0) - (2.5 * (day - 69)))];
        DateTime first = Judge(Rule(name), turned, from: 70).Anomalies.Select(anomaly => anomaly.Period).DefaultIfEmpty(DateTime.MaxValue).Min();
        Assert.InRange(first, s_first.AddDays(70), s_first.AddDays(76));
    }

    [Fact]
    public void Trend_AcrossAGap_GoesOnByDate()
    {
        ProfileHistory history = ProfileHistory.InMemory();
        double[] values = [.. Series(60, 2, weekly: false, seed: 8)];
        for (int day = 0; day < 60; day++)
            if (day is < 30 or > 39) history.Append(s_first.AddDays(day), [new("load", null, values[day])]);
        AnomalyOptions options = new() { Rules = [AnomalyRule.Trend()] };
        Assert.Empty(history.Judge(s_first.AddDays(64), [new("load", null, 128)], options).Anomalies);
        Assert.Single(history.Judge(s_first.AddDays(64), [new("load", null, 108)], options).Anomalies);
    }

    [Fact]
    public void OnlineNormal_FollowsSlowChanges_AndTellsGreatOnes()
    {
        double[] slow = [.. Series(120, 0.02, weekly: false, seed: 11)];
        Assert.InRange(Judge(AnomalyRule.OnlineNormal(), slow, from: 20).Anomalies.Length, 0, 1);
        Assert.Single(Judge(AnomalyRule.OnlineNormal(), [.. slow, 2.4 + 9], from: 120).Anomalies);

        // What was long ago has no say any more: a level of two hundred periods before.
        double[] moved = [.. Enumerable.Repeat(500.0, 30), .. Series(200, 0, weekly: false, seed: 12)];
        Assert.InRange(Judge(AnomalyRule.OnlineNormal(), [.. moved, 9], from: 230).Anomalies.Single().Expected, -0.6, 0.6);
    }

    [Theory]
    [InlineData(14)]
    [InlineData(30)]
    public void Trend_AndOnlineNormal_KeepTheirRateOnNoise(int periods)
    {
        // 4 % of normal values pass a threshold of 2.054: of 250 values 10 are expected, more than 24 once in 20,000.
        foreach (AnomalyRule rule in (AnomalyRule[])[AnomalyRule.Trend(2.054), AnomalyRule.OnlineNormal(2.054)])
        {
            var random = RandomStream.For(9, $"noise {periods}");
            ProfileMetric[] Period() => [.. Enumerable.Range(0, 250).Select(i => new ProfileMetric($"m{i}", null, random.NextGaussian()))];
            ProfileHistory history = ProfileHistory.InMemory();
            for (int day = 0; day < periods; day++) history.Append(s_first.AddDays(day), Period());
            Assert.InRange(history.Judge(s_first.AddDays(periods), Period(), new() { Rules = [rule] }).Anomalies.Length, 1, 24);
        }
    }

    [Fact]
    public void Rules_OutOfRange_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => AnomalyRule.Trend(window: 11));
        Assert.Throws<ArgumentOutOfRangeException>(() => AnomalyRule.Trend(window: 20, period: 7));
        Assert.Throws<ArgumentOutOfRangeException>(() => AnomalyRule.Trend(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => AnomalyRule.OnlineNormal(forgetting: double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => AnomalyRule.Change(double.PositiveInfinity));
        Assert.Throws<ArgumentException>(() => AnomalyRule.Range(double.NegativeInfinity, 3));
        Assert.Empty(Judge(AnomalyRule.Trend(), [1, 2, 3, 900], from: 3).Anomalies);
    }

    private static AnomalyRule Rule(string name) => name switch { "trend" => AnomalyRule.Trend(), "trend with weekdays" => AnomalyRule.Trend(window: 70, period: 7), _ => AnomalyRule.Automatic() };

    private static double Value(int day, double slope, bool weekly, double noise) => (slope * day) + (weekly && day % 7 >= 5 ? -15 : 0) + noise;

    private static IEnumerable<double> Series(int days, double slope, bool weekly, ulong seed)
    {
        var random = RandomStream.For(seed, "drift");
        for (int day = 0; day < days; day++) yield return Value(day, slope, weekly, random.NextGaussian());
    }

    private static AnomalyReport Judge(AnomalyRule rule, double[] values, int from)
    {
        ProfileHistory history = ProfileHistory.InMemory();
        for (int day = 0; day < values.Length; day++) history.Append(s_first.AddDays(day), [new("load", null, values[day])]);
        return history.Check(new() { Rules = [rule], From = s_first.AddDays(from) });
    }
}
