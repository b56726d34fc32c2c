using System.Text.Json;
using CsCheck;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Profiling.Tests;

public sealed class ProfileComparisonTests
{
    private static readonly ProfileOptions s_sketched = new() { Summary = new() { ExactValues = 500, QuantileSketchSize = 64 } };

    [Fact]
    public void Compare_OfAProfileWithItself_FindsNothing()
    {
        ProfileReport profile = Tables.Mixed(400).Profile();
        ProfileComparison same = profile.Compare(profile);
        Assert.Empty(same.Findings);
        Assert.All(same.Columns, column => Assert.Equal(0, column.Difference));
        Assert.All(same.Columns.Select(column => column.Distance).OfType<DistributionDistance>(), distance => Assert.Equal((0, 0, 0), (distance.Distance, distance.LInfinity, distance.StabilityIndex)));
        Assert.Contains("all exact", same.ToString(), StringComparison.Ordinal);
        same.ThrowIfDifferent(Severity.Info);
    }

    [Fact]
    public void Compare_OfRandomHalves_FindsAlmostNothing()
    {
        int alarms = 0;
        for (ulong seed = 0; seed < 20; seed++)
        {
            Dataset data = Tables.Mixed(600).Shuffle(seed);
            ProfileComparison halves = data.Slice(0, 300).Profile().Compare(data.Slice(300, 300).Profile());
            alarms += halves.Findings.Any(finding => finding.Code != "CMP012") ? 1 : 0;
        }

        Assert.InRange(alarms, 0, 1);
    }

    [Fact]
    public void Columns_AreRankedByHowDifferentTheyAre()
    {
        Dataset before = ComparisonCorpus.Of(ComparisonCorpus.Number("same"), ComparisonCorpus.Number("moved"), ComparisonCorpus.Number("far"), ComparisonCorpus.Level("gone"));
        Dataset after = ComparisonCorpus.Of(ComparisonCorpus.Number("same", 2), ComparisonCorpus.Number("moved", 2, at: 0.8), ComparisonCorpus.Number("far", 2, at: 5));
        ProfileComparison report = before.Profile().Compare(after.Profile());
        Assert.Equal(["gone", "far", "moved", "same"], report.Columns.Select(column => column.Name));
        Assert.Equal(0, report["same"].Difference);
        Assert.Equal(0.8, report["moved"].MeanShift!.Value, 0.15);
        Assert.Equal(1, report["moved"].SpreadRatio!.Value, 0.1);
        Assert.Null(report["gone"].After);
        var exception = Assert.Throws<ArgumentException>(() => report["movd"]);
        Assert.Contains("Did you mean 'moved'?", exception.Message, StringComparison.Ordinal);
    }

    // SciPy 1.10: ks_2samp(mode='asymp'), chi2_contingency(correction=False), ttest_ind(equal_var=False).
    [Fact]
    public void Tests_OfTwoProfiles_EqualSciPy()
    {
        double[] x = [.. Enumerable.Range(0, 200).Select(i => Math.Pow(i, 1.5))], y = [.. Enumerable.Range(0, 150).Select(i => Math.Pow(i, 1.45) + 7)];
        ColumnDifference numbers = new Dataset(new NumberColumn("x", x)).Profile().Compare(new Dataset(new NumberColumn("x", y)).Profile())["x"];
        DistributionDistance distance = numbers.Distance!;
        Assert.Equal((0.365, 9), (Math.Round(distance.KolmogorovSmirnov!.Value, 12), distance.ChiSquareDegreesOfFreedom));
        Assert.Equal(8.900363152461688e-11, distance.KolmogorovSmirnovPValue!.Value, 1e-18);
        Assert.Equal(60.136999571740496, distance.ChiSquare, 1e-9);
        Assert.Equal(1.2615991392419034e-09, distance.ChiSquarePValue, 1e-17);
        Assert.Equal(1.3001767077378974e-13, numbers.MeanPValue!.Value, 1e-20);
        Assert.Equal((0, 0), (distance.ChiSquareBound, distance.StabilityIndexBound));
        string[] Levels(int a, int b, int c) => [.. Enumerable.Repeat("a", a), .. Enumerable.Repeat("b", b), .. Enumerable.Repeat("c", c)];
        distance = new Dataset(CategoryColumn.FromValues("l", Levels(120, 60, 20))).Profile().Compare(new Dataset(CategoryColumn.FromValues("l", Levels(90, 80, 30))).Profile())["l"].Distance!;
        Assert.Equal(2, distance.ChiSquareDegreesOfFreedom);
        Assert.Equal(9.142857142857142, distance.ChiSquare, 1e-12);
        Assert.Equal(0.010343173196618252, distance.ChiSquarePValue, 1e-15);
    }

