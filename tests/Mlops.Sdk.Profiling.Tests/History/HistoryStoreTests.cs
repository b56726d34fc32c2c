using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Profiling.Tests;

public sealed class HistoryStoreTests : IDisposable
{
    private static readonly DateTime s_day = new(2026, 3, 2);

    private readonly string _folder = Directory.CreateTempSubdirectory("history").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Append_ThenOpened_HasTheSamePeriodsAndMetrics()
    {
        ProfileHistory history = ProfileHistory.Open(_folder);
        history.Append(s_day.AddDays(1), Tables.Mixed(200, 2).Profile());
        history.Append(s_day, Tables.Mixed(300, 1).Profile());
        history.Append(s_day.AddHours(6), Tables.Mixed(100, 3).Profile(), "eu.west-1");
        ProfileHistory again = ProfileHistory.Open(_folder);
        Assert.Equal([s_day, s_day.AddHours(6), s_day.AddDays(1)], again.Periods.Select(period => period.Period));
        Assert.Equal(["", "eu.west-1"], again.Keys);
        for (int i = 0; i < 3; i++) Assert.Equal(history.Periods[i].Metrics, again.Periods[i].Metrics);
        ProfileMetricSeries rows = Assert.Single(again.Metrics("table.rows", key: ""));
        Assert.Equal([300, 200], rows.Values);
        ProfileMetricSeries missing = Assert.Single(again.Metrics("column.missing_share", "x", from: s_day.AddHours(1), key: ""));
        Assert.Equal([Tables.Mixed(200, 2).Profile()["x"].MissingShare], missing.Values);
        Assert.Empty(Directory.GetFiles(_folder, "*.tmp"));
    }

    [Fact]
    public void Append_OfAPeriodThatIsThere_IsAnErrorAndChangesNothing()
    {
        ProfileHistory history = ProfileHistory.Open(_folder), other = ProfileHistory.Open(_folder);
        history.Append(s_day, Tables.Mixed(50).Profile());
        string before = File.ReadAllText(Path.Combine(_folder, "20260302.json"));
        Assert.Equal("MLO3113", Assert.Throws<MlopsException>(() => history.Append(s_day, Tables.Mixed(60).Profile())).Code);
        Assert.Equal("MLO3113", Assert.Throws<MlopsException>(() => other.Append(s_day, Tables.Mixed(60).Profile())).Code);
        Assert.Equal(before, File.ReadAllText(Path.Combine(_folder, "20260302.json")));
        other.Refresh();
        Assert.Single(other.Periods);
    }

