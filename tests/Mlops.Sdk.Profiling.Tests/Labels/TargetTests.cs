using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Profiling.Tests;

public sealed class TargetTests
{
    private const int Rows = 1000;

    [Fact]
    public void Target_TwoClasses_HasAucAndRates()
    {
        var random = new RandomStream(1);
        bool[] label = [.. Enumerable.Range(0, Rows).Select(_ => random.NextInt32(4) == 0)];
        double[] x = [.. label.Select(positive => Math.Round(random.NextGaussian() + (positive ? 1 : 0), 1))];
        Dataset data = new Dataset(
            new NumberColumn("x", (double[])[.. x.Select((v, i) => i % 50 == 0 ? double.NaN : v)]), CategoryColumn.FromValues("c", label.Select((positive, i) => positive && i % 3 > 0 ? "hot" : $"cold{i % 2}")),
            new NumberColumn("noise", (double[])[.. Enumerable.Range(0, Rows).Select(_ => random.NextGaussian())]), new FlagColumn("y", label)).WithRole("y", ColumnRole.Label);
        TargetProfile target = data.Profile().Target!;

        Assert.Equal(("y", true, "true", Rows), (target.Label, target.IsClass, target.Positive, target.Rows));
        Assert.Equal(["c", "x", "noise"], target.Features.Select(feature => feature.Feature));
        FeatureTarget number = target.Features[1];
        (double X, bool Y)[] present = [.. x.Zip(label).Where((_, i) => i % 50 > 0)];
        double wins = present.Where(p => p.Y).Sum(p => present.Where(n => !n.Y).Sum(n => p.X > n.X ? 1 : p.X == n.X ? 0.5 : 0));
        Assert.Equal(wins / present.Count(p => p.Y) / present.Count(p => !p.Y), number.Auc!.Value, 1e-12);
        Assert.Equal(Rows, number.Bins.Sum(bin => bin.Rows));
        Assert.Equal((20, true), (number.Bins[^1].Rows, number.Bins[^1].IsMissing));
        TargetBin hot = Assert.Single(target.Features[0].Bins, bin => bin.Name == "hot");

        // statsmodels 0.13.5: proportion_confint(count, count, method='wilson') ends at 1 and begins at n / (n + 1.96^2).
        Assert.Equal((1.0, 1.0), (hot.Rates[0].Value, hot.Rates[0].High));
        Assert.Equal(hot.Rows / (hot.Rows + 3.841458820694124), hot.Rates[0].Low, 1e-12);
        Assert.Empty(target.Leaks);
    }

    [Fact]
    public void Wilson_KnownCounts_MatchStatsmodels()
    {
        // statsmodels 0.13.5: proportion_confint(3, 17, method='wilson')
        (double low, double high) = WilsonInterval.Of(3, 17);
        Assert.Equal(0.061911266376209945, low, 1e-12);
        Assert.Equal(0.4102945856883413, high, 1e-12);
        Assert.Equal((0, 1), WilsonInterval.Of(0, 0));
    }

    [Fact]
    public void Target_ManyClassesAndNumbers_HaveTheirMeasures()
    {
        Dataset data = Tables.Mixed(Rows);
        TargetProfile classes = data.WithRole("city", ColumnRole.Label).Profile().Target!, number = data.WithRole("code", ColumnRole.Label).Profile().Target!;
        Assert.Equal((true, 6, null), (classes.IsClass, classes.Classes.Length, classes.Positive));
        Assert.All(classes.Features.Single(feature => feature.Feature == "x").Bins, bin => Assert.Equal(1, bin.Rates.Sum(rate => rate.Value), 1e-12));
        FeatureTarget x = number.Features.Single(feature => feature.Feature == "x");
        Assert.False(number.IsClass);
        Assert.Equal(Correlation.Spearman(data["x"].ToNumbers().Span, data["code"].ToNumbers().Span), x.Spearman!.Value, 1e-12);
        Assert.NotNull(number.Features.Single(feature => feature.Feature == "city").CorrelationRatio);
        Assert.Null(data.WithRole("at", ColumnRole.Label).Profile().Target);
    }

    [Fact]
    public void Leaks_OfEachKind_AreFound()
    {
        var random = new RandomStream(5);
        bool[] label = [.. Enumerable.Range(0, Rows / 2).SelectMany(_ => Enumerable.Repeat(random.NextInt32(2) == 0, 2))];
        long day = TimeSpan.TicksPerDay, start = new DateTime(2024, 1, 1).Ticks;
        Dataset data = new Dataset(
            new IntegerColumn("customer", (long[])[.. Enumerable.Range(0, Rows).Select(i => 1000L + (i / 2))]), CategoryColumn.FromValues("sure", label.Select((y, i) => y ? $"p{i % 5}" : $"n{i % 5}")), new TimestampColumn("seen", (long[])[.. label.Select((_, i) => start + (i * day))]),
            new TimestampColumn("paid", (long[])[.. label.Select((_, i) => start + ((i + (i % 4 == 0 ? 3 : -3)) * day))]), new TimestampColumn("born", (long[])[.. label.Select((_, i) => start - (i % 300 * day))]), new FlagColumn("y", label))
            .WithRole("y", ColumnRole.Label).WithRole("seen", ColumnRole.Time);
        ProfileReport report = data.Profile();
        Assert.Equal([("customer", TargetLeakKind.Determines), ("sure", TargetLeakKind.Separation), ("paid", TargetLeakKind.KnownLater)], report.Target!.Leaks.Select(leak => (leak.Feature, leak.Kind)));
        Assert.Equal(0.25, report.Target.Leaks[2].Value, 1e-12);
        Assert.Equal(["customer", "sure"], report.Findings.Where(finding => finding.Code == "PROF009").Select(finding => finding.Column));
    }

    [Fact]
    public void Leaks_UncertaintyRemoved_IsFoundInDatasetSourceAndParts()
    {
        // A text label of which the order says nothing: only the information of the bins tells.
        string[] label = [.. Enumerable.Range(0, Rows).Select(i => i % 10 / 5 == 0 ? "a" : i % 10 < 7 ? "b" : "c")];
        Dataset data = new Dataset(new IntegerColumn("code", (long[])[.. Enumerable.Range(0, Rows).Select(i => (long)(i * 7 % 10))]), CategoryColumn.FromValues("level", Enumerable.Range(0, Rows).Select(i => $"l{i % 10}")), TextColumn.FromValues("y", label)).WithRole("y", ColumnRole.Label);
        var parts = new ProfileSummary(data.Schema);
        for (int start = 0; start < Rows; start += 250)
        {
            var part = new ProfileSummary(data.Schema);
            part.Add(data.Slice(start, 250));
            parts.Merge(part);
        }

        foreach (ProfileReport report in (ProfileReport[])[data.Profile(), data.AsSource().Profile(), parts.ToReport()])
            Assert.Equal(["code", "level"], report.Findings.Where(finding => finding.Code == "PROF009").Select(finding => finding.Column).Order());
    }
}
