using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Profiling.Tests;

/// <summary>For every kind of finding one table in which it is made and one, near it, in which it is not.</summary>
internal static class FindingCorpus
{
    public const int Rows = 1200;

    public static readonly DateTime AsOf = new(2026, 6, 1, 0, 0, 0, DateTimeKind.Utc);

    public static IReadOnlyDictionary<string, (Func<Dataset> Fires, Func<Dataset> Silent)> All { get; } = new Dictionary<string, (Func<Dataset>, Func<Dataset>)>
    {
        ["PROF001"] = (() => Of(Number("x", (i, r) => i % 3 == 0 ? double.NaN : r.NextGaussian())), () => Of(Number("x", (i, r) => i % 7 == 0 ? double.NaN : r.NextGaussian()))),
        ["PROF002"] = (() => Of(Number("x", (_, _) => 3)), () => Of(Number("x", (i, _) => i % 2))),
        ["PROF003"] = (() => Of(Integer("x", (i, _) => i)), () => Of(Integer("x", (i, r) => i * 1000 + r.NextInt32(1000)))),
        ["PROF004"] = (() => Twins(0.05), () => Twins(2)),
        ["PROF005"] = (() => Of(Level("x", (i, _) => $"level{i % 110}")), () => Of(Level("x", (i, _) => $"level{i % 90}"))),
        ["PROF006"] = (() => Of(Number("x", (_, r) => Math.Exp(2 * r.NextGaussian()))), () => Of(Number("x", (_, r) => r.NextGaussian()))),
        ["PROF007"] = (() => Labelled((i, _) => i % 40 == 0 ? "fraud" : "fine"), () => Labelled((i, _) => i % 3 == 0 ? "fraud" : "fine")),
        ["PROF008"] = (() => Of(Number("x", (i, r) => i == 5 ? double.PositiveInfinity : r.NextGaussian())), () => Of(Number("x", (_, r) => r.NextGaussian()))),
        ["PROF009"] = (() => Labelled((i, _) => i % 2 == 0 ? "yes" : "no", i => i % 2 == 0 ? 10 + (i % 5) : -10 - (i % 5)), () => Labelled((i, _) => i % 2 == 0 ? "yes" : "no", i => i * 7919 % 101)),
        ["PROF010"] = (() => Of(Number("x", (_, _) => double.NaN), Number("y", (_, r) => r.NextGaussian())), () => Of(Number("x", (i, _) => i == 3 ? 1 : double.NaN))),
        ["PROF011"] = (() => Of(Number("x", (i, r) => i % 150 == 0 ? r.NextGaussian() : 7)), () => Of(Number("x", (i, r) => i % 50 == 0 ? r.NextGaussian() : 7))),
        ["PROF012"] = (() => Holes((i, _) => i % 20 == 0), () => Holes((i, other) => i % 20 == (other ? 1 : 0))),
        ["PROF013"] = (() => Labelled((i, _) => i % 2 == 0 ? "yes" : "no", i => i % 2 == 0 && i % 5 < 3 ? double.NaN : i * 7919 % 101), () => Labelled((i, _) => i % 2 == 0 ? "yes" : "no", i => i % 5 == 0 ? double.NaN : i * 7919 % 101)),
        ["PROF014"] = (() => Of(new NumberColumn("x", Values((i, r) => i is 4 or 9 ? double.NaN : r.NextGaussian()), MissingMask.Create(Rows, row => row == 4))), () => Of(Number("x", (i, r) => i == 9 ? double.NaN : r.NextGaussian()))),
        ["PROF015"] = (() => Of(Number("x", (i, r) => i == 9 ? double.NaN : r.NextGaussian()), Number("y", (i, r) => i == 9 ? double.NaN : r.NextGaussian())), () => Of(Number("x", (i, r) => i == 9 ? double.NaN : r.NextGaussian()), Number("y", (i, r) => i == 8 ? double.NaN : r.NextGaussian()))),
        ["PROF016"] = (() => Of(Number("x", (i, r) => i is >= 400 and < 500 ? double.NaN : r.NextGaussian())), () => Of(Number("x", (i, r) => i % 12 == 0 ? double.NaN : r.NextGaussian()))),
        ["PROF017"] = (() => Of(Level("x", (i, _) => i == 7 ? "id8" : $"id{i}")), () => Of(Level("x", (i, _) => $"id{i / 2}"))),
        ["PROF018"] = (() => Of(Level("x", (i, r) => i < 60 ? $"rare{i / 4}" : $"level{r.NextInt32(10)}")), () => Of(Level("x", (_, r) => $"level{r.NextInt32(25)}"))),
        ["PROF019"] = (() => Of(Level("x", (i, r) => i < 30 ? $"once{i}" : $"level{r.NextInt32(10)}")), () => Of(Level("x", (i, r) => i < 5 ? $"once{i}" : $"level{r.NextInt32(20)}"))),
        ["PROF020"] = (() => Of(Level("x", (i, _) => i % 20 == 0 ? "other" : "usual")), () => Of(Level("x", (i, _) => i % 5 == 0 ? "other" : "usual"))),
        ["PROF021"] = (() => Of(Number("x", (i, r) => (i % 60 == 0 ? 20 * (i % 120 == 0 ? 1 : -1) : 1) * (1 + r.NextDouble()))), () => Of(Number("x", (_, r) => r.NextGaussian()))),
        ["PROF022"] = (() => Of(Number("x", (i, r) => r.NextGaussian() + (i % 25 == 0 ? 8 : 0))), () => Of(Number("x", (i, r) => r.NextGaussian() + (i % 100 == 0 ? 8 : 0)))),
        ["PROF023"] = (() => Of(Number("x", (i, r) => i % 3 == 0 ? 5 + r.NextDouble() : 0)), () => Of(Number("x", (i, r) => i % 3 != 0 ? 5 + r.NextDouble() : 0))),
        ["PROF024"] = (() => Of(Number("x", (i, r) => i % 300 == 0 ? -2 : 5 + r.NextDouble())), () => Of(Number("x", (i, r) => i % 5 == 0 ? -2 - r.NextDouble() : 5 + r.NextDouble()))),
        ["PROF025"] = (() => Of(Integer("x", (_, r) => 1 + r.NextInt32(3))), () => Of(Integer("x", (_, r) => r.NextInt32(40)))),
        ["PROF026"] = (() => Of(Number("x", (i, r) => i % 50 == 0 ? -999 : r.NextGaussian())), () => Of(Number("x", (_, r) => -999 + Math.Round(100 * r.NextDouble())))),
        ["PROF027"] = (() => Of(Number("x", (i, _) => (i * 0.6180339887498949) % 1)), () => Of(Number("x", (_, r) => r.NextDouble() * r.NextDouble()))),
        ["PROF028"] = (() => Of(Integer("x", (i, r) => i % 5 < 3 ? 10 * r.NextInt32(90) : r.NextInt32(900))), () => Of(Integer("x", (_, r) => r.NextInt32(900)))),
        ["PROF029"] = (() => Of(Number("x", (i, r) => i / 3), Number("y", (_, r) => r.NextGaussian())), () => Of(Number("x", (i, r) => i == 700 ? 0 : i / 3), Number("y", (_, r) => r.NextGaussian()))),
        ["PROF041"] = (() => Of(Time("x", i => AsOf.AddHours(-i - (i % 1200 < 600 ? 0 : 400)))), () => Of(Time("x", i => AsOf.AddHours(-i - (i % 1200 < 600 ? 0 : 40))))),
        ["PROF042"] = (() => Of(Number("x", (i, r) => r.NextInt32(500) + (i % 300 == 0 ? 0.25 : 0))), () => Of(Number("x", (i, r) => r.NextInt32(500) + (i % 30 == 0 ? 0.25 : 0)))),
        ["PROF031"] = (() => Labelled((i, _) => i == 3 ? null : i % 2 == 0 ? "yes" : "no"), () => Labelled((i, _) => i % 2 == 0 ? "yes" : "no")),
        ["PROF032"] = (() => Labelled((_, _) => "yes"), () => Labelled((i, _) => i % 2 == 0 ? "yes" : "no")),
        ["PROF033"] = (() => Labelled((i, _) => i < 7 ? "rare" : i % 2 == 0 ? "yes" : "no"), () => Labelled((i, _) => i < 70 ? "rare" : i % 2 == 0 ? "yes" : "no")),
        ["PROF034"] = (() => Labelled((i, _) => $"name{i / 2}"), () => Labelled((i, _) => $"class{i % 30}")),
        ["PROF035"] = (() => Of(Number("z", (_, r) => r.NextGaussian()), Integer("x", (_, r) => r.NextInt32(5))).WithRole("x", ColumnRole.Label), () => Of(Number("z", (_, r) => r.NextGaussian()), Integer("x", (_, r) => r.NextInt32(90))).WithRole("x", ColumnRole.Label)),
        ["PROF036"] = (() => InRole(Level("x", (i, _) => i % 4 == 0 ? $"group{i % 40}" : "big"), ColumnRole.Group), () => InRole(Level("x", (i, _) => $"group{i % 40}"), ColumnRole.Group)),
        ["PROF037"] = (() => InRole(Time("x", i => i == 4 ? null : AsOf.AddHours(-i)), ColumnRole.Time), () => InRole(Time("x", i => AsOf.AddHours(-i)), ColumnRole.Time)),
        ["PROF038"] = (() => InRole(Number("x", (i, r) => i == 4 ? -1 : r.NextDouble()), ColumnRole.Weight), () => InRole(Number("x", (_, r) => r.NextDouble()), ColumnRole.Weight)),
        ["PROF072"] = (() => InRole(Number("x", (i, _) => i % 20 == 0 ? 0 : 1), ColumnRole.Weight), () => InRole(Number("x", (i, _) => i % 200 == 0 ? 0 : 1), ColumnRole.Weight)),
        ["PROF073"] = (() => InRole(Number("x", (i, _) => i % 20 == 0 ? 50 : 1), ColumnRole.Weight), () => InRole(Number("x", (_, r) => 1 + r.NextDouble()), ColumnRole.Weight)),
        ["PROF074"] = (() => Of(Number("x", (i, r) => (i % 2) + (0.1 * r.NextGaussian())), Number("w", (i, _) => i % 2 == 0 ? 1 : 5)).WithRole("w", ColumnRole.Weight), () => Of(Number("x", (i, r) => (i % 2) + (0.1 * r.NextGaussian())), Number("w", (i, _) => i % 4 < 2 ? 1 : 5)).WithRole("w", ColumnRole.Weight)),
        ["PROF080"] = (() => InRole(Time("x", i => AsOf.AddHours(-i - (i > 600 ? 30 : 0))), ColumnRole.Time), () => InRole(Time("x", i => AsOf.AddHours(-i - (i > 600 ? 3 : 0))), ColumnRole.Time)),
        ["PROF081"] = (() => InRole(Time("x", i => AsOf.AddMinutes(-i * i * 0.37)), ColumnRole.Time), () => InRole(Time("x", i => AsOf.AddHours(-i).AddSeconds(i * 7919 % 60)), ColumnRole.Time)),
        ["PROF082"] = (() => InRole(Time("x", i => AsOf.AddHours(-i / 2)), ColumnRole.Time), () => Of(Time("x", i => AsOf.AddHours(-i / 2)), Level("g", (i, _) => $"g{i % 2}"), Number("z", (_, r) => r.NextGaussian())).WithRole("x", ColumnRole.Time).WithRole("g", ColumnRole.Group)),
        ["PROF083"] = (() => Clocked(Number("x", (i, r) => (0.01 * i) + r.NextGaussian())), () => Clocked(Number("x", (_, r) => r.NextGaussian()))),
        ["PROF084"] = (() => Clocked(Number("x", (i, r) => (2 * Math.Sin(i * Math.Tau / 24)) + r.NextGaussian())), () => Clocked(Number("x", (_, r) => r.NextGaussian()))),
        ["PROF085"] = (() => Clocked(Number("x", (i, r) => (i > 700 ? 3 : 0) + r.NextGaussian())), () => Clocked(Number("x", (i, r) => (i > 1190 ? 3 : 0) + r.NextGaussian()))),
        ["PROF090"] = (() => Embedding((_, c, r) => c == 3 ? 0.5 : r.NextGaussian()), () => Embedding((_, _, r) => r.NextGaussian())),
        ["PROF091"] = (() => Embedding((i, c, r) => i == 40 && c == 3 ? double.NaN : r.NextGaussian()), () => Embedding((i, _, r) => i == 40 ? double.NaN : r.NextGaussian())),
        ["PROF092"] = (() => Embedding((i, _, r) => (i % 40 == 0 ? 20 : 1) * r.NextGaussian()), () => Embedding((_, _, r) => r.NextGaussian())),
        ["PROF093"] = (() => Embedding((i, c, _) => (i % 40 == 0 ? 2 : 1) * (c == i % 9 ? 0.6 : c == (i + 1 + (i % 5)) % 9 ? 0.8 : 0)), () => Embedding((i, c, _) => c == i % 9 ? 0.6 : c == (i + 1 + (i % 5)) % 9 ? 0.8 : 0)),
        ["PROF094"] = (() => Embedding((i, c, r) => Math.Sin(i) + (0.01 * r.NextGaussian())), () => Embedding((_, _, r) => r.NextGaussian())),
        ["PROF095"] = (() => Embedding((i, c, _) => Math.Sin((i / 2 * 7.3) + (c * c * 1.7 * (1 + (i / 2 % 13))))), () => Embedding((_, _, r) => r.NextGaussian())),
        ["PROF039"] = (() => Of(Time("x", i => AsOf.AddDays(30 - i))), () => Of(Time("x", i => AsOf.AddDays(-i)))),
        ["PROF040"] = (() => InRole(Time("x", i => AsOf.AddDays(-i - 500)), ColumnRole.Time), () => InRole(Time("x", i => AsOf.AddDays(-i)), ColumnRole.Time)),
        ["PROF043"] = (() => Of(Number("x", (_, r) => r.NextGaussian())).Slice(0, 40), () => Of(Number("x", (_, r) => r.NextGaussian()))),
        ["PROF044"] = (() => new Dataset(Enumerable.Range(0, 12).Select(c => Number($"x{c}", (_, r) => r.NextGaussian()))).Slice(0, 100), () => new Dataset(Enumerable.Range(0, 12).Select(c => Number($"x{c}", (_, r) => r.NextGaussian()))).Slice(0, 130)),
        ["PROF045"] = (() => new Dataset(Enumerable.Range(0, 501).Select(c => Number($"x{c}", (_, r) => r.NextGaussian()))).Slice(0, 60), () => new Dataset(Enumerable.Range(0, 499).Select(c => Number($"x{c}", (_, r) => r.NextGaussian()))).Slice(0, 60)),
        ["PROF050"] = (() => Of(Level("x", (i, _) => $"a{i % 30}"), Number("y", (i, _) => i % 600)), () => Of(Level("x", (i, _) => $"a{i % 30}"), Number("y", (_, r) => r.NextGaussian()))),
        ["PROF051"] = (() => Of(Number("x", (i, _) => i / 4), Number("y", (i, _) => i / 4 * 0.7), Level("label", (i, _) => i % 3 == 0 ? "yes" : "no")).WithRole("label", ColumnRole.Label), () => Labelled((i, _) => i % 3 == 0 ? "yes" : "no")),
        ["PROF052"] = (() => Of(Level("x", (i, _) => $"region{i % 40 / 10}"), Level("y", (i, _) => $"city{i % 40}"), Number("z", (_, r) => r.NextGaussian())), () => Of(Level("x", (_, r) => $"region{r.NextInt32(4)}"), Level("y", (_, r) => $"city{r.NextInt32(40)}"), Number("z", (_, r) => r.NextGaussian()))),
        ["PROF053"] = (() => Of(Integer("x", (i, _) => i / 30), Level("y", (i, _) => $"part{i % 30}"), Number("z", (_, r) => r.NextInt32(9) + 0.5)), () => Of(Integer("x", (_, r) => r.NextInt32(40)), Level("y", (_, r) => $"part{r.NextInt32(30)}"), Number("z", (_, r) => r.NextInt32(9) + 0.5))),
        ["PROF054"] = (() => Observed(i => AsOf.AddDays(1 - i)), () => Observed(i => AsOf.AddDays(-1 - i))),
        ["PROF060"] = (() => Of(Level("x", (i, _) => i % 30 == 0 ? "n/k" : $"{i % 40}.5")), () => Of(Level("x", (i, _) => i % 3 == 0 ? "street" : $"{i % 40}.5"))),
        ["PROF061"] = (() => Of(Level("x", (i, _) => AsOf.AddDays(-(i % 40)).ToString("dd.MM.yyyy", System.Globalization.CultureInfo.InvariantCulture))), () => Of(Level("x", (i, _) => $"{i % 40}.99.2024"))),
        ["PROF062"] = (() => Of(Level("x", (i, _) => i % 3 == 0 ? "yes" : "no")), () => Of(Level("x", (i, _) => i % 3 == 0 ? "red" : "no"))),
        ["PROF030"] = (() => Of(Level("x", (_, r) => $"k{(char)('a' + r.NextInt32(26))}z{(char)('a' + r.NextInt32(5))}")), () => Of(Level("x", (_, r) => $"k{new string('a', r.NextInt32(40))}z"))),
        ["PROF063"] = (() => Of(Level("x", (i, _) => i % 3 == 0 ? $"{100 + (i % 40)}" : $"street of {(char)('a' + (i % 20))}")), () => Of(Level("x", (i, _) => $"street of {(char)('a' + (i % 20))}"))),
        ["PROF067"] = (() => Of(Level("x", (i, _) => i == 3 ? "Californa" : i % 2 == 0 ? "California" : "Nevada")), () => Of(Level("x", (i, _) => i == 3 ? "Oregon" : i % 2 == 0 ? "California" : "Nevada"))),
        ["PROF069"] = (() => Of(Text("x", i => $"person{i % 300}@example.org")), () => Of(Text("x", i => $"article {(char)('a' + (i % 20))} of the list"))),
        ["PROF070"] = (() => Of(Text("x", i => i % 20 == 0 ? $"ghp_16C7e42F292c6912E7710c838347Ae178B{i:D4}" : $"note {(char)('a' + (i % 20))}")), () => Of(Text("x", i => $"note {(char)('a' + (i % 20))}"))),
        ["PROF071"] = (() => Of(Text("x", i => i == 5 ? "nobody at home" : $"https://example.org/{i % 300}")), () => Of(Text("x", i => $"https://example.org/{i % 300}"))),
        ["PROF064"] = (() => Of(Level("x", (i, _) => i % 3 == 0 ? "Unknown" : $"level{i % 7}")), () => Of(Level("x", (i, _) => $"level{i % 7}"))),
        ["PROF065"] = (() => Of(Level("x", (i, _) => $"level{i % 7}" + (i % 7 == 3 ? " " : ""))), () => Of(Level("x", (i, _) => $"level {i % 7}"))),
        ["PROF066"] = (() => Of(Level("x", (i, _) => i % 7 == 3 ? "LEVEL 1" : $"level {i % 7}")), () => Of(Level("x", (i, _) => $"level {i % 7}"))),
        ["PROF068"] = (() => Of(Level("x", (i, _) => i % 7 == 3 ? "caf\uFFFD" : $"level {i % 7}")), () => Of(Level("x", (i, _) => i % 7 == 3 ? "café" : $"level {i % 7}"))),
        ["PROF046"] = (() => Of(Text("x", i => new string('a', 1500) + i)), () => Of(Text("x", i => new string('a', 500) + i))),
    };

