using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Mlops.Sdk.Numerics;

/// <summary>Inner products of columns of 16-bit numbers, exact in 32 bits.</summary>
internal static class ShortProducts
{
    /// <summary>The products of four columns with two others in one walk over the rows.</summary>
    /// <param name="values">The columns one after another.</param>
    /// <param name="stride">The rows of a column, a multiple of 16.</param>
    /// <param name="first">The first of the four; those beyond the last column stand for the last.</param>
    /// <param name="second">The first of the two, likewise.</param>
    /// <param name="columns">How many columns there are.</param>
    /// <param name="products">Eight products, the two of the first column first.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void FourByTwo(short[] values, int stride, int first, int second, int columns, Span<int> products)
    {
        int last = columns - 1;
        ref short a0 = ref Column(values, stride, Math.Min(first, last)), a1 = ref Column(values, stride, Math.Min(first + 1, last));
        ref short a2 = ref Column(values, stride, Math.Min(first + 2, last)), a3 = ref Column(values, stride, Math.Min(first + 3, last));
        ref short b0 = ref Column(values, stride, Math.Min(second, last)), b1 = ref Column(values, stride, Math.Min(second + 1, last));
        Vector256<int> s00 = default, s01 = default, s10 = default, s11 = default, s20 = default, s21 = default, s30 = default, s31 = default;
        for (int row = 0; row < stride; row += Vector256<short>.Count)
        {
            Vector256<short> x = Vector256.LoadUnsafe(ref b0, (nuint)row), y = Vector256.LoadUnsafe(ref b1, (nuint)row), z = Vector256.LoadUnsafe(ref a0, (nuint)row);
            s00 += PairSums(z, x);
            s01 += PairSums(z, y);
            z = Vector256.LoadUnsafe(ref a1, (nuint)row);
            s10 += PairSums(z, x);
            s11 += PairSums(z, y);
            z = Vector256.LoadUnsafe(ref a2, (nuint)row);
            s20 += PairSums(z, x);
            s21 += PairSums(z, y);
            z = Vector256.LoadUnsafe(ref a3, (nuint)row);
            s30 += PairSums(z, x);
            s31 += PairSums(z, y);
        }

        products[0] = Vector256.Sum(s00);
        products[1] = Vector256.Sum(s01);
        products[2] = Vector256.Sum(s10);
        products[3] = Vector256.Sum(s11);
        products[4] = Vector256.Sum(s20);
        products[5] = Vector256.Sum(s21);
        products[6] = Vector256.Sum(s30);
        products[7] = Vector256.Sum(s31);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> PairSums(Vector256<short> x, Vector256<short> y)
    {
        if (Avx2.IsSupported) return Avx2.MultiplyAddAdjacent(x, y);
        return (Vector256.WidenLower(x) * Vector256.WidenLower(y)) + (Vector256.WidenUpper(x) * Vector256.WidenUpper(y));
    }

    private static ref short Column(short[] values, int stride, int column) => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(values), (nint)column * stride);
}
