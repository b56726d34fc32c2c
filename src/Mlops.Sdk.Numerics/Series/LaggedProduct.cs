using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Mlops.Sdk.Numerics;

/// <summary>Sums of products over spans, eight lanes wide on every machine, so that the same numbers give the same bits on any processor.</summary>
internal static class LaggedProduct
{
    /// <summary>The sum of a[i] b[i]; NaN anywhere gives NaN.</summary>
    public static double Sum(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        ReadOnlySpan<Vector512<double>> left = MemoryMarshal.Cast<double, Vector512<double>>(a), right = MemoryMarshal.Cast<double, Vector512<double>>(b);
        Vector512<double> first = default, second = default;
        int i = 0;
        for (; i + 1 < left.Length; i += 2)
        {
            first += left[i] * right[i];
            second += left[i + 1] * right[i + 1];
        }

        if (i < left.Length) first += left[i] * right[i];
        double sum = Vector512.Sum(first + second);
        for (int at = left.Length * Vector512<double>.Count; at < a.Length; at++) sum += a[at] * b[at];
        return sum;
    }

    /// <summary>The sum of x[t] x[t - lag] over all t that have both.</summary>
    public static double AtLag(ReadOnlySpan<double> x, int lag) => lag >= x.Length ? 0 : Sum(x[lag..], x[..^lag]);
}
