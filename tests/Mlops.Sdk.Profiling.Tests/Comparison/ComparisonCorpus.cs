using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Profiling.Tests;

/// <summary>For every kind of difference two tables that show it and two, near them, that do not.</summary>
internal static class ComparisonCorpus
{
    private const int Rows = 1000;

    public static IReadOnlyDictionary<string, ((Dataset Before, Dataset After) Fires, (Dataset Before, Dataset After) Silent)> All { get; } = new Dictionary<string, ((Dataset, Dataset), (Dataset, Dataset))>
    {
        ["CMP001"] = ((Of(Number("x"), Level("y")), Of(Number("x"))), (Of(Number("x"), Level("y")), Of(Number("x"), Level("y", 2)))),
        ["CMP002"] = ((Of(Number("x")), Of(Number("x"), Level("y"))), (Of(Number("x"), Level("y")), Of(Level("y", 2), Number("x", 2)))),
        ["CMP003"] = ((Of(Number("z"), Number("Annual_Income", at: 50)), Of(Number("z", 2), Number("annual income", 2, at: 50))), (Of(Number("z"), Number("income", at: 50)), Of(Number("z", 2), Number("weight", 2, at: 900)))),
        ["CMP004"] = ((Of(Number("x")), Of(Level("x"))), (Of(Number("x")), Of(Number("x", 2)))),
        ["CMP005"] = ((Of(Integer("x")), Of(Number("x", 2))), (Of(Integer("x")), Of(Integer("x", 2)))),
        ["CMP006"] = ((Of(Number("z"), Level("x")), Of(Number("z", 2), Level("x", 2)).WithRole("x", ColumnRole.Label)), (Of(Number("z"), Level("x")), Of(Number("z", 2), Level("x", 2)))),
        ["CMP010"] = ((Of(Number("x")), Of(Number("x", 2)).Slice(0, 400)), (Of(Number("x")), Of(Number("x", 2)).Slice(0, 600))),
        ["CMP011"] = ((Of(Number("x")), Twice(Of(Number("x", 2)))), (Twice(Of(Number("x"))), Twice(Of(Number("x", 2))))),
        ["CMP012"] = ((Of(Missing("x", 0.1)), Of(Missing("x", 0.6, 2))), (Of(Missing("x", 0.19)), Of(Missing("x", 0.21, 2)))),
        ["CMP020"] = ((Of(Missing("x", 0.02)), Of(Missing("x", 0.1, 2))), (Of(Missing("x", 0.1)), Of(Missing("x", 0.11, 2)))),
        ["CMP021"] = ((Of(Level("x", levels: 400)), Of(Level("x", 2, levels: 60))), (Of(Level("x", levels: 400)), Of(Level("x", 2, levels: 400)).Slice(0, 300))),
        ["CMP022"] = ((Of(Number("z"), Keys("x", i => i)), Of(Number("z", 2), Keys("x", i => i / 2))), (Of(Number("z"), Keys("x", i => i)), Of(Number("z", 2), Keys("x", i => i + 5000)))),
        ["CMP030"] = ((Of(Number("x")), Of(Number("x", 2, at: 0.4))), (Of(Number("x")), Of(Number("x", 2, at: 0.05)))),
        ["CMP031"] = ((Of(Number("x")), Of(Number("x", 2, scale: 2))), (Of(Number("x")), Of(Number("x", 2, scale: 1.1)))),
        ["CMP032"] = ((Of(Uniform("x")), Of(Uniform("x", 2, i => i < 30))), (Of(Uniform("x")), Of(Uniform("x", 2, i => i < 3)))),
        ["CMP033"] = ((Of(Uniform("x")), Of(Zeros("x", 0.3))), (Of(Zeros("x", 0.3)), Of(Zeros("x", 0.32, 2)))),
        ["CMP034"] = ((Of(Uniform("x")), Of(Middle("x"))), (Of(Uniform("x")), Of(Uniform("x", 2)))),
        ["CMP040"] = ((Of(Level("x")), Of(Level("x", 2, first: 3))), (Of(Level("x", levels: 400)), Of(Level("x", 2, levels: 400)))),
        ["CMP041"] = ((Of(Level("x", first: 3)), Of(Level("x", 2))), (Of(Level("x", levels: 400)), Of(Level("x", 2, levels: 400)))),
        ["CMP042"] = ((Of(Flag("x", 0.3)), Of(Flag("x", 0.5, 2))), (Of(Flag("x", 0.3)), Of(Flag("x", 0.33, 2)))),
        ["CMP043"] = ((Of(Level("x", levels: 40)), Of(Level("x", 2, levels: 40, slanted: true))), (Of(Level("x", levels: 40)), Of(Level("x", 2, levels: 40)))),
        ["CMP050"] = ((Of(Text("x", i => $"user{i % 100}@example.org")), Of(Text("x", i => i % 2 == 0 ? "nobody at home" : $"user{i % 100}@example.org"))), (Of(Text("x", i => $"user{i % 100}@example.org")), Of(Text("x", i => i == 7 ? "nobody at home" : $"user{i % 90}@example.org")))),
        ["CMP051"] = ((Of(Text("x", i => new string('a', 20 + (i % 20)) + (i % 50))), Of(Text("x", i => new string('a', 5 + (i % 5)) + (i % 50)))), (Of(Text("x", i => new string('a', 20 + (i % 20)) + (i % 50))), Of(Text("x", i => new string('b', 20 + (i % 20)) + (i % 50))))),
    };

