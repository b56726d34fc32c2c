using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Tries every threshold that decides differently, in one pass over the sorted scores.</summary>
internal static class ThresholdSearch
{
    private const int ShownPoints = 60;

    public static ThresholdState Run(MetricData data, DecisionThresholdOptions options, CancellationToken cancellationToken)
    {
        ThresholdCounts[] points = new MetricSample(data).Thresholds(1);
        double positive = points[^1].TruePositive, negative = points[^1].FalsePositive;
        double[] confusion = new double[4];
        MetricSample sample = MetricSample.OfConfusion(data, confusion);
        double best = double.NaN, bestRank = double.NaN, threshold = 0.5;
        var values = new double[points.Length];
        // From -1: before the first score, nothing is taken for positive.
        for (int i = -1; i < points.Length; i++)
        {
            if ((i & 0xFFFF) == 0) cancellationToken.ThrowIfCancellationRequested();
            double truePositives = i < 0 ? 0 : points[i].TruePositive, falsePositives = i < 0 ? 0 : points[i].FalsePositive;
            double value = Judge(truePositives, falsePositives), rank = Rank(value, truePositives, falsePositives);
            if (i >= 0) values[i] = value;
            if (double.IsNaN(rank)) continue;
            double here = Boundary(points, i);
            bool nearer = rank == bestRank && Math.Abs(here - 0.5) < Math.Abs(threshold - 0.5);
            if (!(double.IsNaN(bestRank) || rank > bestRank || nearer)) continue;
            (best, bestRank, threshold) = (value, rank, here);
        }

        int usual = Array.FindLastIndex(points, point => point.Threshold >= 0.5);
        int[] shown = [.. Enumerable.Range(0, Math.Min(ShownPoints, points.Length)).Select(i => (int)((long)i * points.Length / Math.Min(ShownPoints, points.Length)))];
        return new ThresholdState
        {
            Threshold = threshold,
            Metric = options.Costs is null && options.Rate is null ? options.Metric.Name : null,
            Rate = options.Rate?.Rate,
            Target = options.Rate?.Target,
            Costs = options.Costs,
            Value = best,
            ValueAtHalf = Known(Judge(usual < 0 ? 0 : points[usual].TruePositive, usual < 0 ? 0 : points[usual].FalsePositive)),
            Rows = data.Count,
            CurveThresholds = [.. shown.Select(i => points[i].Threshold)],
            CurveValues = [.. shown.Select(i => double.IsNaN(values[i]) ? 0 : values[i])],
        };

        double Judge(double truePositive, double falsePositive)
        {
            switch (options.Rate?.Rate)
            {
                case ThresholdRate.PositiveRate: return (truePositive + falsePositive) / (positive + negative);
                case ThresholdRate.Precision: return truePositive / (truePositive + falsePositive);
                case ThresholdRate.Recall: return truePositive / positive;
            }

            if (options.Costs is { } costs) return (costs.FalsePositive * falsePositive + costs.FalseNegative * (positive - truePositive)) / (positive + negative);
            (confusion[0], confusion[1], confusion[2], confusion[3]) = (negative - falsePositive, falsePositive, positive - truePositive, truePositive);
            return options.Metric.Number(sample);
        }

        // What is to be as large as possible.
        double Rank(double value, double truePositive, double falsePositive) => options.Rate switch
        {
            (ThresholdRate.PositiveRate, var most) => value <= most + 1e-12 ? value : double.NaN,
            (ThresholdRate.Recall, var least) => value >= least - 1e-12 ? -(truePositive + falsePositive) : double.NaN,
            (ThresholdRate.Precision, var least) => value >= least - 1e-12 ? 1 + truePositive / positive : value - 1,
            _ => options.Costs is not null || options.Metric.Direction == MetricDirection.LowerIsBetter ? -value : value,
        };
    }

    private static double? Known(double value) => double.IsNaN(value) ? null : value;

    // Half way to the next score, so that a score that differs in the last bits is decided alike.
    private static double Boundary(ThresholdCounts[] points, int last)
    {
        double lower = last + 1 < points.Length ? points[last + 1].Threshold : 0, upper = last >= 0 ? points[last].Threshold : Math.Max(Math.BitIncrement(points[0].Threshold), 1);
        double middle = lower + (upper - lower) / 2;
        return middle > lower ? middle : upper;
    }
}
