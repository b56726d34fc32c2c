using System.Text.Json;
using CsCheck;
using Mlops.Sdk.Profiling.Tests.Gates;

namespace Mlops.Sdk.Profiling.Tests;

public sealed class ColumnMetricTests
{
    private static readonly ProfileOptions s_options = new() { Metrics = [new EvenShare(), new Longest()] };

    [Fact]
    public void Metric_OfAnyTableInAnyParts_IsThatOfTheRows() => Gen.Select(Tables.Sound, Tables.Parts, Gen.ULong).Sample(
        (data, parts, seed) =>
        {
            ProfileReport report = MergeTree.Of([.. Tables.Cut(data, parts, seed)], data.Schema, s_options, seed).ToReport();
            foreach (Column column in data.Columns)
            {
                int[] present = [.. Enumerable.Range(0, column.Length).Where(row => !column.IsMissing(row))];
                double? even = column is IntegerColumn whole && present.Length > 0 ? present.Count(row => whole.Values[row] % 2 == 0) / (double)present.Length : null;
                Assert.Equal(even, report[column.Name].Metric("test.even_share"));
                Assert.Equal(column is IntegerColumn, report[column.Name].Metrics.Any(metric => metric.Name == "test.even_share"));
                Assert.Equal(column is TextColumn && present.Length > 0 ? present.Max(row => (double?)column.GetText(row).Length) : null, report[column.Name].Metric("test.longest"));
            }
        },
        iter: 60,
        threads: 1);

    [Fact]
    public void Metric_OfAReport_IsOnThePageInJsonInTheComparisonAndInTheHistory()
    {
        Dataset before = new(new IntegerColumn("n", new long[] { 1, 2, 3, 4 })), after = new(new IntegerColumn("n", new long[] { 1, 3, 5, 4 }));
        ProfileReport one = before.Profile(s_options), other = after.AsSource().Profile(s_options with { Detail = ProfileDetail.Standard });
        Assert.Equal(0.5, one["n"].Metric("test.even_share"));
        Assert.Contains("share of even", one.ToHtml(), StringComparison.Ordinal);
        Assert.Contains("share of even", one.ToText(), StringComparison.Ordinal);
        using JsonDocument json = JsonDocument.Parse(one.ToJson());
        Assert.Equal(0.5, json.RootElement.GetProperty("data").GetProperty("columns")[0].GetProperty("metrics").GetProperty("test.even_share").GetProperty("value").GetDouble());
        Assert.Contains("share of even", one.Compare(other).ToText(), StringComparison.Ordinal);
        Assert.Contains(ProfileMetrics.Of(other), metric => metric is { Name: "test.even_share", Column: "n", Value: 0.25 });
        var history = ProfileHistory.InMemory();
        history.Append(new DateTime(2026, 1, 1), one);
        history.Append(new DateTime(2026, 1, 2), other);
        Assert.Contains(history.Check(new() { Rules = [AnomalyRule.Range(min: 0.4) with { Metrics = ["test.even_share"] }] }).Anomalies, anomaly => anomaly is { Metric: "test.even_share", Column: "n" });
    }