    public static double[] Values(Func<int, RandomStream, double> value, ulong seed = 11)
    {
        var random = new RandomStream(seed);
        return [.. Enumerable.Range(0, Rows).Select(i => value(i, random))];
    }

    public static NumberColumn Number(string name, Func<int, RandomStream, double> value) => new(name, Values(value, SeedOf(name)));

    public static IntegerColumn Integer(string name, Func<int, RandomStream, long> value)
    {
        var random = new RandomStream(SeedOf(name));
        return new IntegerColumn(name, Enumerable.Range(0, Rows).Select(i => value(i, random)).ToArray());
    }

    public static CategoryColumn Level(string name, Func<int, RandomStream, string?> value)
    {
        var random = new RandomStream(SeedOf(name));
        return CategoryColumn.FromValues(name, [.. Enumerable.Range(0, Rows).Select(i => value(i, random))]);
    }

    public static TextColumn Text(string name, Func<int, string?> value) => TextColumn.FromValues(name, Enumerable.Range(0, Rows).Select(value));

    private static ulong SeedOf(string name) => (ulong)name.Sum(c => c);

    private static TimestampColumn Time(string name, Func<int, DateTime?> value)
    {
        DateTime?[] moments = [.. Enumerable.Range(0, Rows).Select(value)];
        return new TimestampColumn(name, moments.Select(moment => (moment ?? default).Ticks).ToArray(), MissingMask.Create(Rows, row => moments[row] is null));
    }

