using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Intervals of AUC and Gini from the ranks of the rows: two classes, at least two rows of each, no weights.</summary>
internal static class AucIntervals
{
    /// <summary>Whether the interval of a metric comes from here.</summary>
    public static bool Covers(MetricData data, Metric metric, EvaluationOptions options) =>
        (metric == Metric.Auc || metric == Metric.Gini) && options.AucInterval == AucIntervalMethod.DeLong && data.Task == TaskKind.Binary && data.Weights.Length == 0
        && data.StratumEnds[0] >= 2 && data.Count - data.StratumEnds[0] >= 2;

    /// <summary>Sets the intervals of the metrics that <see cref="Covers"/>. O(n log n).</summary>
    public static MetricValue[] Add(MetricData data, MetricValue[] values, EvaluationOptions options)
    {
        if (options.Bootstrap == 0 || !values.Any(value => value.Value is not null && Covers(data, value.Metric, options))) return values;
        (double lower, double upper) = Of(data, options.Confidence);
        return Array.ConvertAll(values, value => value.Value is null || !Covers(data, value.Metric, options) ? value
            : value.Metric == Metric.Auc ? value with { Lower = lower, Upper = upper }
            : value with { Lower = 2 * lower - 1, Upper = 2 * upper - 1 });
    }

    private static (double Lower, double Upper) Of(MetricData data, double confidence)
    {
        AucEstimate estimate = DeLong.Of(data.Scores(1), Array.ConvertAll(data.Actual, code => code == 1));
        if (estimate.Auc is not (0 or 1)) return estimate.Interval(confidence);
        double bound = PerfectAuc.LowerBound(data.Count - data.StratumEnds[0], data.StratumEnds[0], confidence);
        return estimate.Auc == 1 ? (bound, 1) : (0, 1 - bound);
    }
}
