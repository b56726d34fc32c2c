namespace Mlops.Sdk.Extensibility;

/// <summary>The metrics of a batch, gathered by run and name in the order of their arrival.</summary>
internal static class MetricSeries
{
    public static IEnumerable<(string RunId, string Name, List<MetricPoint> Points)> Gather(IReadOnlyList<RunWrite> writes)
    {
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

    /// <summary>The summary of some points alone.</summary>
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
