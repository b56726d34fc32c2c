using CsCheck;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Profiling.Tests.Skew;

public sealed class SkewTests
{
    private static readonly SkewOptions s_byId = new() { Keys = ["id"], MinimumShare = 0 };

    [Fact]
    public void SkewAgainst_RowsOfOneKey_CountsEveryWayToDiffer()
    {
        Dataset training = new(
            new IntegerColumn("id", new long[] { 1, 2, 3, 4, 5, 2 }),
            new NumberColumn("x", new[] { 1, 2, 3, double.NaN, 5, 99 }),
            CategoryColumn.FromValues("city", ["Bern", "Rome", null, "Rome", "Oslo", "Rome"]),
            new IntegerColumn("count", new long[] { 10, (1L << 53) + 1, 30, 40, 50, 0 }),
            new FlagColumn("vip", new[] { true, false, true, false, true, false }),
            new TimestampColumn("at", new[] { 1L, 2, 3, 4, 5, 6 }));
        Dataset serving = new(
            new IntegerColumn("id", new long[] { 7, 4, 3, 2, 1, 4 }),
            new NumberColumn("x", new[] { 0, 4, 3 + 1e-9, 2.5, 0.5, 0 }),
            TextColumn.FromValues("city", ["x", "Rome", "Bern", "rome", "Bern", "x"]),
            new IntegerColumn("count", new long[] { 0, 40, 30, 1L << 53, 10, 0 }),
            new FlagColumn("vip", new[] { true, false, true, false, true, false }),
            new TimestampColumn("at", new[] { 0L, 4, 3, 2, 11, 0 }));
        SkewReport report = training.SkewAgainst(serving, s_byId);
        Assert.Equal((6, 6, 4, 1, 1, 1, 1), (report.TrainingRows, report.ServingRows, report.JoinedRows, report.TrainingAlone, report.ServingAlone, report.TrainingRepeated, report.ServingRepeated));
        ColumnSkew x = report["x"], city = report["city"];
        Assert.Equal((4, 1, 2, 0, 1, 0.75), (x.Rows, x.Same, x.Different, x.TrainingOnly, x.ServingOnly, x.Share));
        Assert.Equal(0, x.MeanDifference!.Value, 1e-12);
        Assert.Equal((4, 2, 1, 0, 1), (city.Rows, city.Same, city.Different, city.TrainingOnly, city.ServingOnly));
        Assert.Equal([new SkewPair("Rome", "rome", 1, 1, 3), new SkewPair(null, "Bern", 1, 2, 2)], city.Pairs);
        Assert.Equal((1, 0, 1), (report["count"].Different, report["vip"].Different, report["at"].Different));
        Assert.Equal(["x", "city", "count", "at"], report.SkewedColumns);
        Assert.Contains("2 have another value, 0 lack it while serving, 1 in training", report.Findings.First(finding => finding is { Code: "SKEW010", Column: "x" }).Message, StringComparison.Ordinal);
        Assert.True(report.IsExact);
    }

    [Fact]
    public void SkewAgainst_AnyTables_IsThatOfTheSlowJoin_HoweverTheRowsCome() =>
        Gen.Select(Gen.Int[0, 40].Array[0, 60], Gen.Int[0, 40].Array[0, 60], Gen.ULong, Gen.Int[1, 20]).Sample((trained, served, seed, batch) =>
        {
            Dataset training = Make(trained, seed), serving = Make(served, seed + 1);
            SkewReport report = training.SkewAgainst(serving, s_byId);
            (int, int)[] pairs = [.. served.Select((key, row) => (key, row)).DistinctBy(one => one.key).Join(trained.Select((key, row) => (key, row)).DistinctBy(one => one.key), one => one.key, one => one.key, (there, here) => (here.row, there.row))];
            Assert.Equal(pairs.Length, report.JoinedRows);
            foreach (string name in (string[])["number", "level", "text"])
            {
                int same = pairs.Count(pair => Equals(training[name].GetValue(pair.Item1)?.ToString(), serving[name].GetValue(pair.Item2)?.ToString()));
                Assert.Equal((pairs.Length, same), (report[name].Rows, report[name].Same));
                Assert.Equal(report[name].Rows, report[name].Same + report[name].Different + report[name].TrainingOnly + report[name].ServingOnly);
            }

            string json = report.ToJson();
            Assert.Equal(json, new LendingSource(training, batch, isWrittenOver: true).SkewAgainst(new LendingSource(serving, batch, isWrittenOver: true), s_byId, new() { MaxThreads = 1 }).ToJson());
        }, iter: 60);

