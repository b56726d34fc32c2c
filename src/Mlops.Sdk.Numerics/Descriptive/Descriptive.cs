using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Mlops.Sdk.Numerics;

/// <summary>Basic statistics of a span in one call. NaN is missing and is skipped; a span with no number gives NaN, or zero for a count.</summary>
public static class Descriptive
{
    /// <summary>How many values are NaN.</summary>
    /// <param name="values">The values.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int CountMissing(ReadOnlySpan<double> values)
    {
        ReadOnlySpan<Vector512<double>> lanes = MemoryMarshal.Cast<double, Vector512<double>>(values);
        Vector512<long> present = default;
        foreach (Vector512<double> some in lanes) present -= Vector512.Equals(some, some).AsInt64();
        int missing = (lanes.Length * Vector512<double>.Count) - (int)Vector512.Sum(present);
        foreach (double value in values[(lanes.Length * Vector512<double>.Count)..]) missing += double.IsNaN(value) ? 1 : 0;
        return missing;
    }

    /// <summary>Whether a value is NaN.</summary>
    /// <param name="values">The values.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool AnyMissing(ReadOnlySpan<double> values)
    {
        ReadOnlySpan<Vector512<double>> lanes = MemoryMarshal.Cast<double, Vector512<double>>(values);
        Vector512<double> same = Vector512<double>.AllBitsSet;
        foreach (Vector512<double> some in lanes) same &= Vector512.Equals(some, some);
        bool missing = !Vector512.EqualsAll(same.AsUInt64(), Vector512<ulong>.AllBitsSet);
        foreach (double value in values[(lanes.Length * Vector512<double>.Count)..]) missing |= double.IsNaN(value);
        return missing;
    }

    /// <summary>The mean.</summary>
    /// <param name="values">The values.</param>
    public static double Mean(ReadOnlySpan<double> values) => Moments.Of(values).Mean;

    /// <summary>The sample variance (divisor n - 1).</summary>
    /// <param name="values">The values.</param>
    public static double Variance(ReadOnlySpan<double> values) => Moments.Of(values).Variance;

    /// <summary>The sample standard deviation (divisor n - 1).</summary>
    /// <param name="values">The values.</param>
    public static double StandardDeviation(ReadOnlySpan<double> values) => Moments.Of(values).StandardDeviation;

    /// <summary>The least and the greatest number; NaN where there is none.</summary>
    /// <param name="values">The values.</param>
    public static (double Min, double Max) Range(ReadOnlySpan<double> values)
    {
        // NaN is less and greater than nothing, and so leaves both ends as they are.
        Vector512<double> low = Vector512.Create(double.PositiveInfinity), high = Vector512.Create(double.NegativeInfinity);
        ReadOnlySpan<Vector512<double>> lanes = MemoryMarshal.Cast<double, Vector512<double>>(values);
        foreach (Vector512<double> lane in lanes)
        {
            low = Vector512.ConditionalSelect(Vector512.LessThan(lane, low), lane, low);
            high = Vector512.ConditionalSelect(Vector512.GreaterThan(lane, high), lane, high);
        }

        (double min, double max) = (double.PositiveInfinity, double.NegativeInfinity);
        for (int i = 0; i < Vector512<double>.Count; i++) (min, max) = (Math.Min(min, low[i]), Math.Max(max, high[i]));
        foreach (double value in values[(lanes.Length * Vector512<double>.Count)..])
        {
            if (value < min) min = value;
            if (value > max) max = value;
        }

        return min <= max ? (min, max) : (double.NaN, double.NaN);
    }

    /// <summary>The values without the NaN, in order, in a new array.</summary>
    /// <param name="values">The values.</param>
    public static double[] WithoutMissing(ReadOnlySpan<double> values)
    {
        double[] kept = new double[values.Length - CountMissing(values)];
        int next = 0;
        foreach (double value in values)
        {
            if (!double.IsNaN(value))
                kept[next++] = value;
        }

        return kept;
    }
}
