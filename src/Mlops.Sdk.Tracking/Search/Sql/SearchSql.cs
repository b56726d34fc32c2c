namespace Mlops.Sdk.Extensibility;

/// <summary>
/// The statements that answer a query. An order by a metric takes two: the runs that have it, by their values, and then the runs without it, by their start.
/// Each gives the id of a run, and where it goes by a value, that value.
/// </summary>
/// <param name="dialect">What the database wants.</param>
/// <param name="query">The query.</param>
public sealed class SearchSql(SqlDialect dialect, RunQuery query)
{
    private readonly MetricFilter[] _conditions = query.Where is null ? [] : [.. Conjuncts(query.Where).OfType<MetricFilter>()];

    /// <summary>The conditions on metrics that every run has to meet.</summary>
    internal IReadOnlyList<MetricFilter> Conditions => _conditions;

    /// <summary>A condition on a last value that few runs meet, so that these are taken first and sorted; null to go through the order.</summary>
    internal MetricFilter? Driver { get; set; }

    /// <summary>Whether runs without a metric can meet the query: what asks for its value leaves none.</summary>
    /// <param name="order">The order by that metric.</param>
    public bool AllowsRunsWithout(MetricOrder order) => !Own(order).Any();

    /// <summary>The ids of the runs by their start.</summary>
    /// <param name="descending">Whether the latest come first.</param>
    /// <param name="after">Behind which run they begin; null for the first.</param>
    /// <param name="wanted">How many to give at most.</param>
    public FilterSql ByStart(bool descending, RunCursor? after, long wanted)
    {
        FilterSql sql = Begin($"SELECT r.id FROM {dialect.Table("runs")} r WHERE ");
        AddConditions(sql);
        if (after is RunCursor place) sql.Add(descending ? " AND r.id < " : " AND r.id > ").Value(place.RunId);
        return sql.Add(descending ? " ORDER BY r.id DESC LIMIT " : " ORDER BY r.id ASC LIMIT ").Value(wanted);
    }

    /// <summary>The ids and values of the runs that have a metric, by its values.</summary>
    /// <param name="order">The order.</param>
    /// <param name="after">Behind which run they begin; null for the first.</param>
    /// <param name="wanted">How many to give at most.</param>
    public FilterSql ByMetric(MetricOrder order, RunCursor? after, long wanted)
    {
        ArgumentNullException.ThrowIfNull(order);
        string column = "v." + FilterSql.Column(order.Aggregate), beyond = order.Descending ? "<" : ">";
        string series = dialect.Table("series"), runs = dialect.Table("runs");
        FilterSql sql = Driver is null
            ? Begin($"SELECT v.run_id, {column} FROM {series} v {dialect.JoinInOrder} {runs} r ON r.id = v.run_id WHERE v.name = ").Value(order.Metric)
            : Begin($"SELECT v.run_id, {column} FROM {runs} r {dialect.JoinInOrder} {series} v ON v.run_id = r.id AND v.name = ").Value(order.Metric).Add(" WHERE 1 = 1");
        sql.Add($" AND {column} IS NOT NULL");
        // What is asked of the metric that orders the runs says where in the order they are.
        foreach (MetricFilter own in Own(order)) sql.AddBounds(column, own.Min, own.Max);
        sql.Add(" AND ");
        AddConditions(sql);
        if (after is { Value: double value } place)
        {
            // The bound beside the alternative lets the index begin where the page does.
            sql.Add($" AND {column} {beyond}= ").Value(value).Add($" AND ({column} {beyond} ").Value(value).Add(" OR v.run_id > ").Value(place.RunId).Add(")");
        }

        return sql.Add($" ORDER BY {column} {(order.Descending ? "DESC" : "ASC")}, v.run_id ASC LIMIT ").Value(wanted);
    }

    /// <summary>The ids of the runs that lack a metric, or have nothing but NaN, by their start.</summary>
    /// <param name="order">The order by that metric.</param>
    /// <param name="after">Behind which of them they begin; null for the first.</param>
    /// <param name="wanted">How many to give at most.</param>
    public FilterSql WithoutMetric(MetricOrder order, RunCursor? after, long wanted)
    {
        ArgumentNullException.ThrowIfNull(order);
        FilterSql sql = Begin($"SELECT r.id FROM {dialect.Table("runs")} r WHERE NOT EXISTS (SELECT 1 FROM {dialect.Table("series")} v WHERE v.run_id = r.id AND v.name = ")
            .Value(order.Metric).Add($" AND {dialect.Unindexed("v." + FilterSql.Column(order.Aggregate))} IS NOT NULL) AND ");
        AddConditions(sql);
        if (after is RunCursor place) sql.Add(" AND r.id > ").Value(place.RunId);
        return sql.Add(" ORDER BY r.id ASC LIMIT ").Value(wanted);
    }

    /// <summary>A statement to append to.</summary>
    internal FilterSql Begin(string text) => new(dialect, text);

    private void AddConditions(FilterSql sql)
    {
        sql.Add(query.Deleted ? "r.deleted_at IS NOT NULL AND " : "r.deleted_at IS NULL AND ");
        if (Driver is not null) sql.AddMetricSet(Driver).Add(" AND ");
        if (query.Where is null) sql.Add("1 = 1");
        else sql.Add(query.Where);
    }

    private IEnumerable<MetricFilter> Own(MetricOrder order) => _conditions.Where(filter => filter.Name == order.Metric && filter.Aggregate == order.Aggregate);

    private static IEnumerable<RunFilter> Conjuncts(RunFilter filter) => filter is AllFilter all ? all.Filters.SelectMany(Conjuncts) : [filter];
}
