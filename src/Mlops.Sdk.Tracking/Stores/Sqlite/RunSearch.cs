namespace Mlops.Sdk.Extensibility;

/// <summary>
/// Answers a query. An order by a metric is read off the index of its values, run by run until the page is full. Where a condition on a metric leaves few runs, these are found first by that index:
/// the order is then gone through with a look at each run's place among them, or they are sorted, whichever takes less. Runs without the metric come after all others, by their start.
/// </summary>
internal sealed class RunSearch
{
    // What steps of a plan take, in microseconds (their ratios matter): to go on in the order, to look up a value of a run, to put a run into a set.
    private const double Step = 0.35, Look = 2, Keep = 0.6;

    // The share of the runs that are taken to meet a condition that too many meet to count them.
    private const double Many = 0.5;
    private readonly SqliteSession _session;
    private readonly RunQuery _query;
    private readonly SearchSql _sql;

    private RunSearch(SqliteSession session, RunQuery query)
    {
        (_session, _query) = (session, query);
        _sql = new SearchSql(SqliteDialect.Instance, query);
        Plan();
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

    /// <summary>Whether the runs that meet a condition on a last value are found first, and what is done with them then. It takes conditions for independent.</summary>
    private void Plan()
    {
        MetricFilter[] own = _query.OrderBy is MetricOrder metric ? [.. _sql.Own(metric)] : [];
        MetricFilter[] conditions = [.. _sql.Conditions.Where(filter => IsIndexed(filter) && !own.Contains(filter))];
        if (conditions.Length == 0) return;
        double all = Math.Max(1, _session.Number("SELECT count(*) FROM runs") ?? 1);
        // Where two conditions leave more than these each, the page is full before they could have been found.
        long most = (long)(6 * Math.Cbrt(all * all)) + 1;
        (MetricFilter Filter, long Runs)[] counted = [.. conditions.Select(filter => (filter, Count(filter, most)))];
        (MetricFilter fewest, long runs) = counted.MinBy(pair => pair.Runs);
        if (runs >= most) return;

        double[] shares = [.. counted.Select(pair => pair.Runs < most ? Math.Max(pair.Runs, 0.5) / all : Many)];
        double meeting = shares.Aggregate(1.0, (product, share) => product * share), others = meeting / shares.Min();
        // An order by another value than the last is not in the index: all of it is looked up and sorted.
        bool isIndexed = _query.OrderBy is not MetricOrder { Aggregate: not MetricAggregate.Last };
        double walked = isIndexed ? Math.Min(OwnRuns(own, most) ?? all, _query.PageSize / meeting) : all, step = isIndexed ? Step : Look;
        double ask = walked * (step + Look), keep = runs * Keep + walked * (step + shares.Min() * Look), take = runs * (Look + 2 * others * Look);
        if (ask < Math.Min(keep, take)) return;
        _sql.Few = fewest;
        _sql.SortsFew = take < keep;
    }

    /// <summary>How many runs are within the part of the order that the conditions on its own metric leave; null for all of it, or very many.</summary>
    private double? OwnRuns(MetricFilter[] own, long most)
    {
        long least = own.Where(IsIndexed).Select(filter => Count(filter, most)).Append(most).Min();
        return least < most ? least : null;
    }

    private static bool IsIndexed(MetricFilter filter) => filter.Aggregate == MetricAggregate.Last && (filter.Min ?? filter.Max) is double;

    private long Count(MetricFilter filter, long most)
    {
        FilterSql sql = _sql.Begin("SELECT count(*) FROM (").AddMetricRange(filter).Add(" LIMIT ").Value(most).Add(")");
        return _session.Number(sql.Text, sql.Values) ?? 0;
    }
}
