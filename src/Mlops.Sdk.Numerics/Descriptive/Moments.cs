using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Mlops.Sdk.Numerics;

/// <summary>Count, mean, central moments up to the fourth, minimum and maximum of a stream of numbers. NaN is skipped; the parts of a whole can be merged.</summary>
/// <remarks>
/// Blocks of 2,048 values take two passes in cache and are merged pairwise (Pebay 2008, eq. 2.1 to 3.1), so a large mean beside a small spread loses no digits.
/// Lanes are eight wide on every machine: the same calls give the same bits on any processor. Other cuts of the same data agree to rounding.
/// An infinite value makes the mean infinite or NaN and the higher moments NaN; minimum and maximum still hold. One writer at a time.
/// </remarks>
public sealed class Moments
{
    private const int BlockSize = 2048;

    private double _m2;
    private double _m3;
    private double _m4;

    /// <summary>How many numbers were added, NaN not counted.</summary>
    public long Count { get; private set; }

    /// <summary>The mean; NaN when empty.</summary>
    public double Mean { get; private set; } = double.NaN;

    /// <summary>The least number; NaN when empty.</summary>
    public double Min { get; private set; } = double.NaN;

    /// <summary>The greatest number; NaN when empty.</summary>
    public double Max { get; private set; } = double.NaN;

    /// <summary>The sum: mean times count; zero when empty.</summary>
    public double Sum => Count == 0 ? 0 : Mean * Count;

    /// <summary>The sample variance (divisor n - 1); NaN below two numbers.</summary>
    public double Variance => Count < 2 ? double.NaN : _m2 / (Count - 1);

    /// <summary>The variance of the population (divisor n); NaN when empty.</summary>
    public double PopulationVariance => Count == 0 ? double.NaN : _m2 / Count;

    /// <summary>The sample standard deviation (divisor n - 1); NaN below two numbers.</summary>
    public double StandardDeviation => Math.Sqrt(Variance);

    /// <summary>The bias-corrected skewness G1 = g1 sqrt(n(n-1)) / (n-2), as pandas and Excel; NaN below three numbers, 0 for a constant.</summary>
    public double Skewness
    {
        get
        {
            if (Count < 3)
                return double.NaN;
            if (_m2 == 0)
                return 0;
            double n = Count;
            double g1 = Math.Sqrt(n) * _m3 / (_m2 * Math.Sqrt(_m2));
            return g1 * Math.Sqrt(n * (n - 1)) / (n - 2);
        }
    }

    /// <summary>The bias-corrected excess kurtosis G2 = (n-1)/((n-2)(n-3)) ((n+1) g2 + 6), as pandas and Excel; NaN below four numbers, 0 for a constant.</summary>
    public double Kurtosis
    {
        get
        {
            if (Count < 4)
                return double.NaN;
            if (_m2 == 0)
                return 0;
            double n = Count;
            double g2 = n * (_m4 / _m2) / _m2 - 3;
            return (n - 1) / ((n - 2) * (n - 3)) * ((n + 1) * g2 + 6);
        }
    }

    /// <summary>The moments of a span.</summary>
    /// <param name="values">The numbers; NaN is skipped.</param>
    public static Moments Of(ReadOnlySpan<double> values)
    {
        var moments = new Moments();
        moments.Add(values);
        return moments;
    }

    /// <summary>Adds one number; NaN is skipped.</summary>
    /// <param name="value">The number.</param>
    public void Add(double value)
    {
        if (!double.IsNaN(value))
            MergeState(1, value, 0, 0, 0, value, value);
    }

    /// <summary>Adds one number many times; NaN is skipped.</summary>
    /// <param name="value">The number.</param>
    /// <param name="count">How often, zero or more.</param>
    public void Add(double value, long count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (count > 0 && !double.IsNaN(value))
            MergeState(count, value, 0, 0, 0, value, value);
    }

    /// <summary>Adds numbers; NaN is skipped.</summary>
    /// <param name="values">The numbers.</param>
    public void Add(ReadOnlySpan<double> values)
    {
        for (int start = 0; start < values.Length; start += BlockSize)
            AddBlock(values.Slice(start, Math.Min(BlockSize, values.Length - start)));
    }

