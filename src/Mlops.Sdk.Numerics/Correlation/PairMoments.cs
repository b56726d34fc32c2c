using System.Runtime.InteropServices;

namespace Mlops.Sdk.Numerics;

/// <summary>Count, means and centred second moments of pairs. Six doubles, so that arrays of it can be written as they are.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PairMoments
{
    public double Count;
    public double MeanX;
    public double MeanY;
    public double SquareX;
    public double SquareY;
    public double Cross;

    public readonly double Correlation => Count >= 2 && SquareX is > 0 and < double.PositiveInfinity && SquareY is > 0 and < double.PositiveInfinity ? Math.Clamp(Cross / (Math.Sqrt(SquareX) * Math.Sqrt(SquareY)), -1, 1) : double.NaN;

    public readonly bool IsSound => Count >= 0 && Count <= long.MaxValue && Math.Floor(Count) == Count && !(SquareX < 0) && !(SquareY < 0) && (Count > 0 || (SquareX == 0 && SquareY == 0 && Cross == 0));

    public void Merge(in PairMoments other)
    {
        if (other.Count == 0) return;
        if (Count == 0)
        {
            this = other;
            return;
        }

        double n = Count + other.Count, dx = other.MeanX - MeanX, dy = other.MeanY - MeanY, weight = Count * (other.Count / n);
        SquareX += other.SquareX + (dx * dx * weight);
        SquareY += other.SquareY + (dy * dy * weight);
        Cross += other.Cross + (dx * dy * weight);
        MeanX += dx * (other.Count / n);
        MeanY += dy * (other.Count / n);
        Count = n;
    }
}
