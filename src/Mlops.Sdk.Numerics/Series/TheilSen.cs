namespace Mlops.Sdk.Numerics;

/// <summary>The slope of Theil (1950) and Sen (1968): the median of the slopes between all pairs of values. A quarter of the values may be wrong without moving it far.</summary>
public static class TheilSen
{
    private const int DirectUpTo = 400;
    private const int MostHalvings = 200;

    /// <summary>The slope a step. NaN is skipped, but its step counts; NaN below two numbers and when a value is infinite.</summary>
    /// <remarks>Up to 400 values the median of all pairs; beyond, the same median by halving an interval of slopes and counting the pairs below, to the last digits. O(n^2), then about 50 times O(n log n).</remarks>
    /// <param name="values">The series, in order, at equal steps.</param>
    public static double Slope(ReadOnlySpan<double> values)
    {
        var at = new List<double>();
        var kept = new List<double>();
        for (int i = 0; i < values.Length; i++)
        {
            if (double.IsNaN(values[i])) continue;
            if (double.IsInfinity(values[i])) return double.NaN;
            at.Add(i);
            kept.Add(values[i]);
        }

        if (kept.Count < 2) return double.NaN;
        return kept.Count <= DirectUpTo ? Quantiles.OfSorted(Slopes(at, kept), 0.5) : ByHalving(at, kept);
    }

    /// <summary>The slope a step of a series with a season, by Hirsch, Slack and Smith (1982): the median of the slopes between all pairs of values a whole number of seasons apart. NaN is skipped, but its step counts; NaN without such a pair and when a value is infinite.</summary>
    /// <remarks>O(n^2 / period).</remarks>
    /// <param name="values">The series, in order, at equal steps.</param>
    /// <param name="period">How many steps a season has, at least 1.</param>
    public static double SeasonalSlope(ReadOnlySpan<double> values, int period)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(period, 1);
        var slopes = new List<double>();
        for (int j = 0; j < values.Length; j++)
        {
            if (double.IsInfinity(values[j])) return double.NaN;
            for (int i = j - period; i >= 0; i -= period)
            {
                double slope = (values[j] - values[i]) / (j - i);
                if (!double.IsNaN(slope)) slopes.Add(slope);
            }
        }

        if (slopes.Count == 0) return double.NaN;
        slopes.Sort();
        return Quantiles.OfSorted(slopes.ToArray(), 0.5);
    }

    private static double[] Slopes(List<double> at, List<double> values)
    {
        var slopes = new double[(long)at.Count * (at.Count - 1) / 2];
        for (int j = 1, next = 0; j < at.Count; j++)
            for (int i = 0; i < j; i++) slopes[next++] = (values[j] - values[i]) / (at[j] - at[i]);
        Array.Sort(slopes);
        return slopes;
    }

    // Every slope is a mean of slopes between neighbours, and so lies between the least and the greatest of them.
    private static double ByHalving(List<double> at, List<double> values)
    {
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        for (int i = 1; i < at.Count; i++)
        {
            double slope = (values[i] - values[i - 1]) / (at[i] - at[i - 1]);
            (low, high) = (Math.Min(low, slope), Math.Max(high, slope));
        }

        if (!double.IsFinite(low) || !double.IsFinite(high)) return double.NaN;
        long pairs = (long)at.Count * (at.Count - 1) / 2;
        double first = Find(at, values, low, high, (pairs + 1) / 2);
        return pairs % 2 == 1 ? first : (first + Find(at, values, first, high, (pairs / 2) + 1)) / 2;
    }

    // The least slope s with at least that many pairs of slope at most s.
    private static double Find(List<double> at, List<double> values, double low, double high, long rank)
    {
        if (AtMost(at, values, low) >= rank) return low;
        for (int i = 0; i < MostHalvings; i++)
        {
            double middle = low + ((high - low) / 2);
            if (middle <= low || middle >= high || high - low <= 1e-14 * Math.Max(Math.Abs(low), Math.Abs(high))) break;
            if (AtMost(at, values, middle) >= rank) high = middle;
            else low = middle;
        }

        return high;
    }

    private static long AtMost(List<double> at, List<double> values, double slope)
    {
        var rest = new double[at.Count];
        for (int i = 0; i < rest.Length; i++) rest[i] = values[i] - (slope * at[i]);
        return PairOrder.Count(rest).NotLess;
    }
}