    public static Dataset Of(params Column[] columns) => new(columns);

    public static NumberColumn Number(string name, ulong seed = 1, double at = 0, double scale = 1) => Make(name, seed, (_, r) => at + (scale * r.NextGaussian()));

    public static CategoryColumn Level(string name, ulong seed = 1, int levels = 3, int first = 0, bool slanted = false)
    {
        var random = new RandomStream(seed);
        return CategoryColumn.FromValues(name, [.. Enumerable.Range(0, Rows).Select(_ => $"level {first + (slanted ? (int)(levels * random.NextDouble() * random.NextDouble()) : random.NextInt32(levels))}")]);
    }

    private static NumberColumn Make(string name, ulong seed, Func<int, RandomStream, double> value)
    {
        var random = new RandomStream(seed);
        return new NumberColumn(name, Enumerable.Range(0, Rows).Select(i => value(i, random)).ToArray());
    }

    private static NumberColumn Missing(string name, double share, ulong seed = 1) => Make(name, seed, (i, r) => r.NextDouble() < share ? double.NaN : r.NextGaussian());

    private static NumberColumn Uniform(string name, ulong seed = 1, Func<int, bool>? far = null) => Make(name, seed, (i, r) => far?.Invoke(i) == true ? 1.2 : r.NextDouble());

    private static NumberColumn Zeros(string name, double share, ulong seed = 1) => Make(name, seed, (_, r) => r.NextDouble() < share ? 0 : r.NextDouble());

    private static NumberColumn Middle(string name) => Make(name, 5, (_, r) => (r.NextDouble() + r.NextDouble() + r.NextDouble()) / 3);

    private static IntegerColumn Integer(string name, ulong seed = 1)
    {
        var random = new RandomStream(seed);
        return new IntegerColumn(name, Enumerable.Range(0, Rows).Select(_ => (long)random.NextInt32(1000)).ToArray());
    }

    private static TextColumn Keys(string name, Func<int, int> key) => Text(name, i => $"order {key(i)}");

    private static TextColumn Text(string name, Func<int, string> value) => TextColumn.FromValues(name, Enumerable.Range(0, Rows).Select(value));

    private static FlagColumn Flag(string name, double share, ulong seed = 1)
    {
        var random = new RandomStream(seed);
        return new FlagColumn(name, Enumerable.Range(0, Rows).Select(_ => random.NextDouble() < share).ToArray());
    }

    private static Dataset Twice(Dataset data) => data.Slice(0, Rows / 2).Append(data.Slice(0, Rows / 2));
}
