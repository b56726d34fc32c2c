using System.Globalization;
using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Judges predictions segment by segment.</summary>
internal static class SegmentEvaluator
{
    private const double FalseAlarmRate = 0.05;

    public static EvaluationResult AddTo(EvaluationResult result, Predictions predictions, Dataset test, RunContext context, CancellationToken cancellationToken)
    {
        if (result.Options.Segments.Count == 0 || result.Data.Count == 0) return result;
        var found = new List<(DataSegment Segment, int Rows, MetricValue[] Values)>();
        int small = 0;
        Metric[] metrics = Metrics(result);
        MetricValue[] whole = [.. metrics.Select(metric => metric.Compute(result.Sample))];
        foreach (DataSegment segment in result.Options.Segments.SelectMany(name => DataSegments.Of(test[name])))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (segment.Rows.Length < result.Options.MinimumSegmentRows)
            {
                small++;
                continue;
            }

            MetricData data = MetricData.Create(PairedData.Take(predictions, segment.Rows), test.Take(segment.Rows));
            var sample = new MetricSample(data);
            MetricValue[] values = [.. metrics.Select(metric => metric.Compute(sample))];
            values = [Evaluator.Intervals(data, values[..1], result.Options, context.Child(string.Create(CultureInfo.InvariantCulture, $"segment-{found.Count + small + 1}")), cancellationToken)[0], .. values[1..]];
            found.Add((segment, data.Count, values));
        }

        return result with
        {
            SmallSegments = small,
            Segments = [.. found.Select(one => new SegmentResult(one.Segment.Column, one.Segment.Condition, one.Rows, [.. one.Values], IsWorse(one.Values[0], whole[0], result.Options.Confidence, found.Count)))],
        };
    }

    private static Metric[] Metrics(EvaluationResult result)
    {
        Metric first = result.Options.Metrics.Count > 0 ? result.Options.Metrics[0] : Metric.Default(result.Task);
        Metric[] others = result.Task == TaskKind.Regression ? [Metric.Mae] : [Metric.Accuracy, Metric.LogLoss];
        return [first, .. others.Where(metric => metric != first)];
    }

    // The interval read as normal and widened to as many segments as there are.
    private static bool IsWorse(MetricValue here, MetricValue whole, double confidence, int segments)
    {
        if (here.Value is not { } value || here.Lower is not { } lower || here.Upper is not { } upper || whole.Value is not { } all) return false;
        double wider = Normal.Quantile(1 - FalseAlarmRate / segments) / Normal.Quantile((1 + confidence) / 2);
        return here.Metric.Direction == MetricDirection.HigherIsBetter ? value + (upper - value) * wider < all : value - (value - lower) * wider > all;
    }
}