    [Theory]
    [InlineData("../up")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("C:")]
    [InlineData(".hidden")]
    [InlineData("UPPER")]
    [InlineData("dot.")]
    [InlineData("nul\0")]
    [InlineData("späce ")]
    public void Append_WithAKeyThatCannotNameAFile_IsRefused(string key)
    {
        ProfileHistory history = ProfileHistory.Open(_folder);
        var exception = Assert.Throws<ArgumentException>(() => history.Append(s_day, [new ProfileMetric("a", null, 1)], key));
        Assert.Contains("a-z", exception.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public void Append_FromManyThreadsAndTwoHistories_LosesNothing()
    {
        ProfileHistory[] both = [ProfileHistory.Open(_folder), ProfileHistory.Open(_folder)];
        int refused = 0;
        Parallel.For(0, 80, i =>
        {
            try
            {
                both[i % 2].Append(s_day.AddDays(i / 2), [new ProfileMetric("a", null, i / 2)]);
            }
            catch (MlopsException exception) when (exception.Code == "MLO3113")
            {
                Interlocked.Increment(ref refused);
            }
        });
        Assert.Equal(40, refused);
        Assert.Equal(Enumerable.Range(0, 40).Select(i => (double)i), ProfileHistory.Open(_folder).Metrics("a")[0].Values);
    }

    [Fact]
    public void Summary_OfDays_IsTheProfileOfTheWeek()
    {
        ProfileHistory history = ProfileHistory.Open(_folder);
        Dataset week = Tables.Mixed(700);
        for (int day = 0; day < 7; day++)
        {
            var summary = new ProfileSummary(week.Schema);
            summary.Add(week.Slice(day * 100, 100));
            history.Append(s_day.AddDays(day), summary);
        }

        ProfileReport merged = ProfileHistory.Open(_folder).Summary(s_day, s_day.AddDays(6)).ToReport(), whole = week.Profile();
        Assert.Equal(700, merged.RowCount);
        Assert.Equal(whole.Columns.Select(column => (column.Missing, column.Distinct, column.Quantile(0.5))), merged.Columns.Select(column => (column.Missing, column.Distinct, column.Quantile(0.5))));
        Assert.Empty(whole.Compare(merged).Findings);
        Assert.Equal("MLO3116", Assert.Throws<MlopsException>(() => history.Summary(s_day.AddYears(1), s_day.AddYears(2))).Code);
        history.Append(s_day.AddDays(7), week.Profile());
        Assert.Equal("MLO3116", Assert.Throws<MlopsException>(() => history.Summary(s_day, s_day.AddDays(7))).Code);
    }

    [Fact]
    public void Open_OfADamagedFolder_NamesTheFile()
    {
        ProfileHistory history = ProfileHistory.Open(_folder);
        var summary = new ProfileSummary(Tables.Mixed(50).Schema);
        summary.Add(Tables.Mixed(50));
        history.Append(s_day, summary);
        File.WriteAllText(Path.Combine(_folder, "notes.json"), "mine");
        File.WriteAllText(Path.Combine(_folder, "20260302.json.abc.tmp"), "half");
        ProfileHistory again = ProfileHistory.Open(_folder);
        string state = Directory.GetFiles(_folder, "*.summary")[0];
        byte[] bytes = File.ReadAllBytes(state);
        bytes[^1] ^= 1;
        File.WriteAllBytes(state, bytes);
        Assert.Equal("MLO3114", Assert.Throws<MlopsException>(() => again.Summary(s_day, s_day)).Code);
        string path = Path.Combine(_folder, "20260302.json"), text = File.ReadAllText(path);
        foreach (string bad in (string[])[text[..^20], text.Replace("\"format\":1", "\"format\":9", StringComparison.Ordinal), text.Replace("2026-03-02T", "2026-03-03T", StringComparison.Ordinal), text.Replace("\"summary\":\"", "\"summary\":\"../", StringComparison.Ordinal), "[]", ""])
        {
            File.WriteAllText(path, bad);
            var exception = Assert.Throws<MlopsException>(() => ProfileHistory.Open(_folder));
            Assert.Equal("MLO3114", exception.Code);
            Assert.Contains(path, exception.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void InMemory_KeepsMetricsAndNoSummaries()
    {
        ProfileHistory history = ProfileHistory.InMemory();
        history.Append(s_day, Tables.Mixed(50).Profile());
        Assert.Equal("MLO3113", Assert.Throws<MlopsException>(() => history.Append(s_day, Tables.Mixed(50).Profile())).Code);
        Assert.Equal("MLO3115", Assert.Throws<MlopsException>(() => history.Append(s_day.AddDays(1), new ProfileSummary(Tables.Mixed(50).Schema))).Code);
        Assert.Contains("twice", Assert.Throws<ArgumentException>(() => history.Append(s_day.AddDays(2), [new("twice", null, 1), new("twice", null, 2)])).Message, StringComparison.Ordinal);
        Assert.Null(history.Folder);
    }

    [Fact]
    public void Metrics_OfAProfile_AreKnownAndFinite()
    {
        Assert.All(Tables.Mixed(300).Profile().Columns, column => Assert.NotNull(column));
        foreach (Dataset data in (Dataset[])[Tables.Mixed(300), Tables.Mixed(1), Tables.Mixed(0), new Dataset(new NumberColumn("x", new[] { double.NaN, double.PositiveInfinity }))])
            Assert.All(ProfileMetrics.Of(data.Profile()), metric =>
            {
                Assert.NotNull(ProfileMetrics.Find(metric.Name));
                Assert.True(double.IsFinite(metric.Value) && double.IsFinite(metric.Noise) && metric.Noise >= 0, metric.ToString());
                Assert.Equal(metric.Name.StartsWith("table.", StringComparison.Ordinal), metric.Column is null);
            });
    }
}
