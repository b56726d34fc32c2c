using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Preparation.Tests.Missing;

public sealed class MissingPatternTests
{
    private static double[] Holes(params bool[] missing) => Array.ConvertAll(missing, one => one ? double.NaN : 1);

    [Fact]
    public void ProfileMissing_Patterns_AreCountedAndNamed()
    {
        MissingPatternReport report = new Dataset(
            new NumberColumn("a", Holes(true, true, false, false, true)),
            new NumberColumn("b", Holes(true, true, false, false, false)),
            new NumberColumn("c", Holes(false, false, false, false, false))).ProfileMissing();

        Assert.Equal(["a, b: 2", ": 2", "a: 1"], report.Patterns.Select(pattern => $"{pattern.Columns}: {pattern.Rows}"));
        Assert.Equal(2, report.CompleteRows);
        CoMissingPair pair = Assert.Single(report.Pairs);
        Assert.Equal(("a", "b", 2), (pair.First, pair.Second, pair.Both));
        Assert.Equal(2 / 3.0, pair.Correlation, 1e-12);
        Assert.Empty(report.LabelTests);
    }

    [Fact]
    public void ProfileMissing_MoreColumnsThanBitsOfAWord_TellsThemApart()
    {
        Column[] columns = [.. Enumerable.Range(0, 70).Select(i => new NumberColumn($"x{i}", Holes(true, i != 69, true, false)))];
        MissingPatternReport report = new Dataset(columns).ProfileMissing();

        Assert.Equal([(70, 2), (69, 1), (0, 1)], report.Patterns.Select(pattern => (pattern.Columns.Count, pattern.Rows)));
    }

    [Fact]
    public void ProfileMissing_LabelDependsOnOneColumn_TellsItAlone()
    {
        var random = RandomStream.For(2, "pattern");
        bool[] yes = [.. Enumerable.Range(0, 400).Select(_ => random.NextDouble() < 0.4)];
        var columns = new List<Column> { new FlagColumn("y", yes), new NumberColumn("tells", Holes([.. yes.Select(one => random.NextDouble() < (one ? 0.35 : 0.1))])) };
        for (int i = 0; i < 30; i++) columns.Add(new NumberColumn($"x{i}", Holes([.. yes.Select(_ => random.NextDouble() < 0.2)])));
        MissingPatternReport report = new Dataset(columns).WithRole("y", ColumnRole.Label).ProfileMissing();

        Assert.Equal(["tells"], report.Findings.Where(finding => finding.Code == "PREP032").Select(finding => finding.Column));
        MissingLabelTest test = report.LabelTests[0];
        long[] table = [.. from missing in new[] { true, false } from one in new[] { true, false } select (long)Enumerable.Range(0, 400).Count(row => yes[row] == one && columns[1].IsMissing(row) == missing)];
        Assert.Equal(("true", (double)table[0] / (table[0] + table[1])), (test.Class, test.WhenMissing));
        Assert.Equal(ChiSquareTest.TwoSample([table[0], table[1]], [table[2], table[3]]).PValue, test.PValue, 1e-12);
        Assert.Contains("Correlation of being missing", report.ToHtml(), StringComparison.Ordinal);
        Assert.InRange(report.ToString().Split('\n').Length, 10, 50);
    }

    [Fact]
    public void ProfileMissing_NumberAsLabel_ComparesMeans()
    {
        double[] y = [.. Enumerable.Range(0, 60).Select(row => (double)(row % 7))];
        Dataset data = new Dataset(new NumberColumn("y", y), new NumberColumn("x", Holes([.. y.Select(value => value > 4)])), new NumberColumn("rare", Holes([.. y.Select((_, row) => row == 3)]))).WithRole("y", ColumnRole.Label);
        MissingPatternReport report = data.ProfileMissing();

        Assert.Equal(5.5, report.LabelTests[0].WhenMissing, 1e-12);
        Assert.Null(report.LabelTests[0].Class);
        Assert.Equal(double.NaN, report.LabelTests[1].PValue);
        Assert.Contains("too few rows", report.ToText(), StringComparison.Ordinal);
    }

    [Fact]
    public void ProfileMissing_ColumnsOfOneSource_AreOneFinding()
    {
        bool[] one = [true, true, false, false, false, false], other = [false, false, true, true, false, true];
        MissingPatternReport report = new Dataset(new NumberColumn("a", Holes(one)), new NumberColumn("x", Holes(other)), new NumberColumn("b", Holes(one)), new NumberColumn("c", Holes(one)), new NumberColumn("y", Holes(other))).ProfileMissing();

        Assert.Equal(["a: b, c", "x: y"], report.Findings.Where(finding => finding.Code == "PREP031").Select(finding => $"{finding.Column}: {finding.RelatedColumns}").Order());
    }

    [Fact]
    public void ProfileMissing_NothingMissingOrNoRows_SaysSo()
    {
        Assert.Contains("No value is missing", new Dataset(new NumberColumn("x", new double[] { 1 })).ProfileMissing().ToText(), StringComparison.Ordinal);
        Assert.Empty(Dataset.Empty.ProfileMissing().Patterns);
        Assert.Throws<SchemaMismatchException>(() => Dataset.Empty.ProfileMissing(new() { Columns = ColumnSet.Named("x") }));
    }
}
