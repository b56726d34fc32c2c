using System.Text;

namespace Mlops.Sdk.Extensibility;

/// <summary>SQL made of constants, with every name and value as a parameter. A run is <c>r</c> in it.</summary>
/// <param name="dialect">What the database wants.</param>
/// <param name="start">The text it begins with.</param>
public sealed class FilterSql(SqlDialect dialect, string start)
{
    private const int AddedAtOnce = 8;
    private static readonly string s_status = "CASE r.status " + string.Concat(Enum.GetValues<RunStatus>().Select(status => FormattableString.Invariant($"WHEN {(int)status} THEN '{status}' "))) + "END";
    private readonly StringBuilder _text = new(start);
    private readonly List<object?> _values = [];

    /// <summary>The text so far.</summary>
    public string Text => _text.ToString();

    /// <summary>The values of its parameters: texts, whole numbers (<see cref="long"/>) and numbers (<see cref="double"/>).</summary>
    public object?[] Values => [.. _values];

    /// <summary>The id of the run. A join that comes upon a run by its metrics has it there, before the run itself is looked up.</summary>
    internal string RunId { get; init; } = "r.id";

    /// <summary>Appends a constant.</summary>
    /// <param name="text">The constant.</param>
    public FilterSql Add(string text)
    {
        _text.Append(text);
        return this;
    }

    /// <summary>Appends a parameter.</summary>
    /// <param name="value">Its value.</param>
    public FilterSql Value(object? value)
    {
        _text.Append(dialect.Parameter(_values.Count));
        _values.Add(value);
        return this;
    }

    /// <summary>Appends a condition on <c>r</c> that is true or false, never null.</summary>
    /// <param name="filter">The condition.</param>
    /// <exception cref="NotSupportedException">It is of a kind that is not known here.</exception>
    public FilterSql Add(RunFilter filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        switch (filter)
        {
            case ExperimentFilter f:
                return Add($"r.experiment_id IN (SELECT id FROM {dialect.Table("experiments")} WHERE name = ").Value(f.Name).Add(")");
            case StatusFilter f:
                return Add("r.status = ").Value((long)f.Wanted);
            case ParentFilter f:
                return Add("r.parent_id IS NOT NULL AND r.parent_id = ").Value(f.RunId);
            case ParamFilter f:
                return AddValue("0", f.Name, f.Value);
            case TagFilter f:
                return AddValue("1", f.Name, f.Value);
            case MetricFilter f:
                return AddMetric(f);
            case TextFilter f:
                return AddText(f);
            case TimeFilter f:
                return AddTime(f);
            case AllFilter f:
                return AddAll(f.Filters.AsSpan());
            case AnyFilter f:
                return AddAll(f.Filters.AsSpan(), " OR ", "1 = 0");
            case NotFilter f:
                return Add("NOT (").Add(f.Filter).Add(")");
            default:
                throw new NotSupportedException($"The store has no filter {filter.GetType().Name}.");
        }
    }

    /// <summary>Appends bounds of a column that is not null; bounds that are null are left out, and NaN is met by nothing.</summary>
    internal FilterSql AddBounds(string column, double? min, double? max) => AddBound(column, ">=", min).AddBound(column, "<=", max);

    /// <summary>Appends the condition that all of some conditions hold.</summary>
    internal FilterSql AddAll(ReadOnlySpan<RunFilter> filters) => AddAll(filters, " AND ", "1 = 1");

    /// <summary>The column of <c>series</c> that has the value which stands for a series.</summary>
    internal static string Column(MetricAggregate aggregate) => aggregate switch
    {
        MetricAggregate.Last => "last_value",
        MetricAggregate.Min => "min_value",
        MetricAggregate.Max => "max_value",
        _ => throw new ArgumentOutOfRangeException(nameof(aggregate), aggregate, null),
    };

    /// <summary>The runs that meet a condition, as a set that the index of values gives.</summary>
    internal FilterSql AddMetricSet(MetricFilter filter) => Add(RunId + " IN (").AddMetricRange(filter).Add(")");

    internal FilterSql AddMetricRange(MetricFilter filter)
    {
        string column = "x." + Column(filter.Aggregate);
        return Add($"SELECT x.run_id FROM {dialect.Table("series")} x WHERE x.name = ").Value(filter.Name).Add($" AND {column} IS NOT NULL").AddBounds(column, filter.Min, filter.Max);
    }

