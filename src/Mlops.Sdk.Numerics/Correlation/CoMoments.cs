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
        int count = 0;
        double sumX = 0, sumY = 0;
        double firstX = double.NaN, firstY = double.NaN;
        bool constantX = true, constantY = true;
        for (int i = 0; i < x.Length; i++)
        {
            if (double.IsNaN(x[i]) || double.IsNaN(y[i]))
                continue;
            if (count++ == 0)
                (firstX, firstY) = (x[i], y[i]);
            constantX &= x[i] == firstX;
            constantY &= y[i] == firstY;
            sumX += x[i];
            sumY += y[i];
        }

        if (count == 0)
            return;

        // The rounded mean of a constant differs from it; taken exactly, its variance is exactly zero.
        double centerX = constantX ? firstX : sumX / count, centerY = constantY ? firstY : sumY / count;
        double dx1 = 0, dy1 = 0, m2X = 0, m2Y = 0, cross = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double dx = x[i] - centerX, dy = y[i] - centerY;
            if (double.IsNaN(x[i]) || double.IsNaN(y[i]))
                continue;
            dx1 += dx;
            dy1 += dy;
            m2X += dx * dx;
            m2Y += dy * dy;
            cross += dx * dy;
        }

        MergeState(count, centerX + dx1 / count, centerY + dy1 / count, m2X - dx1 * dx1 / count, m2Y - dy1 * dy1 / count, cross - dx1 * dy1 / count);
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
