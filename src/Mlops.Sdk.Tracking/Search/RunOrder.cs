using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>The order of a search. Ties go by the start of the run, so that an order is always total and a page is never torn.</summary>
public abstract record RunOrder
{
    private protected RunOrder()
    {
    }

    /// <summary>The latest start first.</summary>
    public static RunOrder Newest { get; } = new StartOrder(Descending: true);

    /// <summary>The earliest start first.</summary>
    public static RunOrder Oldest { get; } = new StartOrder(Descending: false);

    /// <summary>Reads an order: <c>metrics.auc DESC</c>, <c>min(metrics.loss)</c>, <c>start_time DESC</c>.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="ArgumentException">The text is no order; the message shows the place.</exception>
    public static RunOrder Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return FilterParser.ParseOrder(text);
    }

    /// <summary>The best value of a metric first, by the metric's own direction; runs without it, or with NaN, last. Among equals the earliest run is first.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="aggregate">Which value of the series counts.</param>
    public static RunOrder Best(Metric metric, MetricAggregate aggregate = MetricAggregate.Last)
    {
        ArgumentNullException.ThrowIfNull(metric);
        return new MetricOrder(metric.Name, metric.Direction == MetricDirection.HigherIsBetter, aggregate);
    }

    /// <summary>The greatest value of a metric first; runs without it, or with NaN, last. Among equals the earliest run is first.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="aggregate">Which value of the series counts.</param>
    public static RunOrder Highest(string metric, MetricAggregate aggregate = MetricAggregate.Last) => new MetricOrder(Names.Key(metric), Descending: true, aggregate);

    /// <summary>The smallest value of a metric first; runs without it, or with NaN, last. Among equals the earliest run is first.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="aggregate">Which value of the series counts.</param>
    public static RunOrder Lowest(string metric, MetricAggregate aggregate = MetricAggregate.Last) => new MetricOrder(Names.Key(metric), Descending: false, aggregate);
}
