namespace Mlops.Sdk.Extensibility;

/// <summary>
/// The statements that answer a query. An order by a metric takes two: the runs that have it, by their values, and then the runs without it, by their start.
/// Each gives the id of a run, and where it goes by a value, that value.
/// </summary>
/// <param name="dialect">What the database wants.</param>
/// <param name="query">The query.</param>
public sealed class SearchSql(SqlDialect dialect, RunQuery query)
{
    private const string FewId = "f.run_id";
    private readonly RunFilter[] _conditions = query.Where is null ? [] : [.. Conjuncts(query.Where)];

    /// <summary>The conditions on metrics that every run has to meet.</summary>
    internal IEnumerable<MetricFilter> Conditions => _conditions.OfType<MetricFilter>();

    /// <summary>A condition on a last value that few runs meet; null to ask of each run whether it meets all.</summary>
    internal MetricFilter? Few { get; set; }

    /// <summary>Whether an order by a metric takes the few runs and sorts them; otherwise it goes through the order and asks of each run whether it is one of them.</summary>
    internal bool SortsFew { get; set; }

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
        AddConditions(sql, []);
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
        string column = "v." + FilterSql.Column(order.Aggregate), beyond = order.Descending ? "<" : ">", next = dialect.JoinInOrder;
        string series = dialect.Table("series"), runs = dialect.Table("runs");
        FilterSql sql;
        if (Few is not null && SortsFew)
        {
            sql = Begin($"SELECT f.run_id, {column} FROM (", FewId).AddMetricRange(Few);
            sql.Add($") f {next} {series} v ON v.run_id = f.run_id AND v.name = ").Value(order.Metric).Add($" {next} {runs} r ON r.id = f.run_id WHERE ");
        }
        else sql = Begin($"SELECT v.run_id, {column} FROM {series} v {next} {runs} r ON r.id = v.run_id WHERE v.name = ", "v.run_id").Value(order.Metric).Add(" AND ");

        sql.Add($"{column} IS NOT NULL");
        // What is asked of the metric that orders the runs says where in the order they are.
        MetricFilter[] own = [.. Own(order)];
        foreach (MetricFilter filter in own) sql.AddBounds(column, filter.Min, filter.Max);
        sql.Add(" AND ");
        AddConditions(sql, own);
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
        AddConditions(sql, []);
        if (after is RunCursor place) sql.Add(" AND r.id > ").Value(place.RunId);
        return sql.Add(" ORDER BY r.id ASC LIMIT ").Value(wanted);
    }

    /// <summary>The conditions on the metric that orders the runs.</summary>
    internal IEnumerable<MetricFilter> Own(MetricOrder order) => Conditions.Where(filter => filter.Name == order.Metric && filter.Aggregate == order.Aggregate);

    /// <summary>A statement to append to.</summary>
    internal FilterSql Begin(string text, string runId = "r.id") => new(dialect, text) { RunId = runId };

    private void AddConditions(FilterSql sql, MetricFilter[] met)
    {
        sql.Add(query.Deleted ? "r.deleted_at IS NOT NULL" : "r.deleted_at IS NULL");
        bool isSource = SortsFew && sql.RunId == FewId;
        if (Few is not null && !isSource) sql.Add(" AND ").AddMetricSet(Few);
        sql.Add(" AND ").AddAll([.. _conditions.Where(condition => !ReferenceEquals(condition, Few) && !met.Contains(condition))]);
    }

    private static IEnumerable<RunFilter> Conjuncts(RunFilter filter) => filter is AllFilter all ? all.Filters.SelectMany(Conjuncts) : [filter];
}
