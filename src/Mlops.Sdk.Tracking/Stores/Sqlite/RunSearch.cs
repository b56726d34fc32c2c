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
    private readonly SearchSql _sql;

    private RunSearch(SqliteSession session, RunQuery query)
    {
        (_session, _query) = (session, query);
        _sql = new SearchSql(SqliteDialect.Instance, query);
        _sql.Driver = FindDriver();
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
        if (_query.OrderBy is StartOrder start) return Read(_sql.ByStart(start.Descending, after, wanted), false);
        if (_query.OrderBy is not MetricOrder metric) throw new NotSupportedException($"The SQLite store has no order {_query.OrderBy.GetType().Name}.");
        List<RunCursor> found = after is { Value: null } ? [] : Read(_sql.ByMetric(metric, after, wanted), true);
        if (found.Count < wanted && _sql.AllowsRunsWithout(metric)) found.AddRange(Read(_sql.WithoutMetric(metric, after is { Value: null } ? after : null, wanted - found.Count), false));
        return found;
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
        MetricFilter[] conditions = [.. _sql.Conditions.Where(filter => filter.Aggregate == MetricAggregate.Last && (filter.Min ?? filter.Max) is double)];
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

    private long Count(MetricFilter filter)
    {
        FilterSql sql = _sql.Begin("SELECT count(*) FROM (").AddMetricRange(filter).Add(" LIMIT ").Value((long)FewRuns + 1).Add(")");
        return _session.Number(sql.Text, sql.Values) ?? 0;
    }
}
