namespace Mlops.Sdk.Extensibility;

/// <summary>The metrics of a batch, gathered by run and name in the order of their arrival.</summary>
public static class MetricSeries
{
    /// <summary>The points of every series that some writes add to; empty when they add none.</summary>
    /// <param name="writes">The writes.</param>
    public static IEnumerable<(string RunId, string Name, List<MetricPoint> Points)> Gather(IReadOnlyList<RunWrite> writes)
    {
        ArgumentNullException.ThrowIfNull(writes);
        Dictionary<(string, string), List<MetricPoint>>? series = null;
        foreach (RunWrite write in writes)
        {
            if (write is MetricLogged metric) Of(metric.RunId, metric.Name).Add(metric.Point);
            else if (write is MetricsLogged metrics) Of(metrics.RunId, metrics.Name).AddRange(metrics.Points.AsSpan());
        }

        return series is null ? [] : series.Select(pair => (pair.Key.Item1, pair.Key.Item2, pair.Value));

        List<MetricPoint> Of(string runId, string name)
        {
            series ??= [];
            if (!series.TryGetValue((runId, name), out List<MetricPoint>? points)) series.Add((runId, name), points = []);
            return points;
        }
    }

    /// <summary>The summary of some points alone: the last one by step, then time, then place; the least and the greatest value, null where every value is NaN.</summary>
    /// <param name="points">At least one point.</param>
    public static (MetricPoint Last, double? Min, double? Max) Summarize(ReadOnlySpan<MetricPoint> points)
    {
        MetricPoint last = points[0];
        double? min = null, max = null;
        foreach (MetricPoint point in points)
        {
            if (point.Step > last.Step || (point.Step == last.Step && point.Time >= last.Time)) last = point;
            if (double.IsNaN(point.Value)) continue;
            if (min is null || point.Value < min) min = point.Value;
            if (max is null || point.Value > max) max = point.Value;
        }

        return (last, min, max);
    }
}
