using System.Text;
using CsCheck;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Profiling.Tests.Gates;

/// <summary>Tables that are hard on what reads them: every type, hostile names and values, no rows and one row, extremes, all missing, bytes that are no UTF-8, texts of a million bytes. A table is a function of its seed.</summary>
internal static class AnyTable
{
    private static readonly string[] s_texts =
    [
        "", " ", "<script>alert(1)</script><img src=x onerror=alert(2)>\"'><a href=\"javascript:alert(3)\">x</a>&amp;", "| a | **b** `d` [e](http://evil.example) ![f](g) # h", "``` ` ````\n```\n# out",
        "first\nsecond\r\nthird\u2028fourth\tfifth\0", "\u001b[31mred\u001b[0m\u0007\u009b2J", "\u202Edesrever\u2066\u2069\u200F", "\uD800 lone \uDC00 \uFFFE", "{0}{1:N0}", "]]>", "--><!--", "😀 名前 é̂", "İıŞş", "''", "\\\"", "\u001f", "\u001e\u001d", "../../etc", "=1+1", "NA", "nan",
        "ada@example.org", "4111111111111111", "2024-02-30", "2024-01-01T00:00:00Z", "1,5", "-0", "1e999", "true", "{\"a\": [1, {}]}", "DE89370400440532013000", "00000000-0000-0000-0000-000000000000",
    ];

    private static readonly double[] s_numbers = [double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.MaxValue, double.MinValue, double.Epsilon, -double.Epsilon, -0.0, 0, 1, -1, 1e308, -1e308, 1e-300, -999, 9999, 0.1];
    private static readonly long[] s_longs = [long.MinValue, long.MaxValue, 0, 1, -1, (1L << 53) + 1, -(1L << 53) - 1, 9999, -999];
    private static readonly long[] s_ticks = [0, DateTime.MaxValue.Ticks, new DateTime(1970, 1, 1).Ticks, new DateTime(2024, 2, 29).Ticks, new DateTime(2026, 3, 29, 2, 30, 0).Ticks, 1];
    private static readonly byte[][] s_bytes = [[0xFF], [0xC3], [0xE2, 0x82], [0xF8, 0x88, 0x80, 0x80, 0x80], [0xED, 0xA0, 0x80], [0x80, 0x41], Encoding.UTF8.GetBytes("fine"), [0]];

    public static Gen<Dataset> Any { get; } = Gen.Select(Gen.OneOf(Gen.Int[0, 3], Gen.Int[50, 130]), Gen.Int[0, 7], Gen.ULong).Select((rows, columns, seed) => Make(rows, columns, seed, hostile: true));

    /// <summary>As <see cref="Any"/>, with texts that survive being written: valid Unicode.</summary>
    public static Gen<Dataset> Sound { get; } = Gen.Select(Gen.OneOf(Gen.Int[0, 3], Gen.Int[50, 300]), Gen.Int[1, 7], Gen.ULong).Select((rows, columns, seed) => Make(rows, columns, seed, hostile: false));

    public static Gen<ProfileOptions> Options { get; } =
        from detail in Gen.Enum<ProfileDetail>()
        from redaction in Gen.Enum<Redaction>()
        from sample in Gen.OneOf(Gen.Const(100), Gen.Const(20_000))
        from exact in Gen.OneOf(Gen.Const(8), Gen.Const(60), Gen.Const(200_000))
        from top in Gen.Int[1, 40]
        from columns in Gen.Int[1, 6]
        from bins in Gen.Int[2, 60]
        select new ProfileOptions
        {
            Detail = detail, Redaction = redaction, RedactionKey = RedactionKey.FromText("a key for tests alone"), SampleRows = sample, TopValues = top, AssociationColumns = columns, HistogramBins = bins, AsOf = new DateTime(2026, 1, 1),
            Summary = new() { ExactValues = exact, FrequentValues = 16 },
        };

    public static Dataset Make(int rows, int count, ulong seed, bool hostile)
    {
        var random = new RandomStream(seed);
        var columns = new List<Column>();
        for (int c = 0; c < count; c++)
        {
            string name = hostile && random.NextInt32(2) == 0 ? s_texts[random.NextInt32(s_texts.Length)].Replace("\uD800 lone \uDC00", "", StringComparison.Ordinal) : $"c{c}";
            if (name.Length == 0 || columns.Any(column => column.Name == name)) name = $"c{c}";
            columns.Add(Column(name, rows, random.Split(c), hostile));
        }

        var data = new Dataset(columns);
        ColumnRole[] roles = Enum.GetValues<ColumnRole>();
        foreach (Column column in columns.Take(random.NextInt32(4))) data = data.WithRole(column.Name, roles[random.NextInt32(roles.Length)]);
        return data;
    }

    private static Column Column(string name, int rows, RandomStream random, bool hostile)
    {
        int kind = random.NextInt32(10), distinct = 1 + random.NextInt32(12), share = random.NextInt32(4) * 20;
        MissingMask mask = MissingMask.Create(rows, _ => random.NextInt32(100) < share);
        T Pick<T>(T[] all) => all[random.NextInt32(Math.Min(all.Length, distinct))];
        string Text() => random.NextInt32(3) == 0 ? $"w{random.NextInt32(distinct)}" : s_texts[(random.NextInt32(distinct) + distinct) % s_texts.Length] is var text && !hostile && text.Any(char.IsSurrogate) ? "plain" : text;
        return kind switch
        {
            0 => new NumberColumn(name, Draw(rows, _ => random.NextInt32(3) == 0 ? Pick(s_numbers) : random.NextGaussian())),
            1 => new NumberColumn(name, Draw(rows, row => mask[row] ? double.NaN : Pick(s_numbers)), mask),
            2 => new IntegerColumn(name, Draw(rows, row => mask[row] ? 0 : random.NextInt32(3) == 0 ? Pick(s_longs) : random.NextInt32(50) - 9L), mask),
            3 => new IntegerColumn(name, Draw(rows, row => (long)row * 3)),
            4 => new FlagColumn(name, Draw(rows, row => !mask[row] && random.NextInt32(distinct) == 0), mask),
            5 => CategoryColumn.FromValues(name, Draw(rows, row => mask[row] ? null : Text())),
            6 => TextColumn.FromValues(name, Draw(rows, row => mask[row] ? null : Text() + (distinct > 8 ? row : ""))),
            7 => new TimestampColumn(name, Draw(rows, row => mask[row] ? 0 : random.NextInt32(3) == 0 ? Pick(s_ticks) : new DateTime(2025, 1, 1).Ticks + (random.NextInt32(1000) * TimeSpan.TicksPerHour)), mask),
            8 when hostile => Bytes(name, rows, random, mask),
            8 => new NumberColumn(name, Draw(rows, _ => double.NaN)),
            _ => hostile && random.NextInt32(6) == 0 ? TextColumn.FromValues(name, Draw<string?>(rows, row => row == 0 ? new string('<', 1 << 20) : "x")) : new NumberColumn(name, Draw(rows, _ => 7.5)),
        };
    }

    private static TextColumn Bytes(string name, int rows, RandomStream random, MissingMask mask)
    {
        byte[][] values = Draw(rows, row => mask[row] ? [] : s_bytes[random.NextInt32(s_bytes.Length)]);
        var offsets = new int[rows + 1];
        for (int row = 0; row < rows; row++) offsets[row + 1] = offsets[row] + values[row].Length;
        return new TextColumn(name, values.SelectMany(value => value).ToArray(), offsets, mask);
    }

    private static T[] Draw<T>(int rows, Func<int, T> draw) => [.. Enumerable.Range(0, rows).Select(draw)];
}
