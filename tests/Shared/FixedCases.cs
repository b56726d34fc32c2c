using CsCheck;

namespace Mlops.Sdk;

/// <summary>Generated cases that are the same in every run, so that a build never fails by chance; in the place of CsCheck's own <c>Sample</c>. With the environment variable MLOPS_FUZZ set, cases are new in every run.</summary>
internal static class FixedCases
{
    private static readonly bool s_random = Environment.GetEnvironmentVariable("MLOPS_FUZZ") is { Length: > 0 };

    public static void Sample<T>(this Gen<T> gen, Action<T> assert, long iter = 100, int threads = -1, string? seed = null)
    {
        if (s_random)
        {
            Check.Sample(gen, assert, iter: iter, threads: threads, seed: seed);
            return;
        }

        if (seed is not null) Try(gen, assert, PCG.Parse(seed), $"The case of seed {seed}");
        for (uint i = 1; i <= iter; i++) Try(gen, assert, new PCG(i, 0x9E37_79B9_7F4A_7C15), $"Case {i} of {iter}");
    }

    public static void Sample<T>(this Gen<T> gen, Func<T, bool> holds, long iter = 100, int threads = -1, string? seed = null) =>
        gen.Sample(value => Xunit.Assert.True(holds(value)), iter, threads, seed);

    public static void Sample<T1, T2>(this Gen<(T1, T2)> gen, Action<T1, T2> assert, long iter = 100, int threads = -1, string? seed = null) =>
        gen.Sample(t => assert(t.Item1, t.Item2), iter, threads, seed);

    public static void Sample<T1, T2>(this Gen<(T1, T2)> gen, Func<T1, T2, bool> holds, long iter = 100, int threads = -1, string? seed = null) =>
        gen.Sample(t => Xunit.Assert.True(holds(t.Item1, t.Item2)), iter, threads, seed);

    public static void Sample<T1, T2, T3>(this Gen<(T1, T2, T3)> gen, Action<T1, T2, T3> assert, long iter = 100, int threads = -1, string? seed = null) =>
        gen.Sample(t => assert(t.Item1, t.Item2, t.Item3), iter, threads, seed);

    public static void Sample<T1, T2, T3>(this Gen<(T1, T2, T3)> gen, Func<T1, T2, T3, bool> holds, long iter = 100, int threads = -1, string? seed = null) =>
        gen.Sample(t => Xunit.Assert.True(holds(t.Item1, t.Item2, t.Item3)), iter, threads, seed);

    public static void Sample<T1, T2, T3, T4>(this Gen<(T1, T2, T3, T4)> gen, Action<T1, T2, T3, T4> assert, long iter = 100, int threads = -1, string? seed = null) =>
        gen.Sample(t => assert(t.Item1, t.Item2, t.Item3, t.Item4), iter, threads, seed);

    public static void Sample<T1, T2, T3, T4>(this Gen<(T1, T2, T3, T4)> gen, Func<T1, T2, T3, T4, bool> holds, long iter = 100, int threads = -1, string? seed = null) =>
        gen.Sample(t => Xunit.Assert.True(holds(t.Item1, t.Item2, t.Item3, t.Item4)), iter, threads, seed);

    public static void Sample<T1, T2, T3, T4, T5>(this Gen<(T1, T2, T3, T4, T5)> gen, Action<T1, T2, T3, T4, T5> assert, long iter = 100, int threads = -1, string? seed = null) =>
        gen.Sample(t => assert(t.Item1, t.Item2, t.Item3, t.Item4, t.Item5), iter, threads, seed);

    public static void Sample<T1, T2, T3, T4, T5>(this Gen<(T1, T2, T3, T4, T5)> gen, Func<T1, T2, T3, T4, T5, bool> holds, long iter = 100, int threads = -1, string? seed = null) =>
        gen.Sample(t => Xunit.Assert.True(holds(t.Item1, t.Item2, t.Item3, t.Item4, t.Item5)), iter, threads, seed);

    public static void Sample<T1, T2, T3, T4, T5, T6>(this Gen<(T1, T2, T3, T4, T5, T6)> gen, Action<T1, T2, T3, T4, T5, T6> assert, long iter = 100, int threads = -1, string? seed = null) =>
        gen.Sample(t => assert(t.Item1, t.Item2, t.Item3, t.Item4, t.Item5, t.Item6), iter, threads, seed);

    public static void Sample<T1, T2, T3, T4, T5, T6>(this Gen<(T1, T2, T3, T4, T5, T6)> gen, Func<T1, T2, T3, T4, T5, T6, bool> holds, long iter = 100, int threads = -1, string? seed = null) =>
        gen.Sample(t => Xunit.Assert.True(holds(t.Item1, t.Item2, t.Item3, t.Item4, t.Item5, t.Item6)), iter, threads, seed);

    public static void Sample<T1, T2, T3, T4, T5, T6, T7>(this Gen<(T1, T2, T3, T4, T5, T6, T7)> gen, Action<T1, T2, T3, T4, T5, T6, T7> assert, long iter = 100, int threads = -1, string? seed = null) =>
        gen.Sample(t => assert(t.Item1, t.Item2, t.Item3, t.Item4, t.Item5, t.Item6, t.Item7), iter, threads, seed);

    public static void Sample<T1, T2, T3, T4, T5, T6, T7>(this Gen<(T1, T2, T3, T4, T5, T6, T7)> gen, Func<T1, T2, T3, T4, T5, T6, T7, bool> holds, long iter = 100, int threads = -1, string? seed = null) =>
        gen.Sample(t => Xunit.Assert.True(holds(t.Item1, t.Item2, t.Item3, t.Item4, t.Item5, t.Item6, t.Item7)), iter, threads, seed);

    public static void Sample<T1, T2, T3, T4, T5, T6, T7, T8>(this Gen<(T1, T2, T3, T4, T5, T6, T7, T8)> gen, Action<T1, T2, T3, T4, T5, T6, T7, T8> assert, long iter = 100, int threads = -1, string? seed = null) =>
        gen.Sample(t => assert(t.Item1, t.Item2, t.Item3, t.Item4, t.Item5, t.Item6, t.Item7, t.Item8), iter, threads, seed);

    public static void Sample<T1, T2, T3, T4, T5, T6, T7, T8>(this Gen<(T1, T2, T3, T4, T5, T6, T7, T8)> gen, Func<T1, T2, T3, T4, T5, T6, T7, T8, bool> holds, long iter = 100, int threads = -1, string? seed = null) =>
        gen.Sample(t => Xunit.Assert.True(holds(t.Item1, t.Item2, t.Item3, t.Item4, t.Item5, t.Item6, t.Item7, t.Item8)), iter, threads, seed);

    private static void Try<T>(Gen<T> gen, Action<T> assert, PCG random, string name)
    {
        T value = gen.Generate(random, null, out _);
        try
        {
            assert(value);
        }
        catch (Exception exception)
        {
            throw new CsCheckException($"{name} fails: {Check.Print(value)}\n{exception.Message}", exception);
        }
    }
}