    [Fact]
    public void Stored_WithoutTheMetric_KnowsItsNumberUntilRowsCome()
    {
        Dataset data = new(new IntegerColumn("n", new long[] { 1, 2, 4, 6 }));
        var summary = new ProfileSummary(data.Schema, s_options);
        summary.Add(data);
        byte[] bytes = Tables.Bytes(summary.WriteTo);
        ProfileSummary Read(params ColumnMetric[] metrics) => ProfileSummary.ReadFrom(new BinaryReader(new MemoryStream(bytes)), metrics);
        Assert.Equal(0.75, Read().ToReport()["n"].Metric("test.even_share"));
        Assert.Equal(bytes, Tables.Bytes(Read().WriteTo));
        Assert.Equal(bytes, Tables.Bytes(Read(new EvenShare(), new Longest()).WriteTo));
        ProfileSummary known = Read(new EvenShare()), unknown = Read();
        known.Merge(Read(new EvenShare()));
        unknown.Merge(Read());
        Assert.Equal(0.75, known.ToReport()["n"].Metric("test.even_share"));
        Assert.Equal((1, null), (unknown.ToReport()["n"].Metrics.Length, unknown.ToReport()["n"].Metric("test.even_share")));
        var empty = new ProfileSummary(data.Schema);
        empty.Merge(Read());
        Assert.Equal(0.75, empty.ToReport()["n"].Metric("test.even_share"));
        var plain = new ProfileSummary(data.Schema);
        plain.Add(data);
        Assert.Contains("different metrics", Assert.Throws<ArgumentException>(() => plain.Merge(Read())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Metric_OfAHiddenColumn_IsLeftOutIfItTellsValues()
    {
        Dataset data = new(TextColumn.FromValues("email", Enumerable.Range(0, 60).Select(i => $"user{i}@mail.example")), new IntegerColumn("n", Enumerable.Range(0, 60).Select(i => (long)i).ToArray()));
        ProfileReport report = data.Profile(s_options with { Redaction = Redaction.All });
        Assert.Empty(report["email"].Metrics);
        Assert.Equal(0.5, report["n"].Metric("test.even_share"));
    }

    [Fact]
    public void Segments_OfAProfileWithMetrics_HaveThem()
    {
        Dataset data = new(new IntegerColumn("n", new long[] { 1, 2, 4, 6 }), CategoryColumn.FromValues("g", ["a", "a", "b", "b"]));
        var summary = new SegmentSummary(data.Schema, "g", new() { Profile = s_options });
        summary.Add(data);
        byte[] bytes = Tables.Bytes(summary.WriteTo);
        foreach (SegmentReport report in (SegmentReport[])[summary.ToReport(), SegmentSummary.ReadFrom(new BinaryReader(new MemoryStream(bytes)), s_options.Metrics).ToReport()])
        {
            Assert.Equal((0.5, 1.0, 0.75), (report["a"]!.Profile["n"].Metric("test.even_share"), report["b"]!.Profile["n"].Metric("test.even_share"), report.Whole["n"].Metric("test.even_share")));
        }

        // Without the code each segment is as it was stored, and the whole is not known.
        SegmentReport stored = SegmentSummary.ReadFrom(new BinaryReader(new MemoryStream(bytes))).ToReport();
        Assert.Equal((1.0, null), (stored["b"]!.Profile["n"].Metric("test.even_share"), stored.Whole["n"].Metric("test.even_share")));
    }

    [Theory]
    [InlineData("even")]
    [InlineData("Test.even")]
    [InlineData("column.even")]
    [InlineData("test..even")]
    [InlineData("test.<b>")]
    public void Metric_OfAnotherName_IsRefused(string name) => Assert.Contains("shop.weekend_share", Assert.Throws<ArgumentException>(() => new Failing(name)).Message, StringComparison.Ordinal);

    [Fact]
    public void Metric_ThatFails_IsToldWithItsColumn()
    {
        Dataset data = new(new IntegerColumn("n", new long[] { 1 }));
        MlopsException error = Assert.Throws<MlopsException>(() => data.Profile(new() { Metrics = [new Failing("test.failing")] }));
        Assert.Equal("MLO3117", error.Code);
        Assert.Contains("'test.failing' failed on the column 'n': no luck", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => data.Profile(new() { Metrics = [new EvenShare(), new EvenShare()] }));
        var large = new ProfileSummary(data.Schema, new() { Metrics = [new Failing("test.large", fails: false)] });
        large.Add(data);
        Assert.Equal("MLO3117", Assert.Throws<MlopsException>(() => Tables.Bytes(large.WriteTo)).Code);
    }

    private sealed class EvenShare() : ColumnMetric<(long Even, long All)>("test.even_share", "share of even")
    {
        public override ReportNumberFormat Format => ReportNumberFormat.Percent;

        public override bool TellsValues => false;

        public override bool AppliesTo(Field field) => field.Type == ColumnType.Integer;

        protected override (long Even, long All) Empty(Field field) => (0, 0);

        protected override (long Even, long All) Add((long Even, long All) state, Column values)
        {
            var column = (IntegerColumn)values;
            for (int row = 0; row < column.Length; row++)
                if (!column.IsMissing(row)) state = (state.Even + (column.Values[row] % 2 == 0 ? 1 : 0), state.All + 1);
            return state;
        }

        protected override (long Even, long All) Merge((long Even, long All) state, (long Even, long All) later) => (state.Even + later.Even, state.All + later.All);

        protected override (double Value, double Bound)? ToValue((long Even, long All) state) => state.All == 0 ? null : ((double)state.Even / state.All, 0);

        protected override void Write((long Even, long All) state, BinaryWriter writer)
        {
            writer.Write(state.Even);
            writer.Write(state.All);
        }

        protected override (long Even, long All) Read(BinaryReader reader, Field field) => (reader.ReadInt64(), reader.ReadInt64());
    }

    private sealed class Longest() : ColumnMetric<int>("test.longest", "longest text")
    {
        public override bool AppliesTo(Field field) => field.Type == ColumnType.Text;

        protected override int Empty(Field field) => -1;

        protected override int Add(int state, Column values) => Enumerable.Range(0, values.Length).Where(row => !values.IsMissing(row)).Select(row => values.GetText(row).Length).Append(state).Max();

        protected override int Merge(int state, int later) => Math.Max(state, later);

        protected override (double Value, double Bound)? ToValue(int state) => state < 0 ? null : (state, 0);

        protected override void Write(int state, BinaryWriter writer) => writer.Write(state);

        protected override int Read(BinaryReader reader, Field field) => reader.ReadInt32();
    }

    private sealed class Failing(string name, bool fails = true) : ColumnMetric<int>(name, "fails")
    {
        protected override int Empty(Field field) => 0;

        protected override int Add(int state, Column values) => fails ? throw new InvalidOperationException("no luck") : state;

        protected override int Merge(int state, int later) => state;

        protected override (double Value, double Bound)? ToValue(int state) => null;

        protected override void Write(int state, BinaryWriter writer) => writer.Write(new byte[70_000]);

        protected override int Read(BinaryReader reader, Field field) => 0;
    }
}
