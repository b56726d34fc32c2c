using System.Globalization;

namespace Mlops.Sdk.Profiling.Tests;

/// <summary>Whatever needs each row once reads a CSV file once, and says what it says where the types are known beforehand.</summary>
public sealed class CsvPassTests
{
    private const int Rows = 3000, BlockBytes = 500;

    private static readonly RunContext s_context = new() { Time = new StoppedClock() };

    private static readonly DataRules s_rules = DataRules.Empty
        .Column("id", id => id.IsUnique())
        .Column("amount", amount => amount.IsPresent().Mostly(0.9).Between(0, 900))
        .Column("when", when => when.IsPresent().Mostly(0.5))
        .Column("city", city => city.InSet([.. Enumerable.Range(0, 35).Select(i => $"city {i}")]))
        .Column("amount", amount => amount.Satisfies("finite", row => double.IsFinite((double)row["amount"]!)));

    private static readonly Dictionary<string, Func<DataSource, string>> s_readers = new()
    {
        ["profile"] = source => source.Profile(context: s_context).ToJson(),
        ["validation"] = source => s_rules.Validate(source).ToJson(),
        ["clean rows"] = source => Summary(source.WithRules(s_rules)),
        ["values as segments"] = source => source.ProfileBySegment("city", context: s_context).ToJson(),
        ["periods as segments"] = source => source.ProfileBySegment(SegmentBy.Period("when", SegmentPeriod.Week), context: s_context).ToJson(),
        ["ranges as segments"] = source => source.ProfileBySegment(SegmentBy.EqualRanges("amount"), context: s_context).ToJson(),
        ["inferred rules"] = source => DataRules.Infer(source).ToJson(),
        ["suggested rules"] = source => DataRules.Suggest(source, new() { SampleRows = 700 }).ToJson(),
        ["overlap"] = source => source.OverlapWith(Table(Rows / 2).AsSource()).ToString(),
        ["overlap, looked up"] = source => Table(Rows / 2).AsSource().OverlapWith(source).ToString(),
    };

    public static TheoryData<string> Readers => [.. s_readers.Keys];

    [Theory]
    [MemberData(nameof(Readers))]
    public void Read_FileWhoseFirstRowsShowTheTypes_IsOnePass(string reader) => WithFile(Lines(late: 0), path =>
    {
        (string found, PassCounter passes) = Read(reader, path, known: false);
        Assert.Equal(1, passes.Passes);
        Assert.Equal(Read(reader, path, known: true).Said, found);
    });

    // Amounts are whole, and moments missing, in the first half of the file: a guess at their types is wrong, and so is what is said of it.
    [Theory]
    [MemberData(nameof(Readers))]
    public void Read_FileWhoseFirstRowsMislead_SaysWhatKnownTypesSay(string reader) => WithFile(Lines(late: Rows / 2), path =>
    {
        (string found, PassCounter passes) = Read(reader, path, known: false);
        Assert.InRange(passes.Files, 1, 2.5);
        Assert.Equal(Read(reader, path, known: true).Said, found);
    });

    [Fact]
    public void Read_RowsForAQuarantine_AreHandedOnOnce() => WithFile(Lines(late: Rows / 2), path =>
    {
        long aside = 0;
        DataSource clean = CsvSource.Open(path, new() { BlockBytes = BlockBytes }).WithRules(s_rules, quarantine: rows => aside += rows.RowCount);
        Assert.Equal(Rows, DatasetSummary.Compute(clean).RowCount + aside);
        Assert.NotEqual(0, aside);
    });

    private static (string Said, PassCounter Passes) Read(string reader, string path, bool known)
    {
        var passes = new PassCounter();
        CsvSource source = CsvSource.Open(path, new() { BlockBytes = BlockBytes, Progress = passes, Label = "city" });
        if (known) Assert.Equal(Rows, source.RowCount);
        return (s_readers[reader](source), passes);
    }

    private static string Summary(DataSource source)
    {
        using var bytes = new MemoryStream();
        using (var writer = new BinaryWriter(bytes)) DatasetSummary.Compute(source).WriteTo(writer);
        return Convert.ToHexString(bytes.ToArray());
    }

    private static Dataset Table(int rows) => Dataset.ParseCsv(string.Join('\n', Lines(late: 0).Take(rows + 1)), new() { Label = "city" });

    private static IEnumerable<string> Lines(int late)
    {
        yield return "id,amount,when,city,hash,note";
        for (int row = 0; row < Rows; row++)
        {
            string amount = row < late || row % 3 == 0 ? $"{row % 1000}" : string.Create(CultureInfo.InvariantCulture, $"{row % 1000}.5");
            string when = row < late || row % 11 == 0 ? "" : $"2025-0{1 + (row % 3)}-{1 + (row % 28):00}";
            yield return string.Create(CultureInfo.InvariantCulture, $"{row},{amount},{when},city {Math.Min(row / 60, row % 40)},{9_300_000_000_000_000_000UL + ((ulong)row * 1_000_000_000_000_000)},note {row} of many");
        }
    }

    private static void WithFile(IEnumerable<string> lines, Action<string> test)
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllLines(path, lines);
            test(path);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
