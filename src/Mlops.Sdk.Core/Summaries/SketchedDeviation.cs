using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>The median absolute deviation from a sketch of the numbers.</summary>
internal static class SketchedDeviation
{
    private const int Places = 10_000;

    /// <summary>The deviation, and a bound on its error that holds with 99 % confidence.</summary>
    /// <remarks>
    /// No rank is off by more than e, that of one of 10,000 places and what lies between two of them. So the median lies between the quantiles at 1/2 - e and 1/2 + e, and the median distance from a given centre between those at 1/2 - 2e and
    /// 1/2 + 2e of the distances, since two ranks take part; and where the centre moves, the median distance moves no farther.
    /// </remarks>
    public static (double Value, double Bound) Of(KllSketch sketch)
    {
        (double[] values, long[] weights) = sketch.ToCumulative();
        double center = sketch.Quantile(0.5), deviation = Deviations.Quantile(values, weights, center, 0.5);
        if (sketch.IsExact || double.IsNaN(deviation)) return (deviation, 0);
        double error = sketch.RankErrorBound(1 - (0.01 / Places)) + (1.0 / Places);
        double shift = Math.Max(sketch.Quantile(Math.Min(1, 0.5 + error)) - center, center - sketch.Quantile(Math.Max(0, 0.5 - error)));
        double low = Deviations.Quantile(values, weights, center, Math.Max(0, 0.5 - (2 * error))) - shift, high = Deviations.Quantile(values, weights, center, Math.Min(1, 0.5 + (2 * error))) + shift;
        return (deviation, Math.Max(high - deviation, deviation - Math.Max(0, low)));
    }
}
