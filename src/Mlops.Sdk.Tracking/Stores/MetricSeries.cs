namespace Mlops.Sdk.Extensibility;

/// <summary>The metrics of a batch, gathered by run and name in the order of their arrival.</summary>
internal static class MetricSeries
{
    public static IEnumerable<(string RunId, string Name, List<MetricPoint> Points)> Gather(IReadOnlyList<RunWrite> writes)
    {
        Dictionary<(string, string), List<MetricPoint>> series = [];
        foreach (RunWrite write in writes)
        {
            if (write is not MetricLogged metric) continue;
            if (!series.TryGetValue((metric.RunId, metric.Name), out List<MetricPoint>? points)) series.Add((metric.RunId, metric.Name), points = []);
            points.Add(metric.Point);
        }

        return series.Select(pair => (pair.Key.Item1, pair.Key.Item2, pair.Value));
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
