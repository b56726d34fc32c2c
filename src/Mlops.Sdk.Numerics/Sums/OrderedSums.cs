using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Mlops.Sdk.Numerics;

/// <summary>Sums in an order that depends on the length alone: the same numbers give the same bits wherever they lie in memory, and on every processor.</summary>
/// <remarks>
/// The reductions of <c>TensorPrimitives</c> begin where memory is aligned and are as wide as the processor's vectors, so that their last bits change with the place of an array: two runs of one program may differ. These do not.
/// Number i goes to lane i modulo 32 while 32 are left, then to lane i modulo 8 while 8 are left, then modulo 4; lanes are added in halves, and what is left, at most three numbers, one by one at the end.
/// A product is rounded before it is added. NaN and infinity act as in a plain loop; an empty span sums to 0. O(n), without allocation.
/// </remarks>
public static class OrderedSums
{
    /// <summary>The sum.</summary>
    /// <param name="values">The numbers, any unit.</param>
    public static double Sum(ReadOnlySpan<double> values) => Total<double, ValueTerm>(default, values, values);

    /// <summary>The sum of products x[i] y[i].</summary>
    /// <param name="x">The first factors.</param>
    /// <param name="y">The second factors, as many.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y) => Total<double, ProductTerm<double>>(default, x, y);

    /// <inheritdoc cref="Dot(ReadOnlySpan{double}, ReadOnlySpan{double})"/>
    /// <remarks>Added in single precision, in twice as many lanes.</remarks>
    public static float Dot(ReadOnlySpan<float> x, ReadOnlySpan<float> y) => Total<float, ProductTerm<float>>(default, x, y);

    /// <summary>The sum of squares.</summary>
    /// <param name="values">The numbers, any unit.</param>
    public static double SumOfSquares(ReadOnlySpan<double> values) => Total<double, SquareTerm>(default, values, values);

    /// <summary>The sum of squared differences from a center.</summary>
    /// <param name="values">The numbers, any unit.</param>
    /// <param name="center">What is subtracted from each, such as the mean.</param>
    public static double SumOfSquares(ReadOnlySpan<double> values, double center) => Total<double, DeviationTerm>(new DeviationTerm(center), values, values);

    /// <summary>The Euclidean length: the square root of the sum of squares. Squares may overflow, as in a plain loop.</summary>
    /// <param name="values">The coordinates.</param>
    public static double Norm(ReadOnlySpan<double> values) => Math.Sqrt(SumOfSquares(values));

    /// <summary>The sum of squared differences (x[i] - y[i])^2.</summary>
    /// <param name="x">The coordinates of one point.</param>
    /// <param name="y">The coordinates of the other, as many.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static double SquaredDistance(ReadOnlySpan<double> x, ReadOnlySpan<double> y) => Total<double, DifferenceTerm>(default, x, y);

    /// <summary>The Euclidean distance. Squares may overflow, as in a plain loop.</summary>
    /// <inheritdoc cref="SquaredDistance"/>
    public static double Distance(ReadOnlySpan<double> x, ReadOnlySpan<double> y) => Math.Sqrt(SquaredDistance(x, y));

    // Fast from the first call: a first fit may be over before the runtime compiles a busy method again.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static T Total<T, TTerm>(TTerm term, ReadOnlySpan<T> first, ReadOnlySpan<T> second)
        where T : unmanaged, System.Numerics.INumber<T>
        where TTerm : struct, ISumTerm<T>
    {
        if (first.Length != second.Length) Refuse(first.Length, second.Length);
        ref T x = ref MemoryMarshal.GetReference(first), y = ref MemoryMarshal.GetReference(second);
        nuint i = 0, n = (nuint)first.Length, lanes = (nuint)Vector256<T>.Count;
        T sum = T.Zero;
        if (n >= lanes)
        {
            Vector256<T> even = default, odd = default;
            if (n >= 8 * lanes) (even, odd, i) = Blocks(term, ref x, ref y, n);
            for (; i + (2 * lanes) <= n; i += 2 * lanes)
            {
                even += term.Narrow(ref x, ref y, i);
                odd += term.Narrow(ref x, ref y, i + lanes);
            }

            even += odd;
            if (i + lanes <= n)
            {
                even += term.Narrow(ref x, ref y, i);
                i += lanes;
            }

            sum = Across(even.GetLower() + even.GetUpper());
        }

        for (; i < n; i++) sum += term.One(Unsafe.Add(ref x, i), Unsafe.Add(ref y, i));
        return sum;
    }

    // Four wide vectors or eight narrow ones: the same lanes.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<T> Even, Vector256<T> Odd, nuint Next) Blocks<T, TTerm>(TTerm term, ref T x, ref T y, nuint n)
        where T : unmanaged, System.Numerics.INumber<T>
        where TTerm : struct, ISumTerm<T>
    {
        nuint i = 0, lanes = (nuint)Vector256<T>.Count;
        if (Vector512.IsHardwareAccelerated)
        {
            Vector512<T> w0 = default, w1 = default, w2 = default, w3 = default;
            for (; i + (8 * lanes) <= n; i += 8 * lanes)
            {
                w0 += term.Wide(ref x, ref y, i);
                w1 += term.Wide(ref x, ref y, i + (2 * lanes));
                w2 += term.Wide(ref x, ref y, i + (4 * lanes));
                w3 += term.Wide(ref x, ref y, i + (6 * lanes));
            }

            Vector512<T> wide = w0 + w2 + (w1 + w3);
            return (wide.GetLower(), wide.GetUpper(), i);
        }

        Vector256<T> s0 = default, s1 = default, s2 = default, s3 = default, s4 = default, s5 = default, s6 = default, s7 = default;
        for (; i + (8 * lanes) <= n; i += 8 * lanes)
        {
            s0 += term.Narrow(ref x, ref y, i);
            s1 += term.Narrow(ref x, ref y, i + lanes);
            s2 += term.Narrow(ref x, ref y, i + (2 * lanes));
            s3 += term.Narrow(ref x, ref y, i + (3 * lanes));
            s4 += term.Narrow(ref x, ref y, i + (4 * lanes));
            s5 += term.Narrow(ref x, ref y, i + (5 * lanes));
            s6 += term.Narrow(ref x, ref y, i + (6 * lanes));
            s7 += term.Narrow(ref x, ref y, i + (7 * lanes));
        }

        return (s0 + s4 + (s2 + s6), s1 + s5 + (s3 + s7), i);
    }

    // By halves; the library's own sum may take another order on another processor.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Across<T>(Vector128<T> sums)
        where T : unmanaged, System.Numerics.INumber<T> =>
        Vector128<T>.Count == 2 ? sums[0] + sums[1] : sums[0] + sums[2] + (sums[1] + sums[3]);

    private static void Refuse(int first, int second) => throw new ArgumentException($"Both spans have one length, got {first} and {second}.");
}
