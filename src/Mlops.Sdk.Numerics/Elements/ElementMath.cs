using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Mlops.Sdk.Numerics;

/// <summary>Functions of each number of a span whose bits depend on the number alone.</summary>
/// <remarks>
/// Those of <c>TensorPrimitives</c> answer a lone number by another method than a vector, and a whole vector by that method when one of its numbers is out of range: the last bit of an answer depends on the neighbors and, as vectors begin where memory is aligned, on the place of the array. These do not.
/// Results and values may be the same span. O(n), without allocation. Another processor may round the last bit differently, as with <see cref="Math"/>.
/// </remarks>
public static class ElementMath
{
    /// <summary>e to the power of each number, in error by at most one unit in the last place within ±708, beyond as <see cref="Math.Exp"/>. NaN gives NaN.</summary>
    /// <param name="values">The exponents.</param>
    /// <param name="results">Receives as many powers.</param>
    /// <exception cref="ArgumentException">There is no room for the results.</exception>
    public static void Exp(ReadOnlySpan<double> values, Span<double> results) => Apply<Exponential>(values, results);

    /// <summary>The natural logarithm of each number. Zero gives negative infinity, a negative number or NaN gives NaN.</summary>
    /// <param name="values">The numbers, from 0.</param>
    /// <param name="results">Receives as many logarithms.</param>
    /// <exception cref="ArgumentException">There is no room for the results.</exception>
    public static void Log(ReadOnlySpan<double> values, Span<double> results) => Apply<Logarithm>(values, results);

    /// <summary>1 / (1 + exp(-x)) of each number: the probability of a logit, 0 to 1. NaN gives NaN.</summary>
    /// <param name="values">The logits.</param>
    /// <param name="results">Receives as many probabilities.</param>
    /// <exception cref="ArgumentException">There is no room for the results.</exception>
    public static void Sigmoid(ReadOnlySpan<double> values, Span<double> results) => Apply<Logistic>(values, results);

    /// <summary>The sine and the cosine of each number, in fours from the start of the span: the last bit may depend on the other three, never on where the span lies. NaN and infinity give NaN.</summary>
    /// <param name="values">The angles, in radians.</param>
    /// <param name="sines">Receives as many sines; may be the span of the angles.</param>
    /// <param name="cosines">Receives as many cosines; another span.</param>
    /// <exception cref="ArgumentException">There is no room for the results.</exception>
    public static void SinCos(ReadOnlySpan<double> values, Span<double> sines, Span<double> cosines)
    {
        RequireRoom(values.Length, Math.Min(sines.Length, cosines.Length));
        int i = 0;
        for (; i + Vector256<double>.Count <= values.Length; i += Vector256<double>.Count)
        {
            (Vector256<double> sine, Vector256<double> cosine) = Vector256.SinCos(Vector256.Create(values[i..]));
            sine.CopyTo(sines[i..]);
            cosine.CopyTo(cosines[i..]);
        }

        if (i == values.Length) return;
        Span<double> rest = stackalloc double[Vector256<double>.Count];
        rest.Clear();
        values[i..].CopyTo(rest);
        (Vector256<double> lastSine, Vector256<double> lastCosine) = Vector256.SinCos(Vector256.Create<double>(rest));
        for (int lane = 0; i + lane < values.Length; lane++) (sines[i + lane], cosines[i + lane]) = (lastSine[lane], lastCosine[lane]);
    }

    // Fast from the first call: a first fit may be over before the runtime compiles a busy method again.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Apply<TFunction>(ReadOnlySpan<double> values, Span<double> results)
        where TFunction : IFunction
    {
        RequireRoom(values.Length, results.Length);
        ref double from = ref MemoryMarshal.GetReference(values), to = ref MemoryMarshal.GetReference(results);
        nuint i = 0, n = (nuint)values.Length;
        if (Vector512.IsHardwareAccelerated)
            for (; i + 8 <= n; i += 8) TFunction.Of(Vector512.LoadUnsafe(ref from, i)).StoreUnsafe(ref to, i);
        for (; i + 4 <= n; i += 4) TFunction.Of(Vector256.LoadUnsafe(ref from, i)).StoreUnsafe(ref to, i);
        if (i == n) return;
        Span<double> rest = stackalloc double[4];
        rest.Clear();
        values[(int)i..].CopyTo(rest);
        TFunction.Of(Vector256.Create<double>(rest)).CopyTo(rest);
        rest[..(int)(n - i)].CopyTo(results[(int)i..]);
    }

    private static void RequireRoom(int values, int room)
    {
        if (room < values) throw new ArgumentException($"{values} numbers have as many results, got room for {room}.");
    }

    private interface IFunction
    {
        static abstract Vector512<double> Of(Vector512<double> x);

        static abstract Vector256<double> Of(Vector256<double> x);
    }

    private readonly struct Exponential : IFunction
    {
        // Beyond this the vectors of the runtime leave all their lanes to the scalar function.
        private const double Greatest = 708;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<double> Of(Vector512<double> x)
        {
            Vector512<double> near = Vector512.LessThanOrEqual(Vector512.Abs(x), Vector512.Create(Greatest)), powers = Vector512.Exp(x & near);
            return near.AsInt64() == Vector512<long>.AllBitsSet ? powers : Vector512.Create(Mend(x.GetLower(), powers.GetLower()), Mend(x.GetUpper(), powers.GetUpper()));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<double> Of(Vector256<double> x)
        {
            Vector256<double> near = Vector256.LessThanOrEqual(Vector256.Abs(x), Vector256.Create(Greatest)), powers = Vector256.Exp(x & near);
            return near.AsInt64() == Vector256<long>.AllBitsSet ? powers : Mend(x, powers);
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        private static Vector256<double> Mend(Vector256<double> x, Vector256<double> powers)
        {
            for (int lane = 0; lane < Vector256<double>.Count; lane++)
                if (!(Math.Abs(x[lane]) <= Greatest)) powers = powers.WithElement(lane, Math.Exp(x[lane]));
            return powers;
        }
    }

    private readonly struct Logistic : IFunction
    {
        public static Vector512<double> Of(Vector512<double> x) => Vector512<double>.One / (Vector512<double>.One + Exponential.Of(-x));

        public static Vector256<double> Of(Vector256<double> x) => Vector256<double>.One / (Vector256<double>.One + Exponential.Of(-x));
    }

    private readonly struct Logarithm : IFunction
    {
        public static Vector512<double> Of(Vector512<double> x) => Vector512.Log(x);

        public static Vector256<double> Of(Vector256<double> x) => Vector256.Log(x);
    }
}
