using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Benchmarks;

/// <summary>A table of 20 columns and the 60 rules about it that <c>benchmarks/peers/validation.py</c> writes out by hand.</summary>
internal static class ValidationTable
{
    public const int Numbers = 10;

    /// <summary>Ten numbers, an id, a count, a flag, four categories, a text, two moments.</summary>
    public static Dataset Make(int rows, ulong seed = 1)
    {
        var random = new RandomStream(seed);
        var columns = new List<Column>();
        for (int i = 0; i < Numbers; i++)
        {
            var values = new double[rows];
            for (int row = 0; row < rows; row++) values[row] = i < 2 && random.NextDouble() < 0.05 ? double.NaN : 50 + 10 * random.NextGaussian();
            columns.Add(new NumberColumn($"n{i}", values));
        }

        long[] id = new long[rows], count = new long[rows], start = new long[rows], end = new long[rows];
        var flag = new bool[rows];
        var text = new TextColumnBuilder(rows);
        long first = new DateTime(2024, 1, 1).Ticks;
        for (int row = 0; row < rows; row++)
        {
            (id[row], count[row], flag[row]) = (row * 7919L, random.NextInt32(1000), random.NextDouble() < 0.4);
            start[row] = first + row * TimeSpan.TicksPerSecond;
            end[row] = start[row] + random.NextInt32(10_000) * TimeSpan.TicksPerSecond;
            text.Append($"{(char)('A' + random.NextInt32(26))}{(char)('A' + random.NextInt32(26))}-{random.NextInt32(900_000) + 100_000}");
        }

        columns.AddRange([new IntegerColumn("id", id), new IntegerColumn("count", count), new FlagColumn("flag", flag)]);
        for (int i = 0; i < 4; i++)
        {
            var codes = new int[rows];
            for (int row = 0; row < rows; row++) codes[row] = random.NextInt32(8);
            columns.Add(new CategoryColumn($"c{i}", codes, Levels));
        }

        columns.AddRange([text.Build("code"), new TimestampColumn("start", start), new TimestampColumn("end", end)]);
        return new Dataset(columns);
    }

    public static CategoryLevels Levels { get; } = new([.. Enumerable.Range(0, 8).Select(level => $"level{level}")]);

    /// <summary>The rules: 20 on presence, 12 ranges, 4 sets, a pattern, a length, a key, 10 finite, 3 means, 2 deviations, 2 medians, a comparison of moments and one of numbers, a condition, a correlation, a share and the number of rows.</summary>
    public static DataRules Rules()
    {
        DataRules rules = DataRules.Empty;
        string[] names = [.. Enumerable.Range(0, Numbers).Select(i => $"n{i}"), "id", "count", "flag", .. Enumerable.Range(0, 4).Select(i => $"c{i}"), "code", "start", "end"];
        rules = rules.Add(names.Select(name => Rule.IsPresent(name) with { Mostly = name is "n0" or "n1" ? 0.9 : 1 }));
        for (int i = 0; i < Numbers; i++) rules = rules.Column($"n{i}", column => column.Between(10, 90).IsFinite());
        for (int i = 0; i < 4; i++) rules = rules.Column($"c{i}", column => column.InSet(Levels.Names.Take(i == 3 ? 7 : 8)));
        return rules
            .Column("id", id => id.IsUnique().IsNotNegative())
            .Column("count", count => count.Between(0, 999))
            .Column("code", code => code.Matches("[A-Z]{2}-[0-9]{6}").HasLength(9, 9))
            .Column("n0", n => n.Mean(49, 51).Quantile(0.5, 49, 51))
            .Column("n1", n => n.Mean(49, 51).Quantile(0.5, 49, 51))
            .Column("n2", n => n.Mean(49, 51).StandardDeviation(9, 11))
            .Column("n3", n => n.StandardDeviation(9, 11))
            .Column("c0", c => c.ShareOf("level0", 0.1, 0.15))
            .Row(row => row.LessOrEqual("start", "end").Less("n4", "n5").Add(Rule.When(Rule.InSet("c1", "level1"), Rule.InRange("count", max: 900))))
            .Table(table => table.Correlation("n6", "n7", -0.1, 0.1).RowCount(1000));
    }
}
