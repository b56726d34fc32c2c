using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;

namespace Mlops.Sdk.Extensibility;

/// <summary>Turns a query into SQL made of constants, with every name and value as a parameter.</summary>
internal sealed class RunSearch
{
    private readonly StringBuilder _where = new();
    private readonly List<object?> _values = [];

    public static RunPage Run(SqliteSession session, RunQuery query)
    {
        List<RunCursor> found = new RunSearch().Find(session, query);
        string? next = found.Count > query.PageSize ? found[query.PageSize - 1].ToString() : null;
        ImmutableArray<RunInfo> runs = [.. found.Take(query.PageSize).Select(place => RunReader.Find(session, place.RunId)!)];
        return new RunPage(runs, next);
    }

    private List<RunCursor> Find(SqliteSession session, RunQuery query)
    {
        RunCursor? after = RunCursor.Parse(query.After);
        (string source, string order) = query.OrderBy switch
        {
            StartOrder start => ("SELECT r.id, NULL AS value FROM runs r", start.Descending ? "r.id DESC" : "r.id ASC"),
            MetricOrder metric => (
                $"SELECT r.id, v.{Column(metric.Aggregate)} AS value FROM runs r LEFT JOIN series v ON v.run_id = r.id AND v.name = {Value(metric.Metric)}",
                metric.Descending ? "value IS NULL, value DESC, r.id ASC" : "value IS NULL, value ASC, r.id ASC"),
            _ => throw new NotSupportedException($"The SQLite store has no order {query.OrderBy.GetType().Name}."),
        };
        _where.Append("1 = 1");
        if (query.Where is not null) Append(" AND ", query.Where);
        if (after is RunCursor place) AppendPlace(query.OrderBy, place);
        string sql = $"{source} WHERE {_where} ORDER BY {order} LIMIT {Value((long)query.PageSize + 1)}";

        List<RunCursor> found = [];
        using SqliteStatement row = session.Query(sql, _values.ToArray());
        while (row.Read()) found.Add(new RunCursor(row.IsDBNull(1) ? null : row.GetDouble(1), row.GetString(0)));
        return found;
    }

    private void AppendPlace(RunOrder order, RunCursor place)
    {
        if (order is StartOrder start) _where.Append(start.Descending ? " AND r.id < " : " AND r.id > ").Append(Value(place.RunId));
        else if (place.Value is null) _where.Append(" AND value IS NULL AND r.id > ").Append(Value(place.RunId));
        else
        {
            string value = Value(place.Value);
            string beyond = order is MetricOrder { Descending: true } ? "<" : ">";
            _where.Append(CultureInfo.InvariantCulture, $" AND (value {beyond} {value} OR value IS NULL OR (value = {value} AND r.id > {Value(place.RunId)}))");
        }
    }

    private void Append(string before, RunFilter filter)
    {
        _where.Append(before);
        switch (filter)
        {
            case ExperimentFilter f:
                _where.Append("r.experiment_id IN (SELECT id FROM experiments WHERE name = ").Append(Value(f.Name)).Append(')');
                break;
            case StatusFilter f:
                _where.Append("r.status = ").Append(Value((long)f.Wanted));
                break;
            case ParentFilter f:
                _where.Append("r.parent_id IS NOT NULL AND r.parent_id = ").Append(Value(f.RunId));
                break;
            case ParamFilter f:
                AppendValue("0", f.Name, f.Value);
                break;
            case TagFilter f:
                AppendValue("1", f.Name, f.Value);
                break;
            case MetricFilter f:
                AppendMetric(f);
                break;
            case AllFilter f:
                AppendAll(f.Filters, " AND ", "1 = 1");
                break;
            case AnyFilter f:
                AppendAll(f.Filters, " OR ", "1 = 0");
                break;
            case NotFilter f:
                Append("NOT (", f.Filter);
                _where.Append(')');
                break;
            default:
                throw new NotSupportedException($"The SQLite store has no filter {filter.GetType().Name}.");
        }
    }

    private void AppendAll(ImmutableArray<RunFilter> filters, string between, string none)
    {
        _where.Append('(').Append(none);
        foreach (RunFilter filter in filters)
        {
            Append(between + "(", filter);
            _where.Append(')');
        }

        _where.Append(')');
    }

    private void AppendValue(string kind, string name, string? value)
    {
        _where.Append(CultureInfo.InvariantCulture, $"EXISTS (SELECT 1 FROM run_values x WHERE x.run_id = r.id AND x.kind = {kind} AND x.name = {Value(name)}");
        if (value is not null) _where.Append(" AND x.value = ").Append(Value(value));
        _where.Append(')');
    }

    private void AppendMetric(MetricFilter filter)
    {
        string column = Column(filter.Aggregate);
        _where.Append(CultureInfo.InvariantCulture, $"EXISTS (SELECT 1 FROM series x WHERE x.run_id = r.id AND x.name = {Value(filter.Name)} AND x.{column} IS NOT NULL");
        AppendBound(column, ">=", filter.Min);
        AppendBound(column, "<=", filter.Max);
        _where.Append(')');
    }

    private void AppendBound(string column, string sign, double? bound)
    {
        if (bound is not double value) return;
        // A comparison with NaN holds for nothing.
        if (double.IsNaN(value)) _where.Append(" AND 1 = 0");
        else _where.Append(CultureInfo.InvariantCulture, $" AND x.{column} {sign} {Value(value)}");
    }

    private string Value(object? value)
    {
        _values.Add(value);
        return "$" + (_values.Count - 1).ToString(CultureInfo.InvariantCulture);
    }

    private static string Column(MetricAggregate aggregate) => aggregate switch
    {
        MetricAggregate.Last => "last_value",
        MetricAggregate.Min => "min_value",
        MetricAggregate.Max => "max_value",
        _ => throw new ArgumentOutOfRangeException(nameof(aggregate), aggregate, null),
    };
}
