using System.Collections.Immutable;

namespace Mlops.Sdk.Extensibility;

/// <summary>The run belongs to an experiment.</summary>
public sealed record ExperimentFilter(string Name) : RunFilter
{
    /// <inheritdoc/>
    public override bool Matches(RunInfo run) => run.Experiment == Name;
}

/// <summary>The run has a status.</summary>
public sealed record StatusFilter(RunStatus Wanted) : RunFilter
{
    /// <inheritdoc/>
    public override bool Matches(RunInfo run) => run.Status == Wanted;
}

/// <summary>The run has a tag, with a value or with any.</summary>
public sealed record TagFilter(string Name, string? Value) : RunFilter
{
    /// <inheritdoc/>
    public override bool Matches(RunInfo run) => run.Tags.TryGetValue(Name, out string? value) && (Value is null || Value == value);
}

/// <summary>The run has a parameter, with a value or with any.</summary>
public sealed record ParamFilter(string Name, string? Value) : RunFilter
{
    /// <inheritdoc/>
    public override bool Matches(RunInfo run) => run.Params.TryGetValue(Name, out string? value) && (Value is null || Value == value);
}

/// <summary>The run has a metric that is not NaN, inside inclusive bounds.</summary>
public sealed record MetricFilter(string Name, double? Min, double? Max, MetricAggregate Aggregate) : RunFilter
{
    /// <inheritdoc/>
    public override bool Matches(RunInfo run) =>
        run.Metrics.TryGetValue(Name, out RunMetric? summary)
        && summary.Value(Aggregate) is double value
        && (Min is null || value >= Min)
        && (Max is null || value <= Max);
}

/// <summary>The run is nested in another.</summary>
public sealed record ParentFilter(string RunId) : RunFilter
{
    /// <inheritdoc/>
    public override bool Matches(RunInfo run) => run.ParentId == RunId;
}

/// <summary>Every condition holds.</summary>
public sealed record AllFilter(ImmutableArray<RunFilter> Filters) : RunFilter
{
    /// <inheritdoc/>
    public override bool Matches(RunInfo run) => Filters.All(filter => filter.Matches(run));
}

/// <summary>At least one condition holds.</summary>
public sealed record AnyFilter(ImmutableArray<RunFilter> Filters) : RunFilter
{
    /// <inheritdoc/>
    public override bool Matches(RunInfo run) => Filters.Any(filter => filter.Matches(run));
}

/// <summary>The condition does not hold.</summary>
public sealed record NotFilter(RunFilter Filter) : RunFilter
{
    /// <inheritdoc/>
    public override bool Matches(RunInfo run) => !Filter.Matches(run);
}