    private static Dataset Of(params Column[] columns) => new(columns);

    private static Dataset InRole(Column column, ColumnRole role) => Of(Number("z", (_, r) => r.NextGaussian()), column).WithRole(column.Name, role);

    private static Dataset Clocked(Column column) => Of(Time("at", i => AsOf.AddHours(i - Rows)), column).WithRole("at", ColumnRole.Time);

    private static Dataset Embedding(Func<int, int, RandomStream, double> value) => Of([.. Enumerable.Range(0, 9).Select(c => Number($"v.{c}", (i, r) => value(i, c, r)))]);

    private static Dataset Labelled(Func<int, RandomStream, string?> label, Func<int, double>? feature = null) =>
        Of(feature is null ? Number("z", (_, r) => r.NextGaussian()) : Number("x", (i, _) => feature(i)), Level("label", label)).WithRole("label", ColumnRole.Label);

    private static Dataset Twins(double noise)
    {
        double[] x = Values((_, r) => r.NextGaussian()), other = Values((_, r) => r.NextGaussian(), 23);
        return Of(new NumberColumn("x", x), new NumberColumn("y", x.Zip(other, (a, b) => (2 * a) + (noise * b)).ToArray()));
    }

    private static Dataset Observed(Func<int, DateTime> moment) =>
        Of(Time("x", i => moment(i)), Time("seen", i => AsOf.AddDays(-i)), Level("label", (_, r) => r.NextInt32(3) == 0 ? "yes" : "no")).WithRole("seen", ColumnRole.Time).WithRole("label", ColumnRole.Label);

    private static Dataset Holes(Func<int, bool, bool> missing) =>
        Of(Number("x", (i, r) => missing(i, false) ? double.NaN : r.NextGaussian()), Number("y", (i, r) => missing(i, true) ? double.NaN : r.NextGaussian()), Number("z", (_, r) => r.NextGaussian()));
}
