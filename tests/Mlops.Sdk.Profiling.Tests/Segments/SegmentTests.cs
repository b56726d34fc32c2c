using System.Text.Json;
using CsCheck;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Profiling.Tests.Segments;

public sealed class SegmentTests
{
    private static readonly Dataset s_data = Planted();

    [Fact]
    public void Segments_TogetherAreTheWhole()
    {
        SegmentReport report = s_data.ProfileBySegment("region", new() { Segments = 2 });
        ProfileReport whole = s_data.Profile(new() { Detail = ProfileDetail.Standard });
        Assert.Equal(["north", "south", "all others"], report.Segments.Select(segment => segment.Name));
        Assert.Equal(s_data.RowCount, report.Segments.Sum(segment => segment.Rows));
        foreach (ColumnProfile column in whole.Columns)
        {
            Assert.Equal(column.Missing, report.Segments.Sum(segment => segment.Profile[column.Name].Missing));
            Assert.Equal((column.Missing, column.Distinct), (report.Whole[column.Name].Missing, report.Whole[column.Name].Distinct));
            if (column.Type == ColumnType.Category) Assert.Equal(column.Top.ToArray(), report.Whole[column.Name].Top.ToArray());
            if (column.Mean is { } mean) Assert.Equal(mean, report.Whole[column.Name].Mean!.Value, 1e-9 * Math.Abs(mean));
        }

        Dataset north = s_data.Filter(row => row.Text("region") == "north");
        Assert.Equal(north.Profile()["income"].Quantile(0.3), report["north"]!.Profile["income"].Quantile(0.3));
    }

