using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk.Testing;

/// <summary>Answers a query by looking at every run. A page begins behind the place of the last run of the page before, never at a count of runs.</summary>
internal static class InMemorySearch
{
    public static RunPage Run(IEnumerable<RunInfo> runs, RunQuery query)
    {
        RunCursor? after = RunCursor.Parse(query.After);
        Comparison<RunCursor> order = Order(query.OrderBy);
        (RunInfo Run, RunCursor Place)[] found =
        [
            .. runs.Where(run => run.DeletedAt is not null == query.Deleted).Where(run => query.Where is null || query.Where.Matches(run))
                .Select(run => (Run: run, Place: new RunCursor(Value(query.OrderBy, run), run.Id)))
                .Where(pair => after is not RunCursor place || order(pair.Place, place) > 0)
                .OrderBy(pair => pair.Place, Comparer<RunCursor>.Create(order))
                .Take(query.PageSize == int.MaxValue ? int.MaxValue : query.PageSize + 1),
        ];
        string? next = found.Length > query.PageSize ? found[query.PageSize - 1].Place.ToString() : null;
        return new RunPage([.. found.Take(query.PageSize).Select(pair => pair.Run)], next);
    }

    private static double? Value(RunOrder order, RunInfo run) =>
        order is MetricOrder metric && run.Metrics.TryGetValue(metric.Metric, out RunMetric? held) ? held.Value(metric.Aggregate) : null;

    private static Comparison<RunCursor> Order(RunOrder order) => order switch
    {
        StartOrder { Descending: true } => static (x, y) => string.CompareOrdinal(y.RunId, x.RunId),
        StartOrder => static (x, y) => string.CompareOrdinal(x.RunId, y.RunId),
        MetricOrder metric => (x, y) =>
        {
            int byValue = x.Value is double left && y.Value is double right
                ? (metric.Descending ? right.CompareTo(left) : left.CompareTo(right))
                : (x.Value is null).CompareTo(y.Value is null);
            return byValue != 0 ? byValue : string.CompareOrdinal(x.RunId, y.RunId);
        },
        _ => throw new NotSupportedException($"The store in memory has no order {order.GetType().Name}."),
    };
}
