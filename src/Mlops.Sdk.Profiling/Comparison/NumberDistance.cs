using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>How far the numbers of two summaries lie apart.</summary>
internal static class NumberDistance
{
    private const int Bins = 10, PlacesLookedAt = 1000;

    public static DistributionDistance Of(ColumnSummary before, ColumnSummary after, double rate)
    {
        (double[] values, long[] weights) = before.ToCumulative();
        (double[] others, long[] otherWeights) = after.ToCumulative();
        long n = weights.Length == 0 ? 0 : weights[^1], m = otherWeights.Length == 0 ? 0 : otherWeights[^1];
        double first = SketchBound(before), second = SketchBound(after), sketch = first + second;
        (double statistic, double p) = CumulativeComparison.KolmogorovSmirnov(values, weights, others, otherWeights, sketch);
        (long[] counts, long[] otherCounts) = Count(before, n, after, m);
        double index = CountDistance.PopulationStabilityIndex(counts, otherCounts), chi = ChiSquareTest.TwoSample(counts, otherCounts).Statistic;

        // Two ranks make the share of a bin.
        (double low, double high) = CountIntervals.ChiSquare(counts, otherCounts, 2 * first, 2 * second);
        (double leastIndex, double mostIndex) = CountIntervals.PopulationStabilityIndex(counts, otherCounts, 2 * first, 2 * second);
        int degrees = Math.Max(0, counts.Zip(otherCounts).Count(bin => bin.First + bin.Second > 0) - 1);
        return new DistributionDistance
        {
            KolmogorovSmirnov = statistic,
            KolmogorovSmirnovPValue = p,
            StabilityIndexBound = sketch == 0 ? 0 : Math.Max(mostIndex - index, index - leastIndex),
            ChiSquare = chi,
            ChiSquareBound = sketch == 0 ? 0 : Math.Max(high - chi, chi - low),
            ChiSquareDegreesOfFreedom = degrees,
            ChiSquarePValue = degrees < 1 ? 1 : ChiSquared.Survival(Math.Min(low, chi), degrees),
            LInfinity = CountDistance.GreatestChange(counts, otherCounts),
            StabilityIndex = index,
            JensenShannon = CountDistance.JensenShannon(counts, otherCounts),
            Hellinger = CountDistance.Hellinger(counts, otherCounts),
            Bins = counts.Length,
            SketchBound = sketch,
            Noise = SamplingNoise.KolmogorovSmirnov(n, m, rate) + sketch,
            Distance = statistic,
        };
    }

    // The greatest of many distances is asked for, so the bound has to hold at all of them.
    private static double SketchBound(ColumnSummary summary) => summary.AreQuantilesExact ? 0 : summary.RankErrorBound(1 - (0.01 / PlacesLookedAt));

    private static (long[] First, long[] Second) Count(ColumnSummary first, long n, ColumnSummary second, long m)
    {
        double[] edges = [.. Enumerable.Range(1, Bins - 1).Select(i => first.Quantile((double)i / Bins)).Distinct()];
        return (Spread(first, n, edges), Spread(second, m, edges));
    }

    private static long[] Spread(ColumnSummary summary, long count, double[] edges)
    {
        var counts = new long[edges.Length + 1];
        long below = 0;
        for (int i = 0; i <= edges.Length; i++)
        {
            long upTo = i == edges.Length ? count : Math.Clamp((long)Math.Round(summary.Rank(edges[i]) * count), below, count);
            counts[i] = upTo - below;
            below = upTo;
        }

        return counts;
    }
}
