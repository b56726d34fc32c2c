using System.Collections.Immutable;

namespace Mlops.Sdk.Extensibility;

/// <summary>
/// Answers a query. An order by a metric is read off the index of its values, run by run until the page is full; but where a condition on a metric leaves few runs, these are taken instead and sorted.
/// Runs without the metric come after all others, by their start.
/// </summary>
internal sealed class RunSearch
{
    private const int FewRuns = 20_000;
    private readonly SqliteSession _session;
    private readonly RunQuery _query;
    private readonly MetricFilter? _driver;
    private readonly MetricFilter[] _conditions;

    private RunSearch(SqliteSession session, RunQuery query)
    {
        (_session, _query) = (session, query);
        _conditions = query.Where is null ? [] : [.. Conjuncts(query.Where).OfType<MetricFilter>()];
        _driver = FindDriver();
    }

    public static RunPage Run(SqliteSession session, RunQuery query)
    {
        List<RunCursor> found = new RunSearch(session, query).Find();
        string? next = found.Count > query.PageSize ? found[query.PageSize - 1].ToString() : null;
        return new RunPage(RunReader.FindAll(session, [.. found.Take(query.PageSize).Select(place => place.RunId)]), next);
    }

    private List<RunCursor> Find()
    {
        RunCursor? after = RunCursor.Parse(_query.After);
        long wanted = (long)_query.PageSize + 1;
        if (_query.OrderBy is StartOrder start) return ByStart(start.Descending, after, wanted);
        if (_query.OrderBy is not MetricOrder metric) throw new NotSupportedException($"The SQLite store has no order {_query.OrderBy.GetType().Name}.");
        List<RunCursor> found = after is { Value: null } ? [] : ByMetric(metric, after, wanted);
        // What asks for a value of the metric leaves no run without one.
        if (found.Count < wanted && !Own(metric).Any()) found.AddRange(WithoutMetric(metric, after is { Value: null } ? after : null, wanted - found.Count));
        return found;
    }

    private List<RunCursor> ByStart(bool descending, RunCursor? after, long wanted)
    {
        var sql = new FilterSql("SELECT r.id FROM runs r WHERE ");
        Append(sql);
        if (after is RunCursor place) sql.Add(descending ? " AND r.id < " : " AND r.id > ").Value(place.RunId);
        sql.Add(descending ? " ORDER BY r.id DESC LIMIT " : " ORDER BY r.id ASC LIMIT ").Value(wanted);
        return Read(sql, false);
    }

    private List<RunCursor> ByMetric(MetricOrder order, RunCursor? after, long wanted)
    {
        string column = FilterSql.Column(order.Aggregate), beyond = order.Descending ? "<" : ">";
        // CROSS JOIN keeps SQLite from turning the loops round.
        var sql = _driver is null
            ? new FilterSql($"SELECT v.run_id, v.{column} FROM series v CROSS JOIN runs r ON r.id = v.run_id WHERE v.name = ").Value(order.Metric)
            : new FilterSql($"SELECT v.run_id, v.{column} FROM runs r CROSS JOIN series v ON v.run_id = r.id AND v.name = ").Value(order.Metric).Add(" WHERE 1 = 1");
        sql.Add($" AND v.{column} IS NOT NULL");
        // What is asked of the metric that orders the runs says where in the order they are.
        foreach (MetricFilter own in Own(order)) sql.AddBound($"v.{column}", ">=", own.Min).AddBound($"v.{column}", "<=", own.Max);
        sql.Add(" AND ");
        Append(sql);
        if (after is { Value: double value } place)
        {
            // The bound beside the alternative lets the index begin where the page does.
            sql.Add($" AND v.{column} {beyond}= ").Value(value).Add($" AND (v.{column} {beyond} ").Value(value).Add(" OR v.run_id > ").Value(place.RunId).Add(")");
        }

        sql.Add($" ORDER BY v.{column} {(order.Descending ? "DESC" : "ASC")}, v.run_id ASC LIMIT ").Value(wanted);
        return Read(sql, true);
    }

    private List<RunCursor> WithoutMetric(MetricOrder order, RunCursor? after, long wanted)
    {
        var sql = new FilterSql("SELECT r.id FROM runs r WHERE NOT EXISTS (SELECT 1 FROM series v WHERE v.run_id = r.id AND v.name = ").Value(order.Metric).Add($" AND +v.{FilterSql.Column(order.Aggregate)} IS NOT NULL) AND ");
        Append(sql);
        if (after is RunCursor place) sql.Add(" AND r.id > ").Value(place.RunId);
        sql.Add(" ORDER BY r.id ASC LIMIT ").Value(wanted);
        return Read(sql, false);
    }

    private void Append(FilterSql sql)
    {
        sql.Add(_query.Deleted ? "r.deleted_at IS NOT NULL AND " : "r.deleted_at IS NULL AND ");
        if (_driver is not null) sql.AddMetricSet(_driver).Add(" AND ");
        if (_query.Where is null) sql.Add("1 = 1");
        else sql.Add(_query.Where);
    }

    private List<RunCursor> Read(FilterSql sql, bool hasValue)
    {
        List<RunCursor> found = [];
        using SqliteStatement row = _session.Query(sql.Text, sql.Values);
        while (row.Read()) found.Add(new RunCursor(hasValue ? row.GetDouble(1) : null, row.GetString(0)));
        return found;
    }

    /// <summary>The condition on a last value that the fewest runs meet, if these are few enough to be taken one by one; null when going through the order is cheaper.</summary>
    private MetricFilter? FindDriver()
    {
        MetricFilter[] conditions = [.. _conditions.Where(filter => filter.Aggregate == MetricAggregate.Last && (filter.Min ?? filter.Max) is double)];
        if (conditions.Length == 0) return null;
        (MetricFilter Filter, long Runs)[] counted = [.. conditions.Select(filter => (filter, Count(filter)))];
        (MetricFilter fewest, long runs) = counted.MinBy(pair => pair.Runs);
        if (runs > FewRuns) return null;

        // Going through the order looks at a page's worth of runs for every one that meets all conditions, were these independent.
        long all = Math.Max(1, _session.Number("SELECT count(*) FROM runs") ?? 1);
        double meeting = counted.Aggregate(1.0, (share, pair) => share * Math.Min(1, Math.Max(pair.Runs, 0.5) / all));
        double through = Math.Min(all, _query.PageSize / meeting);
        return 3.0 * runs < through ? fewest : null;
    }

    private IEnumerable<MetricFilter> Own(MetricOrder order) => _conditions.Where(filter => filter.Name == order.Metric && filter.Aggregate == order.Aggregate);

    private long Count(MetricFilter filter)
    {
        var sql = new FilterSql("SELECT count(*) FROM (").AddMetricRange(filter).Add(" LIMIT ").Value((long)FewRuns + 1).Add(")");
        return _session.Number(sql.Text, sql.Values) ?? 0;
    }

    private static IEnumerable<RunFilter> Conjuncts(RunFilter filter) => filter is AllFilter all ? all.Filters.SelectMany(Conjuncts) : [filter];
}
