using System.Collections.Immutable;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Makes datasets that are hard on what reads them, for property tests: every column type, missing values, constant and empty columns, NaN, infinities, extreme numbers, hostile names and texts.</summary>
public static class DatasetGenerator
{
    private static readonly double[] Awkward = [0, -0.0, 1, -1, double.Epsilon, double.MaxValue, double.MinValue, double.PositiveInfinity, double.NegativeInfinity, 0.1, 1e-300, 123456789.123456789];
    private static readonly long[] AwkwardIntegers = [0, 1, -1, long.MaxValue, long.MinValue, (1L << 53) + 1, -(1L << 53) - 1];
    private static readonly string[] AwkwardTexts = ["", " ", "a", "\"quoted\", and\nbroken\r\nin lines", "İstanbul ıi", "<script>alert(1)</script>", "=1+1", "NA", "null", "1,5", "日本語 🎉 e\u0301", "\0", "\ufeffmark", "../etc"];

    /// <summary>A dataset with at least one column of every type, in a form that depends on the seed: missing rows, slices of larger columns, masks or NaN.</summary>
    /// <param name="seed">The seed; the same gives the same dataset for ever.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="options">What to put in.</param>
    public static Dataset Create(ulong seed, int rows, DatasetGeneratorOptions? options = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        options ??= new();
        RandomStream random = RandomStream.For(seed, "testing.dataset");

        // Some datasets are cut out of larger ones, so that offsets into shared memory are tried too.
        int before = random.NextInt32(3) == 0 ? random.NextInt32(70) : 0;
        int all = rows + before + (before > 0 ? 3 : 0);
        var columns = new List<Column>
        {
            Number("number", all, random.Split("number"), options, false),
            Number(options.HostileNames ? "number, \"masked\"\n" : "number_masked", all, random.Split("masked"), options, true),
            new NumberColumn("number_constant", Values(all, _ => 3.5)),
            Integer(options.HostileNames ? "Integer İı" : "integer", all, random.Split("integer"), options),
            new IntegerColumn("integer_small", Values(all, row => (long)random.NextInt32(4))),
            new FlagColumn("flag", Values(all, _ => random.NextInt32(2) == 0)),
            Flag(options.HostileNames ? "<b>flag</b>" : "flag_missing", all, random.Split("flag"), options),
            Category("category", all, random.Split("category"), options),
            Text(options.HostileNames ? "../text" : "text", all, random.Split("text"), options),
            Timestamp(options.HostileNames ? " timestamp " : "timestamp", all, random.Split("timestamp"), options),
        };
        if (options.MissingFraction > 0) columns.AddRange(AllMissing(all));
        Dataset data = new Dataset(columns).Slice(before, rows);
        return options.Label ? data.With(Label(rows, random.Split("label")), ColumnRole.Label) : data;
    }

    private static CategoryColumn Label(int rows, RandomStream random) =>
        new("label", Values(rows, _ => random.NextInt32(10) < 3 ? 1 : 0), new CategoryLevels(["no", "yes"]));

    private static NumberColumn Number(string name, int rows, RandomStream random, DatasetGeneratorOptions options, bool masked)
    {
        MissingMask missing = Mask(rows, random, options);
        double[] values = Values(rows, row =>
        {
            double value = random.NextInt32(8) == 0 && options.Extremes ? Awkward[random.NextInt32(Awkward.Length)] : random.NextGaussian() * 10;
            if (masked && options.Extremes && random.NextInt32(20) == 0) value = double.NaN;
            return missing[row] ? double.NaN : value;
        });
        return masked ? new NumberColumn(name, values, missing) : new NumberColumn(name, values);
    }

    private static IntegerColumn Integer(string name, int rows, RandomStream random, DatasetGeneratorOptions options)
    {
        MissingMask missing = Mask(rows, random, options);
        return new IntegerColumn(name, Values(rows, row =>
        {
            long value = random.NextInt32(8) == 0 && options.Extremes ? AwkwardIntegers[random.NextInt32(AwkwardIntegers.Length)] : random.NextInt32(2000) - 1000;
            return missing[row] ? 0 : value;
        }), missing);
    }

    private static FlagColumn Flag(string name, int rows, RandomStream random, DatasetGeneratorOptions options)
    {
        MissingMask missing = Mask(rows, random, options);
        return new FlagColumn(name, Values(rows, row => random.NextInt32(2) == 0 && !missing[row]), missing);
    }

    private static CategoryColumn Category(string name, int rows, RandomStream random, DatasetGeneratorOptions options)
    {
        MissingMask missing = Mask(rows, random, options);
        ImmutableArray<string> levels = options.HostileNames ? [.. AwkwardTexts, "never used"] : ["amber", "blue", "green", "never used"];
        return new CategoryColumn(name, Values(rows, row => random.NextInt32(levels.Length - 1) is var code && missing[row] ? -1 : code), new CategoryLevels(levels));
    }

    private static TextColumn Text(string name, int rows, RandomStream random, DatasetGeneratorOptions options)
    {
        MissingMask missing = Mask(rows, random, options);
        return TextColumn.FromValues(name, Values(rows, row =>
        {
            string text = AwkwardTexts[random.NextInt32(AwkwardTexts.Length)] + random.NextInt32(1000).ToString(System.Globalization.CultureInfo.InvariantCulture);
            return missing[row] ? null : random.NextInt32(10) == 0 ? "" : text;
        }));
    }

    private static TimestampColumn Timestamp(string name, int rows, RandomStream random, DatasetGeneratorOptions options)
    {
        MissingMask missing = Mask(rows, random, options);
        long first = new DateTime(2020, 1, 1).Ticks;
        return new TimestampColumn(name, Values(rows, row =>
        {
            long ticks = first + (random.NextInt32(100_000) * TimeSpan.TicksPerMinute) + (options.Extremes ? random.NextInt32(1000) : 0);
            if (options.Extremes && random.NextInt32(30) == 0) ticks = random.NextInt32(2) == 0 ? DateTime.MinValue.Ticks : DateTime.MaxValue.Ticks;
            return missing[row] ? 0 : ticks;
        }), missing);
    }

    private static Column[] AllMissing(int rows) =>
    [
        Column.AllMissing("number_empty", ColumnType.Number, rows),
        Column.AllMissing("integer_empty", ColumnType.Integer, rows),
        Column.AllMissing("category_empty", ColumnType.Category, rows),
        Column.AllMissing("text_empty", ColumnType.Text, rows),
    ];

    private static MissingMask Mask(int rows, RandomStream random, DatasetGeneratorOptions options) =>
        MissingMask.Create(rows, _ => random.NextDouble() < options.MissingFraction);

    private static T[] Values<T>(int rows, Func<int, T> value)
    {
        var values = new T[rows];
        for (int row = 0; row < rows; row++) values[row] = value(row);
        return values;
    }
}