    [Fact]
    public void Distance_OfSketches_LiesWithinItsBoundOfTheExactOne()
    {
        var random = new RandomStream(3);
        Dataset before = ComparisonCorpus.Of(new NumberColumn("x", Enumerable.Range(0, 20_000).Select(_ => random.NextGaussian()).ToArray()));
        Dataset after = ComparisonCorpus.Of(new NumberColumn("x", Enumerable.Range(0, 20_000).Select(_ => 0.3 + random.NextGaussian()).ToArray()));
        DistributionDistance exact = before.Profile().Compare(after.Profile())["x"].Distance!, rough = before.Profile(s_sketched).Compare(after.Profile(s_sketched))["x"].Distance!;
        Assert.Equal(0, exact.SketchBound);
        Assert.InRange(rough.SketchBound, 1e-4, 0.2);
        Assert.InRange(exact.ChiSquare, rough.ChiSquare - rough.ChiSquareBound, rough.ChiSquare + rough.ChiSquareBound);
        Assert.InRange(exact.StabilityIndex, rough.StabilityIndex - rough.StabilityIndexBound, rough.StabilityIndex + rough.StabilityIndexBound);
        Assert.True(rough.KolmogorovSmirnovPValue >= exact.KolmogorovSmirnovPValue && rough.ChiSquarePValue >= exact.ChiSquarePValue);
        Assert.InRange(Math.Abs(rough.KolmogorovSmirnov!.Value - exact.KolmogorovSmirnov!.Value), 0, rough.SketchBound);
        Assert.True(rough.Noise >= exact.Noise + rough.SketchBound - 1e-12);
        Assert.Equal(0.1192, exact.KolmogorovSmirnov.Value, 0.02);
    }

    [Fact]
    public void ThrowIfDifferent_OfAMovedColumn_CarriesTheReport()
    {
        (Dataset before, Dataset after) = ComparisonCorpus.All["CMP030"].Fires;
        ProfileComparison report = before.Profile().Compare(after.Profile(), new() { AfterName = "this week" });
        var exception = Assert.Throws<ProfileComparisonException>(() => report.ThrowIfDifferent());
        Assert.Equal("MLO3111", exception.Code);
        Assert.Same(report, exception.Report);
        Assert.Contains("this week", exception.Message, StringComparison.Ordinal);
        report.ThrowIfDifferent(Severity.Error);
    }

    [Fact]
    public void Compare_OfRedactedProfiles_ShowsNoValue()
    {
        string[] secrets = [.. Enumerable.Range(0, 40).Select(i => $"quokka{i}"), .. Enumerable.Range(0, 40).Select(i => $"wombat{i}")];
        Dataset Of(int first) => ComparisonCorpus.Of(CategoryColumn.FromValues("animal", [.. Enumerable.Range(0, 1000).Select(i => secrets[first + (i % 40)])]), ComparisonCorpus.Number("x", (ulong)first + 1, at: 7777.123 + first, scale: 1e-3));
        ProfileOptions hidden = new() { Redaction = Redaction.All };
        ProfileComparison report = Of(0).Profile(hidden).Compare(Of(40).Profile(hidden));
        Assert.Contains(report.Findings, finding => finding.Code == "CMP040");
        foreach (string text in (string[])[report.ToHtml(), report.ToJson(), report.ToText(), report.ToMarkdown()])
        {
            Assert.DoesNotContain("quokka", text, StringComparison.Ordinal);
            Assert.DoesNotContain("wombat", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Compare_OfAnyTwoTables_NeverThrowsAndEscapes() => Gen.Select(Tables.Any, Tables.Any).Sample((before, after) =>
    {
        ProfileComparison report = before.Profile().Compare(after.Profile());
        using JsonDocument json = JsonDocument.Parse(report.ToJson());
        Assert.Equal("profile_comparison", json.RootElement.GetProperty("kind").GetString());
        Assert.True(report.ToString().Split('\n').Length <= 50);
        Assert.DoesNotContain("<script", report.ToHtml(), StringComparison.OrdinalIgnoreCase);
        Assert.All(report.Columns, column => Assert.InRange(column.Difference, 0, 1));
        Assert.All(report.Findings, finding => Assert.DoesNotContain("NaN", finding.Message, StringComparison.Ordinal));
    }, iter: 60);

    [Fact]
    public void Options_OutOfTheirRange_AreNamed()
    {
        ProfileReport profile = Tables.Mixed(50).Profile();
        Assert.Contains("FalseAlarmRate", Assert.Throws<ArgumentException>(() => profile.Compare(profile, new() { FalseAlarmRate = 0 })).Message, StringComparison.Ordinal);
        Assert.Contains("MeanShift", Assert.Throws<ArgumentException>(() => profile.Compare(profile, new() { MeanShift = double.NaN })).Message, StringComparison.Ordinal);
    }
}
