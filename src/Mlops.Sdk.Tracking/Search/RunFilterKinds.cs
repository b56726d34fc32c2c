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

/// <summary>The run has a text: any, one of some values, or one like a pattern. Where there is none, no condition on it holds.</summary>
/// <param name="Field">Which text.</param>
/// <param name="Key">The name of the parameter, tag or fact; empty for other fields.</param>
/// <param name="Values">The values; null to go by the pattern.</param>
/// <param name="Pattern">The pattern (<see cref="LikePattern"/>); null to go by the values, or for any text when these are null too.</param>
/// <param name="IgnoreCase">Whether the pattern leaves case out of account.</param>
public sealed record TextFilter(RunTextField Field, string Key, ValueList<string>? Values, string? Pattern, bool IgnoreCase) : RunFilter
{
    /// <inheritdoc/>
    public override bool Matches(RunInfo run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return Texts(run).Any(text => text is not null && (Pattern is not null ? LikePattern.Matches(Pattern, text, IgnoreCase) : Values is not { } values || values.Contains(text)));
    }

    private IEnumerable<string?> Texts(RunInfo run) => Field switch
    {
        RunTextField.Param => [run.Params.GetValueOrDefault(Key)],
        RunTextField.Tag => [run.Tags.GetValueOrDefault(Key)],
        RunTextField.Fact => [run.Facts.GetValueOrDefault(Key)],
        RunTextField.Id => [run.Id],
        RunTextField.Name => [run.Name],
        RunTextField.Experiment => [run.Experiment],
        RunTextField.Status => [run.Status.ToString()],
        RunTextField.ParentId => [run.ParentId],
        RunTextField.Note => [run.Note],
        RunTextField.Error => [run.Error],
        RunTextField.DatasetName => run.Datasets.Select(data => data.Name),
        RunTextField.DatasetFingerprint => run.Datasets.Select(data => data.Fingerprint),
        RunTextField.DatasetSource => run.Datasets.Select(data => data.Source),
        _ => throw new NotSupportedException($"There is no text {Field} of a run."),
    };
}

/// <summary>The run started, or ended, inside bounds, both inclusive. A run that has not ended meets no condition on its end.</summary>
/// <param name="OfEnd">Whether the end is asked for; otherwise the start.</param>
/// <param name="From">The earliest time, or null.</param>
/// <param name="To">The latest time, or null.</param>
public sealed record TimeFilter(bool OfEnd, DateTimeOffset? From, DateTimeOffset? To) : RunFilter
{
    /// <inheritdoc/>
    public override bool Matches(RunInfo run) => (OfEnd ? run.EndedAt : run.StartedAt) is DateTimeOffset time && !(time < From) && !(time > To);
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