    /// <summary>Adds the numbers that another summary has seen; that one does not change.</summary>
    /// <param name="other">The other part.</param>
    public void Merge(Moments other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.Count > 0)
            MergeState(other.Count, other.Mean, other._m2, other._m3, other._m4, other.Min, other.Max);
    }

    /// <summary>Writes the state, 64 bytes.</summary>
    /// <param name="writer">Where to.</param>
    public void WriteTo(BinaryWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(Count);
        foreach (double part in (ReadOnlySpan<double>)[Mean, _m2, _m3, _m4, Min, Max])
            writer.Write(part);
    }

    /// <summary>Reads a state that <see cref="WriteTo"/> wrote.</summary>
    /// <param name="reader">Where from.</param>
    /// <exception cref="InvalidDataException">The bytes are no such state.</exception>
    public static Moments ReadFrom(BinaryReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var moments = new Moments { Count = reader.ReadInt64(), Mean = reader.ReadDouble() };
        moments._m2 = reader.ReadDouble();
        moments._m3 = reader.ReadDouble();
        moments._m4 = reader.ReadDouble();
        moments.Min = reader.ReadDouble();
        moments.Max = reader.ReadDouble();
        bool sound = moments.Count == 0
            ? double.IsNaN(moments.Min) && moments._m2 == 0
            : moments.Count > 0 && moments.Min <= moments.Max && !(moments._m2 < 0) && !(moments._m4 < 0);
        return sound ? moments : throw new InvalidDataException("The stored moments are damaged: count, extremes and second moment contradict each other.");
    }

    private void AddBlock(ReadOnlySpan<double> block)
    {
        (int count, double sum, double min, double max) = FirstPass(block);
        if (count == 0)
            return;
        if (min == max)
        {
            MergeState(count, min, 0, 0, 0, min, max);
            return;
        }

        double center = sum / count;
        (double d1, double d2, double d3, double d4) = SecondPass(block, center);

        // The centre is the rounded mean: shift the power sums to the exact one.
        double shift = d1 / count;
        double m2 = d2 - shift * d1;
        double m3 = d3 - 3 * shift * d2 + 2 * shift * shift * d1;
        double m4 = d4 - 4 * shift * d3 + 6 * shift * shift * d2 - 3 * shift * shift * shift * d1;
        MergeState(count, center + shift, Math.Max(0, m2), m3, m4, min, max);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static (int Count, double Sum, double Min, double Max) FirstPass(ReadOnlySpan<double> block)
    {
        Vector512<double> sum = default, kept = default;
        Vector512<double> min = Vector512.Create(double.PositiveInfinity), max = Vector512.Create(double.NegativeInfinity);
        Vector512<double> one = Vector512<double>.One;
        ReadOnlySpan<Vector512<double>> lanes = MemoryMarshal.Cast<double, Vector512<double>>(block);
        foreach (Vector512<double> v in lanes)
        {
            Vector512<double> present = Vector512.Equals(v, v);
            sum += v & present;
            kept += one & present;
            min = Vector512.ConditionalSelect(Vector512.LessThan(v, min), v, min);
            max = Vector512.ConditionalSelect(Vector512.GreaterThan(v, max), v, max);
        }

        int count = (int)Vector512.Sum(kept);
        double total = Vector512.Sum(sum), least = double.PositiveInfinity, greatest = double.NegativeInfinity;
        for (int lane = 0; lane < Vector512<double>.Count; lane++)
        {
            least = Math.Min(least, min[lane]);
            greatest = Math.Max(greatest, max[lane]);
        }

        foreach (double v in block[(lanes.Length * Vector512<double>.Count)..])
        {
            if (double.IsNaN(v))
                continue;
            count++;
            total += v;
            least = Math.Min(least, v);
            greatest = Math.Max(greatest, v);
        }

        return (count, total, least, greatest);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static (double D1, double D2, double D3, double D4) SecondPass(ReadOnlySpan<double> block, double center)
    {
        Vector512<double> s1 = default, s2 = default, s3 = default, s4 = default, c = Vector512.Create(center);
        ReadOnlySpan<Vector512<double>> lanes = MemoryMarshal.Cast<double, Vector512<double>>(block);
        foreach (Vector512<double> v in lanes)
        {
            Vector512<double> d = (v - c) & Vector512.Equals(v, v);
            Vector512<double> square = d * d;
            s1 += d;
            s2 += square;
            s3 += square * d;
            s4 += square * square;
        }

        double d1 = Vector512.Sum(s1), d2 = Vector512.Sum(s2), d3 = Vector512.Sum(s3), d4 = Vector512.Sum(s4);
        foreach (double v in block[(lanes.Length * Vector512<double>.Count)..])
        {
            if (double.IsNaN(v))
                continue;
            double d = v - center, square = d * d;
            d1 += d;
            d2 += square;
            d3 += square * d;
            d4 += square * square;
        }

        return (d1, d2, d3, d4);
    }

    private void MergeState(long otherCount, double otherMean, double otherM2, double otherM3, double otherM4, double min, double max)
    {
        if (Count == 0)
        {
            (Count, Mean, _m2, _m3, _m4, Min, Max) = (otherCount, otherMean, otherM2, otherM3, otherM4, min, max);
            return;
        }

        double na = Count, nb = otherCount, n = na + nb;
        double delta = otherMean - Mean, deltaN = delta / n, square = deltaN * deltaN;
        if (delta != 0)
        {
            double m4 = _m4 + otherM4 + delta * deltaN * square * na * nb * (na * na - na * nb + nb * nb)
                + 6 * square * (na * na * otherM2 + nb * nb * _m2) + 4 * deltaN * (na * otherM3 - nb * _m3);
            double m3 = _m3 + otherM3 + delta * square * na * nb * (na - nb) + 3 * deltaN * (na * otherM2 - nb * _m2);
            (_m2, _m3, _m4) = (_m2 + otherM2 + delta * deltaN * na * nb, m3, m4);
            Mean += deltaN * nb;
        }
        else
        {
            (_m2, _m3, _m4) = (_m2 + otherM2, _m3 + otherM3, _m4 + otherM4);
        }

        Count += otherCount;
        Min = Math.Min(Min, min);
        Max = Math.Max(Max, max);
    }
}