    [Fact]
    public void SkewAgainst_MoreServingRowsThanAreHeld_ComparesAPartOfTheKeys_WhateverTheBatches()
    {
        const int rows = 20_000;
        Dataset training = Wide(_ => 1), serving = Wide(i => i % 4 == 0 ? 2 : 1);
        SkewReport report = training.SkewAgainst(serving, s_byId with { MaxRows = 1000 });
        Assert.False(report.IsExact);
        Assert.InRange(report.JoinedRows, 400, 1000);
        (double low, double high) = report["x"].Interval;
        Assert.InRange(0.25, low, high);
        Assert.Equal((0, 0, 0), (report.TrainingAlone, report.ServingAlone, report.ServingRepeated));
        Assert.True(report.Findings.Single(finding => finding.Code == "SKEW010").Bound > 0);
        Assert.Equal(report.ToJson(), new LendingSource(training, 777, isWrittenOver: true).SkewAgainst(new LendingSource(serving, 3001, isWrittenOver: true), s_byId with { MaxRows = 1000 }).ToJson());

        static Dataset Wide(Func<int, double> value) => new(new IntegerColumn("id", Enumerable.Range(0, rows).Select(i => (long)i).ToArray()), new NumberColumn("x", Enumerable.Range(0, rows).Select(value).ToArray()));
    }

    [Fact]
    public void Findings_OfEveryKind_AreMade_AndTheirNeighboursAreSilent()
    {
        Dataset training = Table("a", "b", "c");
        Assert.Empty(training.SkewAgainst(Table("c", "b", "a"), s_byId).Findings);
        Assert.False(training.SkewAgainst(training, s_byId).HasSkew);
        Only("SKEW001", "x", training.SkewAgainst(training.Rename("x", "X"), s_byId));
        Only("SKEW002", "x", training.SkewAgainst(training.With(TextColumn.FromValues("x", ["1", "2", "3"])), s_byId));
        Only("SKEW003", null, training.SkewAgainst(Table("d"), s_byId));
        Only("SKEW004", null, training.SkewAgainst(Table("a", "d", "e"), s_byId));
        Only("SKEW005", null, training.SkewAgainst(Table("a", "b", "b"), s_byId));
        Only("SKEW010", "x", training.SkewAgainst(training.With(new NumberColumn("x", new double[] { 'a', 'b', 7 })), s_byId));
        Assert.Empty(training.SkewAgainst(training.With(new NumberColumn("x", new double[] { 'a', 'b', 7 })), s_byId with { MinimumShare = 0.5 }).Findings);
        Assert.Empty(training.SkewAgainst(training.Rename("x", "X"), s_byId with { Ignored = ["x"] }).Findings);
        Assert.Equal(SkewReport.FindingKinds.Select(kind => kind.Code), ["SKEW001", "SKEW002", "SKEW003", "SKEW004", "SKEW005", "SKEW010"]);

        static void Only(string code, string? column, SkewReport report)
        {
            Finding finding = Assert.Single(report.Findings);
            FindingKind kind = SkewReport.FindingKinds.Single(one => one.Code == code);
            Assert.Equal((code, column, kind.Severity), (finding.Code, finding.Column, finding.Severity));
            Assert.Equal(column is not null, report.HasSkew);
            Assert.Contains(code, report.ToHtml(), StringComparison.Ordinal);
        }

        static Dataset Table(params string[] keys) => new(TextColumn.FromValues("id", keys), new NumberColumn("x", keys.Select(key => (double)key[0]).ToArray()));
    }