    [Fact]
    public void Contrasts_PlantedInASegment_AreFoundAndNoOther()
    {
        SegmentReport report = s_data.ProfileBySegment("region");
        Assert.Equal([("north", "age", "missing_share"), ("south", "income", "mean"), ("west", "color", "level_share")], report.Contrasts.Select(one => (one.Segment, one.Column, one.Measure)).Where(one => one.Segment is "west" or "south" or "north").GroupBy(one => (one.Segment, one.Column)).Select(group => group.First()).Where(one => (one.Segment, one.Column) is ("north", "age") or ("south", "income") or ("west", "color")).Order());
        Assert.DoesNotContain(report.Contrasts, one => one.Column == "noise");
        Assert.Equal(report.Findings.Count, report.Contrasts.Length);
        Assert.Contains("report.Contrasts", SegmentReport.FindingKinds.Single(kind => kind.Code == "PROF101").Remedy, StringComparison.Ordinal);
        Assert.All(report.Findings, finding => Assert.Contains(SegmentReport.FindingKinds, kind => kind.Code == finding.Code && kind.Title == finding.Title));
        Assert.All(report.Findings, finding => Assert.Contains(finding.Remedy!, finding.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Contrasts_OfRandomSegments_AreAlmostNone()
    {
        int tables = 0;
        for (ulong seed = 0; seed < 150; seed++)
            tables += Shuffled(seed).ProfileBySegment("part").Contrasts.Length > 0 ? 1 : 0;

        // 1 % of the tables are told at most: 5 or more of 150 have a probability below 2 %.
        Assert.InRange(tables, 0, 4);
    }

    [Fact]
    public void By_TwoColumns_Ranges_AndPeriods_MakeTheSegmentsThatTheyName()
    {
        SegmentReport pairs = s_data.ProfileBySegment(SegmentBy.Values("region", "color"), new() { Segments = 3 });
        Assert.All(pairs.Segments.Where(segment => !segment.IsRest), segment => Assert.Contains(" · ", segment.Name, StringComparison.Ordinal));
        SegmentReport ranges = s_data.ProfileBySegment(SegmentBy.Ranges("income", 40, 60));
        Assert.Equal(["up to 40", "40 to 60", "above 60"], ranges.Segments.Select(segment => segment.Name));
        Assert.All(ranges.Segments, segment => Assert.InRange(segment.Profile["income"].Mean!.Value, segment.Name == "up to 40" ? double.MinValue : segment.Name == "above 60" ? 60 : 40, segment.Name == "up to 40" ? 40 : segment.Name == "above 60" ? double.MaxValue : 60));
        SegmentReport equal = s_data.ProfileBySegment(SegmentBy.EqualRanges("noise", 4));
        Assert.Equal(4, equal.Segments.Length);
        Assert.All(equal.Segments, segment => Assert.InRange(segment.Share, 0.24, 0.26));
        SegmentReport months = s_data.ProfileBySegment(SegmentBy.Period("at", SegmentPeriod.Month));
        Assert.Equal(["2024-01", "2024-02", "2024-03", "2024-04"], months.Segments.Take(4).Select(segment => segment.Name));
        Assert.Equal(31 * 24, months["2024-01"]!.Rows);
        Assert.Equal(["2024-01-01", "2024-01-08"], s_data.ProfileBySegment(SegmentBy.Period("at", SegmentPeriod.Week)).Segments.Take(2).Select(segment => segment.Name));
        Assert.Contains("(missing)", s_data.ProfileBySegment(SegmentBy.Ranges("age", 30)).Segments.Select(segment => segment.Name));
    }

    [Fact]
    public void By_AWrongColumn_IsRefused()
    {
        Assert.Contains("'region'", Assert.Throws<ArgumentException>(() => s_data.ProfileBySegment("regoin")).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => s_data.ProfileBySegment(SegmentBy.Ranges("region", 3)));
        Assert.Throws<ArgumentException>(() => s_data.ProfileBySegment(SegmentBy.Period("income", SegmentPeriod.Day)));
        Assert.Throws<ArgumentException>(() => SegmentBy.Ranges("income", 3, 3));
        Assert.Throws<ArgumentException>(() => SegmentBy.Values("income", "income"));
        Assert.Throws<ArgumentOutOfRangeException>(() => s_data.ProfileBySegment("region", new() { Segments = 0 }));
    }

    [Fact]
    public void Merge_OfParts_IsTheWhole() => Gen.Select(Tables.Parts, Gen.ULong).Sample((parts, seed) =>
    {
        Dataset data = s_data.Slice(0, 600);
        SegmentSummary whole = new(data.Schema, "region"), merged = new(data.Schema, "region");
        whole.Add(data);
        foreach (Dataset cut in Tables.Cut(data, parts, seed))
        {
            var part = new SegmentSummary(cut.Schema, "region");
            part.Add(cut);
            merged.Merge(part);
        }

        SegmentReport one = whole.ToReport(), other = merged.ToReport();
        Assert.Equal(one.Segments.Select(segment => (segment.Name, segment.Rows, segment.IsComplete)), other.Segments.Select(segment => (segment.Name, segment.Rows, segment.IsComplete)));
        Assert.Equal(one.Contrasts.Select(contrast => (contrast.Segment, contrast.Column)), other.Contrasts.Select(contrast => (contrast.Segment, contrast.Column)));
    }, iter: 6);

    [Fact]
    public void Segments_TooManyToFollow_AreTheRest_AndNothingIsLost()
    {
        Dataset data = new(new IntegerColumn("k", Enumerable.Range(0, 3000).Select(i => (long)(i % 500)).ToArray()), new NumberColumn("x", Enumerable.Range(0, 3000).Select(i => (double)i).ToArray()));
        SegmentReport report = data.AsSource().ProfileBySegment("k", new() { Segments = 5 });
        Assert.Equal(6, report.Segments.Length);
        Assert.All(report.Segments.Take(5), segment => Assert.Equal((6, true, false), (segment.Rows, segment.IsComplete, segment.IsRest)));
        Assert.Equal((2970, true), (report.Segments[5].Rows, report.Segments[5].IsRest));
        Assert.Equal(3000, report.Whole.RowCount);
    }

    [Fact]
    public void Segments_OneARow_TakeNoLongerThanRows()
    {
        Dataset data = new(TextColumn.FromValues("k", Enumerable.Range(0, 40_000).Select(i => $"key{i}")), new NumberColumn("x", new double[40_000]));
        SegmentReport report = data.ProfileBySegment("k", new() { Segments = 3 });
        Assert.Equal((4, 39_997), (report.Segments.Length, report.Segments[3].Rows));
    }

    [Fact]
    public void Report_OfAnyTable_IsWrittenInEveryForm() => Tables.Any.Sample(data =>
    {
        foreach (Field field in data.Schema)
        {
            SegmentReport report = data.ProfileBySegment(field.Name, new() { LeastRows = 2 });
            Assert.Equal(data.RowCount, report.Segments.Sum(segment => segment.Rows));
            Assert.NotEmpty(report.ToHtml());
            using JsonDocument json = JsonDocument.Parse(report.ToJson());
            Assert.Equal(report.Segments.Length, json.RootElement.GetProperty("data").GetProperty("segments").GetArrayLength());
            Assert.NotEmpty(report.ToMarkdown());
        }
    }, iter: 15);

    [Theory]
    [InlineData("city")]
    [InlineData("amount")]
    [InlineData("day")]
    [InlineData("city day")]
    public void Report_Redacted_ShowsNoSecret(string by)
    {
        Dataset data = new(
            CategoryColumn.FromValues("city", Enumerable.Range(0, 300).Select(i => i % 3 == 0 ? "Zanzibar" : "Qaqortoq")), new NumberColumn("amount", Enumerable.Range(0, 300).Select(i => 1234.56 + (i * i * 7.913)).ToArray()),
            new TimestampColumn("day", Enumerable.Range(0, 300).Select(i => new DateTime(1961, 7, 13).AddDays(i).Ticks).ToArray()), CategoryColumn.FromValues("outcome", Enumerable.Range(0, 300).Select(i => i % 3 == 0 ? "Relapsed" : "Recovered")));
        SegmentBy segments = by switch { "amount" => SegmentBy.Ranges("amount", 2345.67, 70_123.4), "day" => SegmentBy.Period("day", SegmentPeriod.Month), "city day" => SegmentBy.Values("city", "outcome"), _ => by };
        SegmentReport report = data.ProfileBySegment(segments, new() { Profile = new() { Detail = ProfileDetail.Standard, Redaction = Redaction.All } });
        Assert.True(report.Segments.Length > 1);
        foreach (string text in (string[])[report.ToHtml(), report.ToJson(), report.ToMarkdown(), report.ToText(), report.Segments[0].Profile.ToHtml()])
            foreach (string secret in (string[])["Zanzibar", "Qaqortoq", "Relapsed", "Recovered", "1961", "1,234", "1234.5", "2,345", "2346", "2,346", "70,123", "70123"])
                Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
    }

    private static Dataset Planted()
    {
        var random = new RandomStream(4);
        const int Rows = 3000;
        string[] regions = [.. Enumerable.Range(0, Rows).Select(_ => random.NextDouble() switch { < 0.4 => "north", < 0.7 => "south", < 0.9 => "east", _ => "west" })];
        return new Dataset(
            CategoryColumn.FromValues("region", regions),
            new NumberColumn("income", regions.Select(region => 50 + (region == "south" ? 8 : 0) + (10 * random.NextGaussian())).ToArray()),
            new NumberColumn("age", regions.Select(region => random.NextDouble() < (region == "north" ? 0.25 : 0.05) ? double.NaN : 40 + (10 * random.NextGaussian())).ToArray()),
            CategoryColumn.FromValues("color", regions.Select(region => region == "west" && random.NextInt32(2) == 0 ? "red" : (string[])["red", "green", "blue"] is var colors ? colors[random.NextInt32(3)] : "")),
            new NumberColumn("noise", regions.Select(_ => random.NextGaussian()).ToArray()),
            new TimestampColumn("at", Enumerable.Range(0, Rows).Select(i => new DateTime(2024, 1, 1).AddHours(i).Ticks).ToArray()));
    }

    private static Dataset Shuffled(ulong seed)
    {
        var random = new RandomStream(seed + 100);
        int[] rows = [.. Enumerable.Range(0, 800)];
        return new Dataset(
            CategoryColumn.FromValues("part", rows.Select(_ => $"p{random.NextInt32(8)}")), new NumberColumn("normal", rows.Select(_ => random.NextDouble() < 0.2 ? double.NaN : random.NextGaussian()).ToArray()),
            new NumberColumn("skewed", rows.Select(_ => Math.Exp(random.NextGaussian())).ToArray()), new IntegerColumn("few", rows.Select(_ => (long)random.NextInt32(3)).ToArray()),
            CategoryColumn.FromValues("level", rows.Select(_ => $"l{Math.Min(random.NextInt32(12), random.NextInt32(12))}")), new FlagColumn("rare", rows.Select(_ => random.NextInt32(12) == 0).ToArray()));
    }
}
