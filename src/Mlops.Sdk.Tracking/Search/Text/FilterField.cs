using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

internal enum FilterFieldKind
{
    Attribute,
    Metric,
    Param,
    Tag,
    Fact,
    Dataset,
    Start,
    End,
    Text,
}

/// <summary>What a comparison is about.</summary>
internal readonly record struct FilterField(FilterFieldKind Kind, RunTextField Field, string Key, MetricAggregate Aggregate = MetricAggregate.Last)
{
    private static readonly SortedDictionary<string, RunTextField> s_attributes = new(StringComparer.OrdinalIgnoreCase)
    {
        ["run_id"] = RunTextField.Id,
        ["id"] = RunTextField.Id,
        ["run_name"] = RunTextField.Name,
        ["name"] = RunTextField.Name,
        ["experiment"] = RunTextField.Experiment,
        ["status"] = RunTextField.Status,
        ["parent_id"] = RunTextField.ParentId,
        ["note"] = RunTextField.Note,
        ["error"] = RunTextField.Error,
    };

    public bool IsNumber => Kind == FilterFieldKind.Metric;

    public bool IsTime => Kind is FilterFieldKind.Start or FilterFieldKind.End;

    public static MetricAggregate? AggregateOf(string word) => word.ToUpperInvariant() switch
    {
        "LAST" => MetricAggregate.Last,
        "MIN" => MetricAggregate.Min,
        "MAX" => MetricAggregate.Max,
        _ => null,
    };

    public static FilterFieldKind? EntityOf(string word) => word.ToUpperInvariant() switch
    {
        "METRIC" or "METRICS" => FilterFieldKind.Metric,
        "PARAM" or "PARAMS" or "PARAMETER" or "PARAMETERS" => FilterFieldKind.Param,
        "TAG" or "TAGS" => FilterFieldKind.Tag,
        "FACT" or "FACTS" => FilterFieldKind.Fact,
        "DATASET" or "DATASETS" => FilterFieldKind.Dataset,
        "ATTRIBUTE" or "ATTRIBUTES" or "ATTR" or "RUN" => FilterFieldKind.Attribute,
        _ => null,
    };

    /// <summary>The field of an entity; null when it has none of the name.</summary>
    public static FilterField? Of(FilterFieldKind entity, string key) => entity switch
    {
        FilterFieldKind.Metric => new FilterField(entity, default, key),
        FilterFieldKind.Param => new FilterField(FilterFieldKind.Text, RunTextField.Param, key),
        FilterFieldKind.Tag => new FilterField(FilterFieldKind.Text, RunTextField.Tag, key),
        FilterFieldKind.Fact => new FilterField(FilterFieldKind.Text, RunTextField.Fact, key),
        FilterFieldKind.Dataset => key.ToUpperInvariant() switch
        {
            "NAME" => new FilterField(FilterFieldKind.Text, RunTextField.DatasetName, ""),
            "FINGERPRINT" or "DIGEST" => new FilterField(FilterFieldKind.Text, RunTextField.DatasetFingerprint, ""),
            "SOURCE" => new FilterField(FilterFieldKind.Text, RunTextField.DatasetSource, ""),
            _ => null,
        },
        _ when key.ToUpperInvariant() is "START_TIME" or "CREATED" => new FilterField(FilterFieldKind.Start, default, ""),
        _ when key.Equals("END_TIME", StringComparison.OrdinalIgnoreCase) => new FilterField(FilterFieldKind.End, default, ""),
        _ => s_attributes.TryGetValue(key, out RunTextField field) ? new FilterField(FilterFieldKind.Text, field, "") : null,
    };

    public static string Unknown(string name)
    {
        string[] known = [.. s_attributes.Keys, "start_time", "end_time", "dataset.name", "dataset.fingerprint", "dataset.source"];
        return $"There is no field \"{name}\". {Names.Hint(name, known, "fields")} Others are metrics.NAME, params.NAME, tags.NAME, facts.NAME.";
    }

    /// <summary>The value as the store has it; null for a status that is none.</summary>
    public string? Normalized(string value)
    {
        if (Kind != FilterFieldKind.Text || Field != RunTextField.Status || value.AsSpan().ContainsAny('%', '_')) return value;
        return value.ToUpperInvariant() switch
        {
            "FINISHED" => nameof(RunStatus.Completed),
            "KILLED" => nameof(RunStatus.Cancelled),
            _ => Enum.GetNames<RunStatus>().FirstOrDefault(name => name.Equals(value, StringComparison.OrdinalIgnoreCase)),
        };
    }

    public RunFilter Exists() => Kind switch
    {
        FilterFieldKind.Metric => RunFilter.Metric(Key, aggregate: Aggregate),
        FilterFieldKind.Start => new TimeFilter(false, null, null),
        FilterFieldKind.End => new TimeFilter(true, null, null),
        _ => new TextFilter(Field, Key, null, null, false),
    };

    public RunFilter Among(ValueList<string> values) => new TextFilter(Field, Key, values, null, false);

    public RunFilter Like(string pattern, bool ignoreCase) => new TextFilter(Field, Key, null, pattern, ignoreCase);

    public RunFilter CompareNumber(string sign, double value) => sign switch
    {
        "=" => RunFilter.Metric(Key, value, value, Aggregate),
        "!=" => RunFilter.All(Exists(), RunFilter.Not(RunFilter.Metric(Key, value, value, Aggregate))),
        ">=" => RunFilter.Metric(Key, min: value, aggregate: Aggregate),
        "<=" => RunFilter.Metric(Key, max: value, aggregate: Aggregate),
        ">" => double.IsPositiveInfinity(value) ? RunFilter.Any() : RunFilter.Metric(Key, min: Math.BitIncrement(value), aggregate: Aggregate),
        _ => double.IsNegativeInfinity(value) ? RunFilter.Any() : RunFilter.Metric(Key, max: Math.BitDecrement(value), aggregate: Aggregate),
    };

    public RunFilter CompareTime(string sign, DateTimeOffset time)
    {
        bool end = Kind == FilterFieldKind.End;
        return sign switch
        {
            "=" => new TimeFilter(end, time, time),
            "!=" => RunFilter.All(Exists(), RunFilter.Not(new TimeFilter(end, time, time))),
            ">=" => new TimeFilter(end, time, null),
            "<=" => new TimeFilter(end, null, time),
            ">" => new TimeFilter(end, time.AddTicks(1), null),
            _ => new TimeFilter(end, null, time.AddTicks(-1)),
        };
    }

    public override string ToString() => Kind switch
    {
        FilterFieldKind.Metric => $"metrics.{Key}",
        FilterFieldKind.Start => "start_time",
        FilterFieldKind.End => "end_time",
        _ => Key.Length == 0 ? Field.ToString() : $"{Field.ToString().ToLowerInvariant()}s.{Key}",
    };
}
