using System.Text.Json;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Monitoring.Tests.Drift;

public sealed class DriftDetectorTests
{
    private static readonly double[] s_hundred = [.. Enumerable.Range(0, 100).Select(i => (double)i)];

    [Fact]
    public void Compare_ShiftedTable_NamesTheShiftedColumnsAndTheNumbers()
    {
        Dataset reference = Table(0, 400), current = Table(0, 400);
        current = current.With(new NumberColumn("age", Array.ConvertAll(current["age"].ToNumbers().ToArray(), age => age + 15)));
        current = current.With(CategoryColumn.FromValues("work", Enumerable.Range(0, 400).Select(i => i % 3 == 0 ? "gig" : "office")));
        DriftReport report = new DriftDetector().Fit(reference).Compare(current);
        Assert.True(report.HasDrift);
        Assert.Equal(["age", "work"], report.DriftedColumns.ToArray());
        Assert.Equal("gig", Assert.Single(report["work"].NewLevels));
        Assert.Contains("Kolmogorov-Smirnov distance", report["age"].Reason, StringComparison.Ordinal);
        Assert.DoesNotContain(report.Columns, column => column.Column is "id" or "label");
        string html = report.ToHtml();
        Assert.Equal(2, html.Split("<svg").Length - 1);
        JsonElement data = JsonDocument.Parse(report.ToJson()).RootElement.GetProperty("data");
        Assert.Equal("kolmogorov_smirnov", data.GetProperty("columns")[0].GetProperty("method").GetString());
        Assert.True(data.GetProperty("columns")[0].GetProperty("drifted").GetBoolean());
    }

