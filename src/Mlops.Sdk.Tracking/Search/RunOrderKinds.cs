namespace Mlops.Sdk.Extensibility;

/// <summary>By the start of the run.</summary>
public sealed record StartOrder(bool Descending) : RunOrder;

/// <summary>By a metric; runs without it come last in both directions, and equals go by start, ascending.</summary>
public sealed record MetricOrder(string Metric, bool Descending, MetricAggregate Aggregate) : RunOrder;
