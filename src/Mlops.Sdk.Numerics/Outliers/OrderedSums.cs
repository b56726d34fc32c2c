using System.Numerics;
using System.Runtime.InteropServices;

namespace Mlops.Sdk.Numerics;

/// <summary>Sums whose order depends on the length alone. The library's own begin where memory is aligned, so that their last bits change with the place of an array.</summary>
internal static class OrderedSums
{
    /// <summary>The sum of products of two spans of one length. NaN gives NaN; O(n).</summary>
    public static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        ReadOnlySpan<Vector<double>> xs = MemoryMarshal.Cast<double, Vector<double>>(x), ys = MemoryMarshal.Cast<double, Vector<double>>(y[..x.Length]);
        Vector<double> sums = Vector<double>.Zero;
        for (int i = 0; i < xs.Length; i++) sums += xs[i] * ys[i];
        double sum = Vector.Sum(sums);
        for (int i = xs.Length * Vector<double>.Count; i < x.Length; i++) sum += x[i] * y[i];
        return sum;
    }
}
