using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Mlops.Sdk.Numerics;

/// <summary>How many numbers are of a kind.</summary>
/// <param name="NaN">Not a number.</param>
/// <param name="Zero">Zero of either sign.</param>
/// <param name="Negative">Below zero, negative infinity among them.</param>
/// <param name="PositiveInfinite">Positive infinity.</param>
/// <param name="NegativeInfinite">Negative infinity.</param>
/// <param name="Whole">Finite and without a fraction.</param>
public readonly record struct NumberCounts(int NaN, int Zero, int Negative, int PositiveInfinite, int NegativeInfinite, int Whole)
{
    /// <summary>Whether no number is infinite.</summary>
    public bool AreFinite => PositiveInfinite + NegativeInfinite == 0;

    /// <summary>Counts in one pass.</summary>
    /// <param name="values">The numbers.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static NumberCounts Of(ReadOnlySpan<double> values)
    {
        Vector512<long> nan = default, zero = default, negative = default, up = default, down = default, whole = default;
        ReadOnlySpan<Vector512<double>> lanes = MemoryMarshal.Cast<double, Vector512<double>>(values);
        foreach (Vector512<double> v in lanes)
        {
            // A comparison that holds is -1 in its lane.
            nan -= (~Vector512.Equals(v, v)).AsInt64();
            zero -= Vector512.Equals(v, Vector512<double>.Zero).AsInt64();
            negative -= Vector512.LessThan(v, Vector512<double>.Zero).AsInt64();
            up -= Vector512.Equals(v, Vector512.Create(double.PositiveInfinity)).AsInt64();
            down -= Vector512.Equals(v, Vector512.Create(double.NegativeInfinity)).AsInt64();
            whole -= Vector512.Equals(v, Vector512.Truncate(v)).AsInt64();
        }

        int infinite = (int)(Vector512.Sum(up) + Vector512.Sum(down));
        var counts = new NumberCounts((int)Vector512.Sum(nan), (int)Vector512.Sum(zero), (int)Vector512.Sum(negative), (int)Vector512.Sum(up), (int)Vector512.Sum(down), (int)Vector512.Sum(whole) - infinite);
        foreach (double value in values[(lanes.Length * Vector512<double>.Count)..])
        {
            counts = new NumberCounts(
                counts.NaN + (double.IsNaN(value) ? 1 : 0), counts.Zero + (value == 0 ? 1 : 0), counts.Negative + (value < 0 ? 1 : 0), counts.PositiveInfinite + (double.IsPositiveInfinity(value) ? 1 : 0),
                counts.NegativeInfinite + (double.IsNegativeInfinity(value) ? 1 : 0), counts.Whole + (double.IsFinite(value) && value == Math.Truncate(value) ? 1 : 0));
        }

        return counts;
    }
}
