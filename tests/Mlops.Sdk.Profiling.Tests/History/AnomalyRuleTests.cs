using System.Text.Json;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Profiling.Tests;

public sealed class AnomalyRuleTests
{
    private static readonly DateTime s_first = new(2026, 1, 5);

    [Fact]
    public void Change_BeyondItsLimit_IsTold_AndTheReturnIsNot()
    {
        AnomalyReport report = Judge([10, 11, 19, 11, 10], AnomalyRule.Change(absolute: 5), from: 1);
        MetricAnomaly anomaly = Assert.Single(report.Anomalies);
        Assert.Equal((s_first.AddDays(2), 19, 6, 11, 16), (anomaly.Period, anomaly.Value, anomaly.Low, anomaly.Expected, anomaly.High));
        Finding finding = Assert.Single(report.Findings);
        Assert.Equal(("HIST002", 19, 16), (finding.Code, finding.Value, finding.Threshold));
        Assert.Contains("2026-01-07", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rate_OfDoubling_IsTold_AndOfHalfMoreIsNot()
    {
        Assert.Single(Judge([100, 100, 210], AnomalyRule.Rate(relative: 0.5)).Anomalies);
        Assert.Single(Judge([100, 100, 49], AnomalyRule.Rate(relative: 0.5)).Anomalies);
        Assert.Empty(Judge([100, 100, 149], AnomalyRule.Rate(relative: 0.5)).Anomalies);
        Assert.Single(Judge([0, 0, 1], AnomalyRule.Rate(relative: 0.5)).Anomalies);
    }

    [Fact]
    public void Range_NeedsNoPast()
    {
        Assert.Equal("HIST004", Assert.Single(Judge([-1], AnomalyRule.Range(min: 0) with { Severity = Severity.Error }).Findings, finding => finding.Severity == Severity.Error).Code);
        Assert.Empty(Judge([0], AnomalyRule.Range(min: 0, max: 1)).Findings);
        Assert.Throws<ArgumentException>(() => AnomalyRule.Range());
        Assert.Throws<ArgumentException>(() => AnomalyRule.Range(2, 1));
        Assert.Throws<ArgumentException>(() => AnomalyRule.Range(double.NaN, 1));
    }

    [Fact]
    public void RobustZ_IsNotTaughtByOutliersOfThePast()
    {
        double[] values = [.. Noise(40, seed: 4)];
        (values[10], values[20], values[21]) = (500, -900, 700);
        AnomalyReport report = Judge([.. values, 12], AnomalyRule.RobustZ());
        MetricAnomaly anomaly = Assert.Single(report.Anomalies);
        Assert.InRange(anomaly.Expected, -0.6, 0.6);
        Assert.InRange(anomaly.High, 2.5, 9);
        Assert.Empty(Judge([.. values, 1.5], AnomalyRule.RobustZ()).Anomalies);
    }

    [Fact]
    public void Seasonal_KnowsTheWeekend_EvenAcrossAGap()
    {
        double[] week = [100, 100, 100, 100, 100, 20, 20], noise = [.. Noise(63, seed: 5)];
        ProfileHistory history = ProfileHistory.InMemory();
        for (int day = 0; day < 63; day++)
            if (day is not (23 or 24 or 25)) history.Append(s_first.AddDays(day), [new("load", null, week[day % 7] + noise[day])]);
        AnomalyOptions options = new() { Rules = [AnomalyRule.Seasonal(period: 7)] };
        Assert.Empty(history.Judge(s_first.AddDays(63), [new("load", null, 100)], options).Anomalies);
        Assert.Empty(history.Judge(s_first.AddDays(68), [new("load", null, 20)], options).Anomalies);
        Assert.Single(history.Judge(s_first.AddDays(68), [new("load", null, 100)], options).Anomalies);
        Assert.Single(history.Judge(s_first.AddDays(63), [new("load", null, 20)], options).Anomalies);
        Assert.Empty(history.Check(options with { From = s_first.AddDays(7) }).Anomalies);
    }

    [Fact]
    public void Seasonal_OfRunsThatBeginMinutesApart_KnowsTheWeekday()
    {
        double[] week = [100, 100, 100, 100, 100, 20, 20], noise = [.. Noise(70, seed: 9)];
        ProfileHistory history = ProfileHistory.InMemory();
        for (int day = 0; day < 63; day++) history.Append(s_first.AddDays(day).AddMinutes(120 + (day * 37 % 50)), [new("load", null, week[day % 7] + noise[day])]);
        Assert.Empty(history.Judge(s_first.AddDays(68).AddMinutes(100), [new("load", null, 20)]).Anomalies);
        Assert.Single(history.Judge(s_first.AddDays(68).AddMinutes(100), [new("load", null, 100)]).Anomalies);
    }

    [Fact]
    public void ANewLevel_IsToldUntilItIsTheUsual()
    {
        double[] values = [.. Noise(30, seed: 6), .. Noise(20, seed: 7).Select(value => value + 50)];
        AnomalyReport report = Judge(values, AnomalyRule.RobustZ(), from: 25);
        Assert.Equal(Enumerable.Range(30, 7).Select(i => s_first.AddDays(i)), report.Anomalies.Select(anomaly => anomaly.Period));
    }

    [Fact]
    public void TooFewPeriods_AreAFindingAndNoAnomaly()
    {
        AnomalyReport report = Judge([1, 2, 9000], AnomalyRule.RobustZ());
        Assert.Empty(report.Anomalies);
        Finding finding = Assert.Single(report.Findings);
        Assert.Equal(("HIST012", Severity.Info, 2, 8), (finding.Code, finding.Severity, finding.Value, finding.Threshold));
        report.ThrowIfAnomalous();
        Assert.Empty(ProfileHistory.InMemory().Check().Findings);
        Assert.Contains("none", ProfileHistory.InMemory().Check().ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void AMetricThatIsGone_AndAGap_AreTold()
    {
        ProfileHistory history = ProfileHistory.InMemory();
        for (int day = 0; day < 12; day++) history.Append(s_first.AddDays(day), [new("load", null, 5), new("column.mean", "age", 30 + (day % 3))]);
        AnomalyReport report = history.Judge(s_first.AddDays(14), [new("load", null, 5)]);
        Assert.Equal("age", Assert.Single(report.Findings, finding => finding.Code == "HIST010").Column);
        Assert.Equal(3, Assert.Single(report.Findings, finding => finding.Code == "HIST011").Value);
        Assert.Empty(history.Judge(s_first.AddDays(12), [new("load", null, 5), new("column.mean", "age", 31)]).Findings);
    }

    [Fact]
    public void Rules_LookAtTheirMetricsAndColumnsAlone()
    {
        ProfileHistory history = ProfileHistory.InMemory();
        history.Append(s_first, [new("a", "x", 1), new("a", "y", 1), new("b", "x", 1), new("column.max", "x", 1)]);
        IEnumerable<(string, string?)> Found(AnomalyRule rule) => history.Judge(s_first.AddDays(1), [new("a", "x", 9), new("a", "y", 9), new("b", "x", 9), new("column.max", "x", 9)], new() { Rules = [rule] }).Anomalies.Select(anomaly => (anomaly.Metric, anomaly.Column));
        Assert.Equal([("a", "x")], Found(AnomalyRule.Change(1).On("a", "x")));
        Assert.Equal([("a", "x"), ("a", "y")], Found(AnomalyRule.Change(1).On("a")));
        Assert.Equal([("a", "x"), ("a", "y"), ("b", "x")], Found(AnomalyRule.Change(1)));
        Assert.Equal([("column.max", "x")], Found(AnomalyRule.Change(1).On("column.max")));
    }

    [Fact]
    public void Judge_OfAProfileWithFaults_FindsEachAndNothingOnAUsualDay()
    {
        ProfileHistory history = ProfileHistory.InMemory();
        for (int day = 0; day < 40; day++) history.Append(s_first.AddDays(day), Day(day).Profile());
        Assert.Empty(history.Judge(s_first.AddDays(40), Day(40).Profile()).Findings);
        AnomalyReport half = history.Judge(s_first.AddDays(40), Day(40).Slice(0, 500).Profile());
        Assert.Contains(half.Anomalies, anomaly => anomaly.Metric == "table.rows");
        Dataset broken = Day(40).Derive("x", row => row.Index % 5 == 0 ? double.NaN : row.Number("x") + 1);
        AnomalyReport report = history.Judge(s_first.AddDays(40), broken.Profile());
        Assert.Contains(report.Anomalies, anomaly => anomaly is { Metric: "column.missing_share", Column: "x" });
        Assert.Contains(report.Anomalies, anomaly => anomaly is { Metric: "column.mean", Column: "x" });
        Assert.DoesNotContain(report.Anomalies, anomaly => anomaly.Column == "city");
        Assert.Equal("MLO3112", Assert.Throws<AnomalyException>(() => report.ThrowIfAnomalous()).Code);
        using JsonDocument json = JsonDocument.Parse(report.ToJson());
        Assert.Equal(report.Anomalies.Length, json.RootElement.GetProperty("data").GetProperty("anomalies").GetArrayLength());
        Assert.Contains("column.mean of x", report.ToHtml(), StringComparison.Ordinal);
        Assert.True(report.ToString().Split('\n').Length <= 50);
    }

    [Fact]
    public void Report_OfHostileNames_ShowsThemAndObeysNone()
    {
        ProfileHistory history = ProfileHistory.InMemory();
        const string name = "<script>alert(1)</script>\u0007\n| x";
        for (int day = 0; day < 20; day++) history.Append(s_first.AddDays(day), [new(name, name, day % 4), new("big", null, 1e308 * (day % 2 == 0 ? 1 : -1))]);
        AnomalyReport report = history.Judge(s_first.AddDays(20), [new(name, name, 1e9), new("big", null, 0)]);
        Assert.Single(report.Anomalies);
        Assert.DoesNotContain("<script", report.ToHtml(), StringComparison.Ordinal);
        using JsonDocument json = JsonDocument.Parse(report.ToJson());
    }

    private static Dataset Day(int day)
    {
        var random = RandomStream.For((ulong)day, "day");
        int rows = 1000 + random.NextInt32(60);
        return new Dataset(
            new NumberColumn("x", Enumerable.Range(0, rows).Select(_ => random.NextDouble() < 0.05 ? double.NaN : random.NextGaussian()).ToArray()),
            CategoryColumn.FromValues("city", [.. Enumerable.Range(0, rows).Select(_ => $"city {random.NextInt32(5)}")]));
    }

    private static IEnumerable<double> Noise(int count, ulong seed)
    {
        var random = new RandomStream(seed);
        return Enumerable.Range(0, count).Select(_ => random.NextGaussian()).ToArray();
    }

    private static AnomalyReport Judge(double[] values, AnomalyRule rule, int? from = null)
    {
        ProfileHistory history = ProfileHistory.InMemory();
        for (int i = 0; i < values.Length; i++) history.Append(s_first.AddDays(i), [new("load", null, values[i])]);
        return history.Check(new() { Rules = [rule], From = from is { } first ? s_first.AddDays(first) : null });
    }
}