    private FilterSql AddBound(string column, string sign, double? bound)
    {
        if (bound is not double value) return this;
        // A comparison with NaN holds for nothing.
        return double.IsNaN(value) ? Add(" AND 1 = 0") : Add($" AND {column} {sign} ").Value(value);
    }

    // Many conditions are split in halves: a database reads a chain of them as an expression that is as deep as the chain is long.
    private FilterSql AddAll(ReadOnlySpan<RunFilter> filters, string between, string none)
    {
        Add("(");
        if (filters.Length > AddedAtOnce) AddAll(filters[..(filters.Length / 2)], between, none).Add(between).AddAll(filters[(filters.Length / 2)..], between, none);
        else
        {
            Add(none);
            foreach (RunFilter filter in filters) Add(between).Add("(").Add(filter).Add(")");
        }

        return Add(")");
    }

    private FilterSql AddText(TextFilter filter)
    {
        if (filter.Field <= RunTextField.Fact)
            return Add($"EXISTS (SELECT 1 FROM {dialect.Table("run_values")} x WHERE x.run_id = {RunId} AND x.kind = {(int)filter.Field} AND x.name = ").Value(filter.Key).AddTextOf("x.value", filter).Add(")");
        return filter.Field switch
        {
            RunTextField.Id => Add("(1 = 1").AddTextOf("r.id", filter).Add(")"),
            RunTextField.Name => Add("(r.name IS NOT NULL").AddTextOf("r.name", filter).Add(")"),
            RunTextField.ParentId => Add("(r.parent_id IS NOT NULL").AddTextOf("r.parent_id", filter).Add(")"),
            RunTextField.Note => Add("(r.note IS NOT NULL").AddTextOf("r.note", filter).Add(")"),
            RunTextField.Error => Add("(r.error IS NOT NULL").AddTextOf("r.error", filter).Add(")"),
            RunTextField.Status => Add("(1 = 1").AddTextOf(s_status, filter).Add(")"),
            RunTextField.Experiment => Add($"EXISTS (SELECT 1 FROM {dialect.Table("experiments")} x WHERE x.id = r.experiment_id").AddTextOf("x.name", filter).Add(")"),
            RunTextField.DatasetName => AddDataset("x.name", filter),
            RunTextField.DatasetFingerprint => AddDataset("x.fingerprint", filter),
            RunTextField.DatasetSource => AddDataset("x.source", filter),
            _ => throw new NotSupportedException($"The store has no text {filter.Field}."),
        };
    }

    private FilterSql AddDataset(string column, TextFilter filter) =>
        Add($"EXISTS (SELECT 1 FROM {dialect.Table("run_datasets")} x WHERE x.run_id = {RunId} AND {column} IS NOT NULL").AddTextOf(column, filter).Add(")");

    private FilterSql AddTextOf(string column, TextFilter filter)
    {
        if (filter.Pattern is not null)
        {
            dialect.AddLike(Add(" AND "), column, filter.Pattern, filter.IgnoreCase);
            return this;
        }

        if (filter.Values is not { } values) return this;
        if (values.Count == 0) return Add(" AND 1 = 0");
        Add($" AND {column} IN (");
        for (int i = 0; i < values.Count; i++) Add(i == 0 ? "" : ", ").Value(values[i]);
        return Add(")");
    }

    private FilterSql AddTime(TimeFilter filter)
    {
        string column = filter.OfEnd ? "r.ended_at" : "r.started_at";
        Add($"({column} IS NOT NULL");
        if (filter.From is DateTimeOffset from) Add($" AND {column} >= ").Value(from.UtcTicks);
        if (filter.To is DateTimeOffset to) Add($" AND {column} <= ").Value(to.UtcTicks);
        return Add(")");
    }

    private FilterSql AddValue(string kind, string name, string? value)
    {
        Add($"EXISTS (SELECT 1 FROM {dialect.Table("run_values")} x WHERE x.run_id = {RunId} AND x.kind = {kind} AND x.name = ").Value(name);
        if (value is not null) Add(" AND x.value = ").Value(value);
        return Add(")");
    }

    private FilterSql AddMetric(MetricFilter filter)
    {
        string column = dialect.Unindexed("x." + Column(filter.Aggregate));
        Add($"EXISTS (SELECT 1 FROM {dialect.Table("series")} x WHERE x.run_id = {RunId} AND x.name = ").Value(filter.Name).Add($" AND {column} IS NOT NULL");
        return AddBounds(column, filter.Min, filter.Max).Add(")");
    }
}
