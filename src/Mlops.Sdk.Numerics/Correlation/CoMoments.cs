using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Mlops.Sdk.Numerics;

/// <summary>Means, variances and covariance of pairs of numbers; pairs with a NaN are skipped (pairwise complete), and the parts of a whole can be merged.</summary>
/// <remarks>Blocks take two passes and are merged (Pebay 2008, eq. 3.6). Different cuts of the same data agree to rounding. One writer at a time.</remarks>
public sealed class CoMoments
{
    private const int BlockSize = 1024;

    private double _m2X;
    private double _m2Y;
    private double _cross;

    /// <summary>How many complete pairs were added.</summary>
    public long Count { get; private set; }

    /// <summary>The mean of the first numbers; NaN when empty.</summary>
    public double MeanX { get; private set; } = double.NaN;

    /// <summary>The mean of the second numbers; NaN when empty.</summary>
    public double MeanY { get; private set; } = double.NaN;

    /// <summary>The sample variance of the first numbers (divisor n - 1).</summary>
    public double VarianceX => Count < 2 ? double.NaN : _m2X / (Count - 1);

    /// <summary>The sample variance of the second numbers (divisor n - 1).</summary>
    public double VarianceY => Count < 2 ? double.NaN : _m2Y / (Count - 1);

    /// <summary>The sample covariance (divisor n - 1).</summary>
    public double Covariance => Count < 2 ? double.NaN : _cross / (Count - 1);

    /// <summary>Pearson's correlation, within [-1, 1]; NaN below two pairs or when either side is constant.</summary>
    public double Correlation
    {
        get
        {
            if (Count < 2 || _m2X == 0 || _m2Y == 0)
                return double.NaN;
            return Math.Clamp(_cross / Math.Sqrt(_m2X) / Math.Sqrt(_m2Y), -1, 1);
        }
    }

    /// <summary>Adds pairs.</summary>
    /// <param name="x">The first numbers.</param>
    /// <param name="y">The second numbers, as many.</param>
    public void Add(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        if (x.Length != y.Length)
            throw new ArgumentException($"Pairs need as many numbers on each side; there are {x.Length} and {y.Length}.", nameof(y));
        for (int start = 0; start < x.Length; start += BlockSize)
        {
            int length = Math.Min(BlockSize, x.Length - start);
            AddBlock(x.Slice(start, length), y.Slice(start, length));
        }
    }

    /// <summary>Adds the pairs that another summary has seen; that one does not change.</summary>
    /// <param name="other">The other part.</param>
    public void Merge(CoMoments other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.Count > 0)
            MergeState(other.Count, other.MeanX, other.MeanY, other._m2X, other._m2Y, other._cross);
    }

    private void AddBlock(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        int first = 0;
        while (first < x.Length && (double.IsNaN(x[first]) || double.IsNaN(y[first])))
            first++;
        if (first == x.Length)
            return;
        (int count, double centerX, double centerY) = Centers(x, y, x[first], y[first]);
        (double dx, double dy, double m2X, double m2Y, double cross) = Powers(x, y, centerX, centerY);
        MergeState(count, centerX + dx / count, centerY + dy / count, Math.Max(0, m2X - dx * dx / count), Math.Max(0, m2Y - dy * dy / count), cross - dx * dy / count);
    }

    // The means. The rounded mean of a constant differs from it; taken exactly, its variance is exactly zero.
    private static (int Count, double CenterX, double CenterY) Centers(ReadOnlySpan<double> x, ReadOnlySpan<double> y, double firstX, double firstY)
    {
        Vector512<double> sumX = default, sumY = default, kept = default, one = Vector512<double>.One, otherX = default, otherY = default;
        Vector512<double> sameX = Vector512.Create(firstX), sameY = Vector512.Create(firstY);
        ReadOnlySpan<Vector512<double>> left = MemoryMarshal.Cast<double, Vector512<double>>(x), right = MemoryMarshal.Cast<double, Vector512<double>>(y);
        for (int i = 0; i < left.Length; i++)
        {
            Vector512<double> a = left[i], b = right[i], present = Vector512.Equals(a, a) & Vector512.Equals(b, b);
            sumX += a & present;
            sumY += b & present;
            kept += one & present;
            otherX |= Vector512.AndNot(present, Vector512.Equals(a, sameX));
            otherY |= Vector512.AndNot(present, Vector512.Equals(b, sameY));
        }

        int count = (int)Vector512.Sum(kept);
        double totalX = Vector512.Sum(sumX), totalY = Vector512.Sum(sumY);
        bool constantX = otherX.AsUInt64() == Vector512<ulong>.Zero, constantY = otherY.AsUInt64() == Vector512<ulong>.Zero;
        for (int i = left.Length * Vector512<double>.Count; i < x.Length; i++)
        {
            if (double.IsNaN(x[i]) || double.IsNaN(y[i]))
                continue;
            count++;
            totalX += x[i];
            totalY += y[i];
            constantX &= x[i] == firstX;
            constantY &= y[i] == firstY;
        }

        return (count, constantX ? firstX : totalX / count, constantY ? firstY : totalY / count);
    }

    private static (double Dx, double Dy, double M2X, double M2Y, double Cross) Powers(ReadOnlySpan<double> x, ReadOnlySpan<double> y, double centerX, double centerY)
    {
        Vector512<double> sx = default, sy = default, sxx = default, syy = default, sxy = default, cx = Vector512.Create(centerX), cy = Vector512.Create(centerY);
        ReadOnlySpan<Vector512<double>> left = MemoryMarshal.Cast<double, Vector512<double>>(x), right = MemoryMarshal.Cast<double, Vector512<double>>(y);
        for (int i = 0; i < left.Length; i++)
        {
            Vector512<double> present = Vector512.Equals(left[i], left[i]) & Vector512.Equals(right[i], right[i]);
            Vector512<double> a = (left[i] - cx) & present, b = (right[i] - cy) & present;
            sx += a;
            sy += b;
            sxx += a * a;
            syy += b * b;
            sxy += a * b;
        }

        double dx = Vector512.Sum(sx), dy = Vector512.Sum(sy), m2X = Vector512.Sum(sxx), m2Y = Vector512.Sum(syy), cross = Vector512.Sum(sxy);
        for (int i = left.Length * Vector512<double>.Count; i < x.Length; i++)
        {
            if (double.IsNaN(x[i]) || double.IsNaN(y[i]))
                continue;
            double a = x[i] - centerX, b = y[i] - centerY;
            dx += a;
            dy += b;
            m2X += a * a;
            m2Y += b * b;
            cross += a * b;
        }

        return (dx, dy, m2X, m2Y, cross);
    }

    private void MergeState(long count, double meanX, double meanY, double m2X, double m2Y, double cross)
    {
        if (Count == 0)
        {
            (Count, MeanX, MeanY, _m2X, _m2Y, _cross) = (count, meanX, meanY, m2X, m2Y, cross);
            return;
        }

        double n = Count + count, weight = Count * (count / n), dx = meanX - MeanX, dy = meanY - MeanY;
        _m2X += m2X + dx * dx * weight;
        _m2Y += m2Y + dy * dy * weight;
        _cross += cross + dx * dy * weight;
        MeanX += dx * (count / n);
        MeanY += dy * (count / n);
        Count += count;
    }
}
