using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Profiling.Tests.Validation;

/// <summary>Suggested rules on rows that they have not seen: clean halves keep them, planted mistakes break them. The measurement on many tables is the verb validate-calibration of the evaluation program.</summary>
public sealed class SuggestionTests
{
    private static readonly Dataset s_census = Dataset.FromCsv(Path.Combine(Root(), "samples", "data", "adult", "adult.data"), new() { HasHeader = false, ColumnNames = ["age", "workclass", "fnlwgt", "education", "education_num", "marital", "occupation", "relationship", "race", "sex", "gain", "loss", "hours", "country", "income"], Label = "income" }).Sample(3000, 1);
    private static readonly Dataset s_penguins = Dataset.FromCsv(Path.Combine(Root(), "samples", "data", "penguins", "penguins.csv"), new() { Label = "species" });

    [Fact]
    public void Suggest_OnHalvesOfCleanTables_IsKeptByTheOtherHalf()
    {
        int passed = 0;
        for (int i = 0; i < 10; i++)
        {
            foreach (Dataset data in (Dataset[])[s_census, s_penguins])
            {
                (Dataset known, Dataset next) = Halves(data, i);
                DataRules rules = DataRules.Suggest(known, new() { HoldOuts = 0 }).Rules;
                Assert.True(rules.Rules.Length > 5 * data.ColumnCount);
                if (!rules.Validate(next).Failures.Any()) passed++;
            }
        }

        Assert.InRange(passed, 19, 20);
    }

    // What breaks a rule of the other half, and in which column.
    public static TheoryData<string, string> Plants => new()
    {
        { "missing", "age" }, { "negative", "age" }, { "stand-in", "fnlwgt" }, { "unit", "hours" }, { "new level", "race" }, { "case", "sex" }, { "gone", "country" }, { "text", "hours" }, { "stuck", "education_num" }, { "swapped", "age" },
    };

    [Theory]
    [MemberData(nameof(Plants))]
    public void Suggest_MistakeInOneRowOfTwenty_IsFoundInItsColumn(string mistake, string column)
    {
        (Dataset known, Dataset next) = Halves(s_census, 0);
        DataRules rules = DataRules.Suggest(known, new() { HoldOuts = 0 }).Rules;
        bool Hit(DataRow row) => row.Index % 20 == 3;
        Dataset planted = mistake switch
        {
            "missing" => next.With(new IntegerColumn(column, ((IntegerColumn)next[column]).Values.ToArray(), MissingMask.Create(next.RowCount, row => row % 20 == 3))),
            "negative" => Whole(next, column, row => Hit(row) ? -row.Number(column) : row.Number(column)),
            "stand-in" => Whole(next, column, row => Hit(row) ? -999 : row.Number(column)),
            "unit" => Whole(next, column, row => row.Number(column) * 60),
            "new level" => next.DeriveCategory(column, row => Hit(row) ? "Martian" : row.Text(column)),
            "case" => next.DeriveCategory(column, row => Hit(row) ? row.Text(column).ToUpperInvariant() : row.Text(column)),
            "gone" => next.Drop(column),
            "text" => next.DeriveText(column, row => Hit(row) ? row.Text(column) + " h" : row.Text(column)),
            "stuck" => Whole(next, column, _ => 9),
            _ => next.Rename(column, "free").Rename("fnlwgt", column).Rename("free", "fnlwgt"),
        };
        ValidationReport report = rules.Validate(planted);
        Assert.False(report.Passed);
        Assert.Contains(report.Failures, failure => failure.Rule.Columns.Contains(column));
    }

    [Fact]
    public void Suggest_TableWithKnownRelations_NamesThem()
    {
        RandomStream random = new(3);
        const int rows = 1500;
        double[] net = [.. Enumerable.Range(0, rows).Select(_ => Math.Round(100 * random.NextDouble(), 2))], tax = [.. net.Select(value => Math.Round(value * random.NextDouble(), 2))];
        long[] start = [.. Enumerable.Range(0, rows).Select(i => new DateTime(2024, 1, 1).AddMinutes(i).Ticks)];
        Dataset data = new(
            new IntegerColumn("id", Enumerable.Range(0, rows).Select(i => (long)(i * 7919 % 1_000_003)).ToArray()),
            new NumberColumn("net", net), new NumberColumn("tax", tax), new NumberColumn("gross", net.Zip(tax, (a, b) => a + b).ToArray()),
            new TimestampColumn("start", start), new TimestampColumn("end", start.Select(ticks => ticks + (random.NextInt32(10) * TimeSpan.TicksPerHour)).ToArray()),
            TextColumn.FromValues("code", Enumerable.Range(0, rows).Select(i => $"{(char)('A' + i % 26)}{(char)('A' + i / 26 % 26)}-{100000 + i * 31}")),
            CategoryColumn.FromValues("state", Enumerable.Range(0, rows).Select(i => i % 3 == 0 ? "open" : "closed")));
        string[] said = [.. DataRules.Suggest(data, new() { HoldOuts = 5 }, new RunContext { Time = new After(new DateTime(2025, 1, 1, 0, 0, 0, DateTimeKind.Utc)) }).Rules.Rules.Select(rule => rule.Statement)];
        string[] expected = ["'id' is unique", "'net' + 'tax' is 'gross'", "'start' is at most 'end'", "'start' rises from row to row", "'code' matches [A-Z]{2}-[0-9]{6}", "'code' is unique", "'state' is one of closed, open", "'end' is not in the future", "'tax' is at most 'net'"];
        Assert.Equal([], expected.Except(said));
    }

    [Fact]
    public void Suggest_SameSeed_IsTheSameOnAnyNumberOfThreads_AndFromASource()
    {
        string one = DataRules.Suggest(s_penguins, new() { HoldOuts = 2 }, new RunContext { MaxThreads = 1, Seed = 5 }).ToJson(), seven = DataRules.Suggest(s_penguins, new() { HoldOuts = 2 }, new RunContext { MaxThreads = 7, Seed = 5 }).ToJson();
        Assert.Equal(one, seven);
        Assert.Equal(one, DataRules.Suggest(s_penguins.AsSource(), new() { HoldOuts = 2 }, new RunContext { MaxThreads = 2, Seed = 5 }).ToJson());
    }

    private sealed class After(DateTime now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }

    private static (Dataset Known, Dataset Next) Halves(Dataset data, int i)
    {
        int[] rows = RandomStream.For(7, "halves").Split(i).Permutation(data.RowCount);
        int[] first = rows[..(rows.Length / 2)], second = rows[(rows.Length / 2)..];
        Array.Sort(first);
        Array.Sort(second);
        return (data.Take(first), data.Take(second));
    }

    private static Dataset Whole(Dataset data, string column, Func<DataRow, double> value) =>
        data.With(new IntegerColumn(column, Enumerable.Range(0, data.RowCount).Select(row => (long)value(data.Row(row))).ToArray()));

    private static string Root()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Mlops.Sdk.sln"))) folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