    [Fact]
    public void Kinds_InTheDocumentation_HaveTheirRows()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Mlops.Sdk.sln"))) folder = Path.GetDirectoryName(folder)!;
        string page = File.ReadAllText(Path.Combine(folder, "docs", "validation.md"));
        var defaults = new SkewOptions();
        foreach (FindingKind kind in SkewReport.FindingKinds)
        {
            IEnumerable<string> thresholds = kind.Thresholds.Select(name => FormattableString.Invariant($"`{name}` {typeof(SkewOptions).GetProperty(name)!.GetValue(defaults)}"));
            Assert.Contains($"| {kind.Code} | {kind.Title} | {kind.Severity.ToString().ToLowerInvariant()} | {kind.Meaning} | {string.Join(", ", thresholds)} | `{kind.Remedy}` |", page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Report_OfHostileValues_EscapesThem_AndShowsNoneWhereNotAllowed()
    {
        Dataset training = new(new IntegerColumn("id", new long[] { 8887 }), TextColumn.FromValues("note", ["<b>Oslo</b>"])), serving = new(new IntegerColumn("id", new long[] { 8887 }), TextColumn.FromValues("note", ["x"]));
        SkewReport shown = training.SkewAgainst(serving, s_byId), hidden = training.SkewAgainst(serving, s_byId with { ShowValues = false });
        Assert.Contains("&lt;b&gt;Oslo", shown.ToHtml(), StringComparison.Ordinal);
        Assert.DoesNotContain("<b>Oslo", shown.ToHtml(), StringComparison.Ordinal);
        Assert.All((string[])[hidden.ToHtml(), hidden.ToJson(), hidden.ToText(), hidden.ToMarkdown()], text => Assert.DoesNotContain("Oslo", text, StringComparison.Ordinal));
    }

    [Fact]
    public void Keys_ThatCannotJoin_AreRefusedWithTheRemedy()
    {
        Dataset training = new(new IntegerColumn("id", new long[] { 1 }), new NumberColumn("x", new[] { 1.0 }));
        Assert.Contains("SkewOptions.Keys", Assert.Throws<ArgumentException>(() => training.SkewAgainst(training)).Message, StringComparison.Ordinal);
        Assert.Equal(1, training.WithRole("id", ColumnRole.Id).SkewAgainst(training).JoinedRows);
        Assert.Contains("There is 'id'", Assert.Throws<ArgumentException>(() => training.SkewAgainst(training, new() { Keys = ["Id"] })).Message, StringComparison.Ordinal);
        Assert.Contains("is Integer", Assert.Throws<ArgumentException>(() => training.SkewAgainst(training.With(TextColumn.FromValues("id", ["1"])), s_byId)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => training.SkewAgainst(training, s_byId with { MaxRows = 1 }));
        Assert.Throws<OperationCanceledException>(() => training.SkewAgainst(training, s_byId, cancellationToken: new CancellationToken(true)));
        Assert.Equal(1, new Dataset(new NumberColumn("id", new[] { 1, double.NaN }), new NumberColumn("x", new[] { 1.0, 2 })).SkewAgainst(new(new NumberColumn("id", new[] { 1.0 }), new NumberColumn("x", new[] { 1.0 })), s_byId).TrainingWithoutKey);
    }

    private static Dataset Make(int[] keys, ulong seed)
    {
        var random = new RandomStream(seed);
        return new(
            new IntegerColumn("id", keys.Select(key => (long)key).ToArray()),
            new NumberColumn("number", keys.Select(_ => random.NextInt32(4) is > 0 and var value ? value : double.NaN).ToArray()),
            CategoryColumn.FromValues("level", [.. keys.Select(_ => random.NextInt32(4) is > 0 and var value ? $"level {value}" : null)]),
            TextColumn.FromValues("text", [.. keys.Select(_ => random.NextInt32(4) is > 0 and var value ? new string('é', value) : null)]));
    }
}
