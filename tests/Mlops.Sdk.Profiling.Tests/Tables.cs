using CsCheck;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Profiling.Tests;

/// <summary>Tables for tests.</summary>
internal static class Tables
{
    /// <summary>Into how many parts a table is cut.</summary>
    public static readonly Gen<int> Parts = Gen.OneOf(Gen.Const(1), Gen.Const(2), Gen.Const(7), Gen.Const(64));

    /// <summary>Any table: any types, roles, values and sizes.</summary>
    public static readonly Gen<Dataset> Any = Gen.Select(Gen.Int[0, 60], Gen.Int[0, 7], Gen.ULong).Select((rows, columns, seed) => Make(rows, columns, seed, "\ud800broken"));

    /// <summary>Any table whose texts are valid Unicode, so that they survive being written.</summary>
    public static readonly Gen<Dataset> Sound = Gen.Select(Gen.Int[0, 60], Gen.Int[0, 7], Gen.ULong).Select((rows, columns, seed) => Make(rows, columns, seed, "\ufffd"));

    /// <summary>The bytes of a state.</summary>
    public static byte[] Bytes(Action<BinaryWriter> write)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        write(writer);
        writer.Flush();
        return stream.ToArray();
    }

    /// <summary>Cuts rows into parts of random lengths, some of them empty.</summary>
    public static Dataset[] Cut(Dataset data, int parts, ulong seed)
    {
        var random = new RandomStream(seed);
        int[] ends = [0, .. Enumerable.Range(1, parts - 1).Select(_ => random.NextInt32(data.RowCount + 1)).Order(), data.RowCount];
        return [.. ends.Zip(ends.Skip(1), (start, end) => data.Slice(start, end - start))];
    }

    public static Dataset Mixed(int rows, ulong seed = 1)
    {
        var random = new RandomStream(seed);
        double[] x = new double[rows];
        long[] code = new long[rows];
        string?[] city = new string?[rows], note = new string?[rows];
        bool[] flag = new bool[rows];
        long[] at = new long[rows];
        for (int row = 0; row < rows; row++)
        {
            x[row] = random.NextInt32(20) == 0 ? double.NaN : Math.Round(random.NextGaussian(), 1);
            code[row] = random.NextInt32(50);
            city[row] = random.NextInt32(9) == 0 ? null : $"city{random.NextInt32(6)}";
            note[row] = random.NextInt32(5) == 0 ? null : new string((char)('a' + random.NextInt32(3)), random.NextInt32(400));
            flag[row] = random.NextInt32(3) == 0;
            at[row] = new DateTime(2024, 1, 1).Ticks + (random.NextInt32(1000) * TimeSpan.TicksPerHour);
        }

        return new Dataset(
            new IntegerColumn("id", Enumerable.Range(0, rows).Select(row => (long)row).ToArray()), new NumberColumn("x", x), new IntegerColumn("code", code), CategoryColumn.FromValues("city", city), TextColumn.FromValues("note", note),
            new FlagColumn("flag", flag), new TimestampColumn("at", at)).WithRole("id", ColumnRole.Id).WithRole("flag", ColumnRole.Label);
    }

    private static Dataset Make(int rows, int columns, ulong seed, string odd)
    {
        var random = new RandomStream(seed);
        List<Column> made = [];
        for (int c = 0; c < columns; c++)
        {
            string name = c == 3 ? "<b>\u0130\"'{0}" : $"c{c}";
            int kind = random.NextInt32(8);
            made.Add(kind switch
            {
                0 => new NumberColumn(name, Draw(rows, random, Value)),
                1 => new IntegerColumn(name, Draw(rows, random, r => r.NextInt32(9) == 0 ? long.MaxValue - r.NextInt32(3) : r.NextInt32(4)), Mask(rows, random)),
                2 => new FlagColumn(name, Draw(rows, random, r => r.NextInt32(2) == 0)),
                3 => CategoryColumn.FromValues(name, Draw(rows, random, r => Word(r, odd))),
                4 => TextColumn.FromValues(name, Draw(rows, random, r => Word(r, odd))),
                5 => new TimestampColumn(name, Draw(rows, random, r => r.NextInt32(9) == 0 ? DateTime.MaxValue.Ticks : r.NextInt32(3) * TimeSpan.TicksPerDay)),
                6 => new NumberColumn(name, Draw(rows, random, r => random.NextInt32(2) == 0 ? 7.0 : 7.0)),
                _ => new NumberColumn(name, Draw(rows, random, _ => double.NaN)),
            });
        }

        var data = new Dataset(made);
        if (columns > 1) data = data.WithRole(made[random.NextInt32(columns)].Name, ColumnRole.Label);
        if (columns > 2 && data.Schema.Features.FirstOrDefault() is { } first) data = data.WithRole(first.Name, (ColumnRole)random.NextInt32(7) is var role && role != ColumnRole.Label ? role : ColumnRole.Id);
        return data;
    }

    private static T[] Draw<T>(int rows, RandomStream random, Func<RandomStream, T> draw) => [.. Enumerable.Range(0, rows).Select(_ => draw(random))];

    private static MissingMask Mask(int rows, RandomStream random) => random.NextInt32(2) == 0 ? default : MissingMask.Create(rows, row => row % 3 == 1);

    private static double Value(RandomStream random) => random.NextInt32(12) switch
    {
        0 => double.NaN,
        1 => double.PositiveInfinity,
        2 => double.NegativeInfinity,
        3 => double.MaxValue,
        4 => double.MinValue,
        5 => -0.0,
        6 => double.Epsilon,
        _ => random.NextInt32(5),
    };

    private static string? Word(RandomStream random, string odd) => random.NextInt32(7) switch
    {
        0 => null,
        1 => "",
        2 => new string('\u00e9', 150 + random.NextInt32(3)),
        3 => odd,
        _ => $"w{random.NextInt32(3)}",
    };
}
