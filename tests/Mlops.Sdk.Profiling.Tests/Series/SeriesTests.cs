using System.Text.Json;
using CsCheck;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Profiling.Tests.Series;

public sealed class SeriesTests
{
    private static readonly JsonElement s_reference = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "ReferenceData", "time.json"))).RootElement;
    private static readonly DateTime s_start = new(2024, 1, 1);

    private static readonly Dataset s_hourly = At(Enumerable.Range(0, 600).Select(i => s_start.AddHours(i)), [.. s_reference.GetProperty("values").EnumerateArray().Select(one => one.GetDouble())]);

    [Fact]
    public void Column_OfHours_EqualsStatsmodels()
    {
        SeriesProfile series = s_hourly.Profile().Series!;
        Assert.Equal(new ClockProfile("at", null, 600, "1 hour", 600, 0, 0, 1, 0, 0, false), series.Clock);
        SeriesColumn x = series["x"]!;
        foreach ((string key, IReadOnlyList<double> actual) in (ReadOnlySpan<(string, IReadOnlyList<double>)>)[("acf", x.Autocorrelation), ("pacf", x.PartialAutocorrelation)])
        {
            double[] expected = [.. s_reference.GetProperty(key).EnumerateArray().Select(one => one.GetDouble())];
            Assert.Equal(expected.Length, actual.Count);
            Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-9));
        }

        Assert.Equal(s_reference.GetProperty("adf_p").GetDouble(), x.UnitRootPValue, 1e-6);
        Assert.Equal(s_reference.GetProperty("kpss_p").GetDouble(), x.StationarityPValue, 1e-6);
        Assert.Equal(s_reference.GetProperty("ljung_box_p").GetDouble(), x.MemoryPValue, 1e-9);
        SeriesSeason day = Assert.Single(x.Seasons);
        Assert.Equal((24, "a day"), (day.Period, day.Name));
        Assert.InRange(day.Strength, 0.5, 0.95);
        Assert.Equal(Stationarity.Stationary, x.Stationarity);
    }

    public static TheoryData<string, int, int, int> Clocks => new()
    {
        { "1 day", 100, 100, 0 }, { "15 minutes", 100, 100, 0 }, { "business day", 100, 100, 0 }, { "1 month", 100, 100, 0 }, { "3 months", 100, 100, 0 }, { "1 year", 100, 100, 0 }, { "1 week", 100, 100, 0 }, { "gaps", 100, 120, 20 }, { "jitter", 100, 100, 0 },
    };

    [Theory]
    [MemberData(nameof(Clocks))]
    public void Clock_OfAnyKind_IsFound(string kind, int moments, int steps, int missing)
    {
        var random = new RandomStream(3);
        DateTime Moment(int i) => kind switch
        {
            "1 day" => s_start.AddDays(i),
            "15 minutes" => s_start.AddMinutes(15 * i),
            "business day" => s_start.AddDays((i / 5 * 7) + (i % 5)),
            "1 month" => s_start.AddMonths(i + 1).AddDays(-1),
            "3 months" => s_start.AddMonths(3 * i),
            "1 year" => s_start.AddYears(i),
            "1 week" => s_start.AddDays(7 * i),
            "gaps" => s_start.AddDays(i < 50 ? i : i + 20),
            _ => s_start.AddMinutes(i).AddMilliseconds(random.NextInt32(1000)),
        };
        Dataset data = At(Enumerable.Range(0, moments).Select(Moment), [.. Enumerable.Range(0, moments).Select(_ => random.NextGaussian())]);
        ClockProfile clock = data.Take(new RandomStream(5).Permutation(moments)).Profile().Series!.Clock;
        Assert.Equal((moments, steps, missing, false), (clock.Moments, clock.Steps, clock.MissingSteps, clock.IsBinned));
        if (kind is not ("gaps" or "jitter")) Assert.Equal(kind, clock.Step);
        if (kind != "jitter") Assert.Equal(1, clock.RegularShare);
        Assert.Equal(missing, clock.LongestGap);
    }

    [Fact]
    public void Clock_AtRandom_IsIrregularAndTakesBins()
    {
        ClockProfile clock = Random(400).Profile().Series!.Clock;
        Assert.True(clock.IsBinned);
        Assert.InRange(clock.RegularShare, 0, 0.5);
        Assert.InRange(clock.Steps, 50, 400);
    }

    [Fact]
    public void Groups_MayShareMoments_AndTheirMeansAreTheSeries()
    {
        Dataset data = new Dataset(
            new TimestampColumn("at", Enumerable.Range(0, 200).Select(i => s_start.AddDays(i / 2).Ticks).ToArray()), CategoryColumn.FromValues("who", Enumerable.Range(0, 200).Select(i => i % 2 == 0 ? "a" : "b")),
            new NumberColumn("x", Enumerable.Range(0, 200).Select(i => (i % 2 * 10.0) + Math.Sin(i / 2)).ToArray())).WithRole("at", ColumnRole.Time);
        Assert.Equal(100, data.Profile().Series!.Clock.RepeatedRows);
        ClockProfile grouped = data.WithRole("who", ColumnRole.Group).Profile().Series!.Clock;
        Assert.Equal((0, 100, "who", 2, 0), (grouped.RepeatedRows, grouped.Steps, grouped.Group, grouped.Groups, grouped.GroupMissingShare));

        // Of group b 20 rows within its 100 steps are gone; of group a none.
        ProfileReport gaps = data.WithRole("who", ColumnRole.Group).Filter(row => row.Index is < 80 or >= 120 || row.Text("who") == "a").Profile();
        Assert.Equal(0.1, gaps.Series!.Clock.GroupMissingShare, 12);
        Assert.Equal("who", Assert.Single(gaps.Findings, finding => finding.Code == "PROF080").RelatedColumns.Single());
    }

    [Fact]
    public void Spans_OfManyGroups_DoNotDependOnTheParts()
    {
        GroupSpans whole = new(), merged = new();
        for (int part = 0; part < 4; part++)
        {
            var spans = new GroupSpans();
            for (int row = part * 3000; row < (part + 1) * 3000; row++)
            {
                whole.Add(Hashing.OfInt64(row % 6000), row);
                spans.Add(Hashing.OfInt64(row % 6000), row);
            }

            merged.Merge(spans);
        }

        Assert.Equal(4096, whole.All.Count);
        Assert.All(whole.All, span => Assert.Equal((2, 6000), (span.Rows, span.Last - span.First)));
        byte[] bytes = Tables.Bytes(merged.WriteTo);
        Assert.Equal(Tables.Bytes(whole.WriteTo), bytes);
        var read = new GroupSpans();
        read.ReadFrom(new BinaryReader(new MemoryStream(bytes)));
        Assert.Equal(bytes, Tables.Bytes(read.WriteTo));
    }

    [Fact]
    public void Merge_OfParts_IsTheWhole() => Gen.Select(Tables.Parts, Gen.ULong).Sample((parts, seed) =>
    {
        Dataset data = s_hourly.Take(new RandomStream(seed).Permutation(600));
        ProfileSummary whole = new(data.Schema), merged = new(data.Schema);
        whole.Add(data);
        foreach (Dataset cut in Tables.Cut(data, parts, seed))
        {
            var part = new ProfileSummary(cut.Schema);
            part.Add(cut);
            merged.Merge(part);
        }

        byte[] bytes = Tables.Bytes(merged.WriteTo);
        var read = ProfileSummary.ReadFrom(new BinaryReader(new MemoryStream(bytes)));
        Assert.Equal(bytes, Tables.Bytes(read.WriteTo));
        SeriesProfile one = whole.ToReport().Series!, other = read.ToReport().Series!;
        Assert.Equal(one.Clock, other.Clock);
        Assert.Equal(one["x"]!.Autocorrelation, other["x"]!.Autocorrelation);
    }, iter: 8);

    [Fact]
    public void Grid_OfMoreMomentsThanFit_DoesNotDependOnTheParts()
    {
        var random = new RandomStream(9);
        long[] moments = [.. Enumerable.Range(0, 15_000).Select(i => s_start.AddSeconds(i).Ticks)];
        double[] values = [.. moments.Select(_ => Math.Round(random.NextGaussian(), 3))];
        Dataset data = new Dataset(new TimestampColumn("at", moments), new NumberColumn("x", values)).WithRole("at", ColumnRole.Time).Take(random.Permutation(15_000));
        TimeGrid whole = new(1, true), merged = new(1, true);
        Add(whole, data);
        for (int start = 0; start < 15_000; start += 1000)
        {
            var part = new TimeGrid(1, true);
            Add(part, data.Slice(start, 1000));
            merged.Merge(part);
        }

        Assert.Equal((10 * TimeSpan.TicksPerSecond, 1500), (whole.Width, whole.Count));
        Assert.Equal(whole.Width, merged.Width);
        Assert.Equal(whole.Sorted().Starts, merged.Sorted().Starts);
        ClockProfile clock = data.Profile().Series!.Clock;
        Assert.Equal(("10 seconds", 1500, true), (clock.Step, clock.Steps, clock.IsBinned));

        static void Add(TimeGrid grid, Dataset rows) => grid.Add(((TimestampColumn)rows["at"]).Ticks, _ => false, [rows["x"].ToNumbers()]);
    }

    [Fact]
    public void Findings_OfNoise_AreNone_AndOfWalks_AreWandering()
    {
        int noise = 0, walks = 0;
        for (ulong seed = 0; seed < 30; seed++)
        {
            var random = new RandomStream(seed);
            double[] steps = [.. Enumerable.Range(0, 300).Select(_ => random.NextGaussian())], walk = [.. steps];
            for (int i = 1; i < walk.Length; i++) walk[i] += walk[i - 1];
            noise += Codes(steps).Length;
            walks += Codes(walk).Contains("PROF083") ? 1 : 0;
        }

        Assert.InRange(noise, 0, 1);
        Assert.InRange(walks, 24, 30);

        static string[] Codes(double[] values) => [.. At(Enumerable.Range(0, values.Length).Select(i => s_start.AddHours(i)), values).Profile(new() { AsOf = s_start.AddDays(30) }).Findings.Select(finding => finding.Code).Where(code => code.StartsWith("PROF08", StringComparison.Ordinal))];
    }

    [Fact]
    public void Series_OfHostileMomentsAndNumbers_IsDefined()
    {
        long[] moments = [0, DateTime.MaxValue.Ticks, 5, 5, 17, .. Enumerable.Range(0, 60).Select(i => i * TimeSpan.TicksPerDay)];
        double[] values = [double.MaxValue, double.MinValue, double.PositiveInfinity, double.NaN, 1, .. Enumerable.Range(0, 60).Select(i => i % 7 == 0 ? double.MaxValue : i)];
        ProfileReport report = new Dataset(new TimestampColumn("at", moments), new NumberColumn("x", values)).WithRole("at", ColumnRole.Time).Profile();
        Assert.NotEmpty(report.ToHtml());
        Assert.NotEmpty(report.ToJson());
        long[] whole = [long.MinValue, long.MaxValue, 0, 1, 2, 3, .. Enumerable.Range(0, 60).Select(i => 10L + i)];
        Assert.NotEmpty(new Dataset(new IntegerColumn("at", whole), new NumberColumn("x", new double[66])).WithRole("at", ColumnRole.Time).Profile().ToHtml());
    }

    [Fact]
    public void Json_HasTheSeries()
    {
        using JsonDocument json = JsonDocument.Parse(s_hourly.Profile().ToJson());
        JsonElement series = json.RootElement.GetProperty("data").GetProperty("series");
        Assert.Equal("1 hour", series.GetProperty("clock").GetProperty("step").GetString());
        Assert.Equal(49, series.GetProperty("columns")[0].GetProperty("acf").GetArrayLength());
    }

    private static Dataset Random(int rows)
    {
        var random = new RandomStream(2);
        double at = 0;
        return At([.. Enumerable.Range(0, rows).Select(_ => s_start.AddMinutes(at -= 30 * Math.Log(1 - random.NextDouble())))], [.. Enumerable.Range(0, rows).Select(_ => random.NextGaussian())]);
    }

    private static Dataset At(IEnumerable<DateTime> moments, double[] values) =>
        new Dataset(new TimestampColumn("at", moments.Select(moment => moment.Ticks).ToArray()), new NumberColumn("x", values)).WithRole("at", ColumnRole.Time);
}