    [Fact]
    public void Compare_MoreMissingRows_DriftsThoughTheValuesDoNot()
    {
        double[] holed = [.. s_hundred.Select((value, i) => i % 3 == 0 ? double.NaN : value)];
        ColumnDrift drift = Compare(new NumberColumn("x", s_hundred), new NumberColumn("x", holed));
        Assert.True(drift.Drifted);
        Assert.True(drift.PAdjusted > 0.5);
        Assert.StartsWith("Missing rows went from 0% to 34%", drift.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Compare_StrangeColumns_GivesAVerdictOnEach()
    {
        double[] constant = new double[100], infinite = [.. s_hundred.Select(value => value < 50 ? double.NegativeInfinity : double.PositiveInfinity)], missing = new double[100];
        Array.Fill(missing, double.NaN);
        Dataset reference = new(new NumberColumn("constant", constant), new NumberColumn("infinite", infinite), new NumberColumn("missing", missing), new NumberColumn("vanished", s_hundred),
            TextColumn.FromValues("notes", s_hundred.Select(i => $"note {i} of {i * i}")), CategoryColumn.FromValues("no_level", new string?[100]));
        Dataset current = new(new NumberColumn("constant", Array.ConvertAll(constant, _ => 1.0)), new NumberColumn("infinite", infinite), new NumberColumn("missing", s_hundred), new NumberColumn("vanished", missing),
            TextColumn.FromValues("notes", s_hundred.Select(i => $"{i}")), CategoryColumn.FromValues("no_level", new string?[100]));
        DriftReport report = new DriftDetector(new() { MaxTextLevels = 10 }).Fit(reference).Compare(current);
        Assert.Equal(["constant", "missing", "vanished"], report.DriftedColumns.ToArray());
        Assert.Equal(0, report["infinite"].Statistic);
        Assert.Equal(DriftMethod.NotAssessed, report["notes"].Method);
        Assert.Equal(DriftMethod.NotAssessed, report["no_level"].Method);
        Assert.False(string.IsNullOrEmpty(report.ToHtml()));
        Assert.False(new DriftDetector().Fit(reference).Compare(reference).HasDrift);
    }

    [Fact]
    public void Compare_ColumnGoneOrOfAnotherType_IsAFindingAndTheOthersAreCompared()
    {
        Dataset reference = new(new NumberColumn("a", s_hundred), new NumberColumn("b", s_hundred), new NumberColumn("c", s_hundred));
        Dataset current = new(TextColumn.FromValues("b", s_hundred.Select(_ => "much")), new NumberColumn("c", Array.ConvertAll(s_hundred, value => value + 60)), new NumberColumn("new", s_hundred));
        DriftReport report = new DriftDetector().Fit(reference).Compare(current);
        Assert.Equal(["DRIFT001", "DRIFT002", "DRIFT010", "DRIFT003"], report.Findings.Select(finding => finding.Code));
        Assert.Equal(["c"], report.DriftedColumns.ToArray());
    }

    [Fact]
    public void Compare_WidenedTypes_AreTheSameValues()
    {
        long[] many = [.. s_hundred.Select(value => (long)value)], few = [.. many.Select(value => value % 4)];
        Dataset reference = new(new IntegerColumn("many", many), new IntegerColumn("few", few), new FlagColumn("flag", (bool[])[.. many.Select(value => value % 2 == 0)]));
        Dataset current = new(new NumberColumn("many", s_hundred), new NumberColumn("few", (double[])[.. few.Select(value => (double)value)]), CategoryColumn.FromValues("flag", many.Select(value => value % 2 == 0 ? "true" : "false")));
        DriftReport report = new DriftDetector().Fit(reference).Compare(current);
        Assert.Empty(report.Findings);
        Assert.All(report.Columns, column => Assert.Equal(0, column.Statistic));
        Assert.Equal(DriftMethod.ChiSquare, report["few"].Method);
    }

    [Fact]
    public void Compare_Timestamps_FindsLaterOnes()
    {
        TimestampColumn Days(int from) => new("when", (long[])[.. Enumerable.Range(from, 200).Select(day => new DateTime(2024, 1, 1).AddDays(day).Ticks)]);
        DriftReport report = new DriftDetector().Fit(new Dataset(Days(0))).Compare(new Dataset(Days(90)));
        Assert.Equal(["when"], report.DriftedColumns.ToArray());
        Assert.Contains("days since 2024-01-01", report.ToHtml(), StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_ReferenceAboveTheLimit_KeepsASeededSampleAndSaysSo()
    {
        double[] values = [.. Enumerable.Range(0, 1000).Select(i => (double)i)];
        Dataset data = new(new NumberColumn("x", values));
        DriftDetector detector = new(new() { MaxReferenceRows = 100 });
        DriftReport first = detector.Fit(data).Compare(data.Slice(0, 500)), second = detector.Fit(data).Compare(data.Slice(0, 500)), other = detector.Fit(data, new() { Seed = 1 }).Compare(data.Slice(0, 500));
        Assert.Equal(100, first.SampledRows);
        Assert.Equal(first["x"].Statistic, second["x"].Statistic);
        Assert.NotEqual(first["x"].Statistic, other["x"].Statistic);
    }

    [Fact]
    public void FitAndCompare_NothingToCompare_SayWhatToDo()
    {
        Dataset data = new(new NumberColumn("x", s_hundred));
        Assert.Equal("MLO7001", Assert.Throws<MlopsException>(() => new DriftDetector().Fit(data.Slice(0, 0))).Code);
        Assert.Equal("MLO7001", Assert.Throws<MlopsException>(() => new DriftDetector().Fit(data.WithRole("x", ColumnRole.Label))).Code);
        Assert.Equal("MLO7002", Assert.Throws<MlopsException>(() => new DriftDetector().Fit(data).Compare(data.Slice(0, 0))).Code);
        Assert.Contains("FalseAlarmRate", Assert.Throws<ArgumentException>(() => new DriftDetector(new() { FalseAlarmRate = 1 })).Message, StringComparison.Ordinal);
        Assert.Equal("x", new DriftDetector(new() { IncludeLabel = true }).Fit(data.WithRole("x", ColumnRole.Label)).Columns[0]);
    }

    private static ColumnDrift Compare(Column reference, Column current) =>
        new DriftDetector().Fit(new Dataset(reference)).Compare(new Dataset(current))["x"];

    private static Dataset Table(ulong seed, int rows)
    {
        var random = new RandomStream(seed);
        return new Dataset(
            new IntegerColumn("id", (long[])[.. Enumerable.Range(0, rows).Select(i => (long)i)]),
            new NumberColumn("age", (double[])[.. Enumerable.Range(0, rows).Select(_ => 40 + 12 * random.NextGaussian())]),
            CategoryColumn.FromValues("work", Enumerable.Range(0, rows).Select(i => i % 3 == 0 ? "field" : "office")),
            new NumberColumn("income", (double[])[.. Enumerable.Range(0, rows).Select(_ => Math.Exp(random.NextGaussian()))]),
            new FlagColumn("label", new bool[rows])).WithRole("id", ColumnRole.Id).WithRole("label", ColumnRole.Label);
    }
}
