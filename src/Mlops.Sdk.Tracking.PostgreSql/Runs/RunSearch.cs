namespace Mlops.Sdk.Extensibility;

/// <summary>Answers a query. Runs without the metric that orders them come after all others, by their start.</summary>
internal static class RunSearch
{
    public static async Task<RunPage> RunAsync(ReadSession session, RunQuery query)
    {
        List<RunCursor> found = await FindAsync(session, query).ConfigureAwait(false);
        string? next = found.Count > query.PageSize ? found[query.PageSize - 1].ToString() : null;
        return new RunPage(await RunReader.FindAllAsync(session, [.. found.Take(query.PageSize).Select(place => place.RunId)]).ConfigureAwait(false), next);
    }

    private static async Task<List<RunCursor>> FindAsync(ReadSession session, RunQuery query)
    {
        var sql = new SearchSql(PostgreSqlDialect.Instance, query);
        RunCursor? after = RunCursor.Parse(query.After);
        long wanted = (long)query.PageSize + 1;
        if (query.OrderBy is StartOrder start) return await ReadAsync(session, sql.ByStart(start.Descending, after, wanted)).ConfigureAwait(false);
        if (query.OrderBy is not MetricOrder metric) throw new NotSupportedException($"The PostgreSQL store has no order {query.OrderBy.GetType().Name}.");
        List<RunCursor> found = after is { Value: null } ? []
            : await session.ListAsync(sql.ByMetric(metric, after, wanted), row => new RunCursor(row.GetDouble(1), row.GetString(0))).ConfigureAwait(false);
        if (found.Count < wanted && sql.AllowsRunsWithout(metric))
            found.AddRange(await ReadAsync(session, sql.WithoutMetric(metric, after is { Value: null } ? after : null, wanted - found.Count)).ConfigureAwait(false));
        return found;
    }

    private static Task<List<RunCursor>> ReadAsync(ReadSession session, FilterSql sql) => session.ListAsync(sql, row => new RunCursor(null, row.GetString(0)));
}
