using System.Runtime.CompilerServices;

namespace Mlops.Sdk.Numerics;

/// <summary>How far sorted numbers lie from a centre.</summary>
public static class Deviations
{
    /// <summary>A quantile of the distances from a centre, by linear interpolation (Hyndman-Fan type 7): with 0.5 and the median as the centre the median absolute deviation.</summary>
    /// <remarks>Linear time, without allocation: two places walk outwards from the centre. An infinite number is infinitely far from a finite centre, and 0 from an equal one.</remarks>
    /// <param name="sorted">Numbers in ascending order, free of NaN.</param>
    /// <param name="cumulative">How much weight lies up to and with each number, ascending; empty where each counts once.</param>
    /// <param name="center">The centre.</param>
    /// <param name="probability">The share of the distances below, 0 to 1.</param>
    /// <returns>NaN without numbers, and for a centre that is NaN.</returns>
    /// <exception cref="ArgumentException">There are not as many weights as numbers.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Quantile(ReadOnlySpan<double> sorted, ReadOnlySpan<long> cumulative, double center, double probability)
    {
        if (!(probability >= 0 && probability <= 1)) throw new ArgumentOutOfRangeException(nameof(probability), probability, "A probability lies between 0 and 1.");
        if (!cumulative.IsEmpty && cumulative.Length != sorted.Length) throw new ArgumentException($"There are {sorted.Length} numbers and {cumulative.Length} weights.", nameof(cumulative));
        if (sorted.IsEmpty || double.IsNaN(center)) return double.NaN;
        long all = cumulative.IsEmpty ? sorted.Length : cumulative[^1];
        double at = (all - 1) * probability;
        long lower = (long)at;
        double fraction = at - lower;
        int right = FirstAbove(sorted, center), left = right - 1;
        long passed = 0;
        double first = double.NaN;
        while (left >= 0 || right < sorted.Length)
        {
            double below = left < 0 ? double.PositiveInfinity : Distance(sorted[left], center), above = right == sorted.Length ? double.PositiveInfinity : Distance(sorted[right], center);
            bool takesLeft = right == sorted.Length || (left >= 0 && below <= above);
            passed += Weight(cumulative, takesLeft ? left-- : right++);
            if (passed <= lower) continue;
            double distance = takesLeft ? below : above;
            if (double.IsNaN(first)) first = distance;
            if (fraction == 0 || passed > lower + 1) return first == distance || fraction == 0 ? first : Quantiles.Interpolate(first, distance, fraction);
        }

        return first;
    }

    private static double Distance(double value, double center) => value == center ? 0 : Math.Abs(value - center);

    private static long Weight(ReadOnlySpan<long> cumulative, int at) => cumulative.IsEmpty ? 1 : cumulative[at] - (at == 0 ? 0 : cumulative[at - 1]);

    private static int FirstAbove(ReadOnlySpan<double> sorted, double center)
    {
        int low = 0, high = sorted.Length;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (sorted[middle] <= center) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
