using System.Collections.Immutable;

namespace Mlops.Sdk;

/// <summary>The rows of a query over named files and tables.</summary>
internal sealed class QueryRelation : Relation
{
    private readonly string _sql;
    private readonly DuckDbOptions _options;
    private readonly IReadOnlyDictionary<string, object?> _parameters;
    private readonly ImmutableArray<(string Name, FileTable Files)> _views;
    private readonly ImmutableArray<(string Name, DataSource Rows)> _tables;
    private ImmutableArray<string> _columns = [];

    public QueryRelation(string sql, ImmutableArray<(string Name, FileTable Files)> views, ImmutableArray<(string Name, DataSource Rows)> tables, IReadOnlyDictionary<string, object?> parameters, DuckDbOptions options)
    {
        _sql = SqlText.Checked(sql);
        _views = views;
        _tables = tables;
        _parameters = parameters;
        _options = options;
    }

    public override string Place => "The query";

    public override ImmutableArray<string> Files => [.. _views.SelectMany(view => view.Files.Files)];

    public override void Attach(DuckDbSession session, CancellationToken cancellationToken)
    {
        foreach ((string name, FileTable files) in _views) session.Execute($"CREATE VIEW {SqlText.Identifier(name)} AS SELECT * FROM {files.Sql()}", $"The files of '{name}'", cancellationToken);
        foreach ((string name, DataSource rows) in _tables) session.Register(name, new ManagedTable(rows, TimestampForm.Micros, cancellationToken));
        if (!_options.OnlyNamedFiles) return;
        session.Execute($"SET allowed_paths = {SqlText.Literals(Files.Select(Path.GetFullPath).Concat(Files.Select(FileList.Escape)))}", Place, cancellationToken);
        session.Execute("SET enable_external_access = false", Place, cancellationToken);
    }

    public override ImmutableArray<ResultColumn> Describe(DuckDbSession session, CancellationToken cancellationToken)
    {
        if (session.CountStatements(_sql) > 1) throw new MlopsException("MLO1602", "The query holds several statements. Give one SELECT.");
        using DuckDbStatement statement = session.Prepare(_sql, Place);
        if (!statement.IsSelect) throw new MlopsException("MLO1602", "The query is no SELECT. A source only reads: give one SELECT.");
        statement.Bind(_parameters);
        ImmutableArray<ResultColumn> columns = statement.Columns();
        if (columns.IsEmpty)
        {
            using DuckDbResult result = statement.Execute(cancellationToken);
            columns = result.Columns();
        }

        foreach (IGrouping<string, ResultColumn> same in columns.GroupBy(column => column.Name, StringComparer.OrdinalIgnoreCase).Where(same => same.Count() > 1))
            throw new MlopsException("MLO1608", $"The query gives {same.Count()} columns named '{same.Key}' (upper and lower case are one to SQL). Name them apart in the query with AS.");
        _columns = [.. columns.Select(column => SqlText.Identifier(column.Name))];
        return columns;
    }

    public override DuckDbStatement Select(DuckDbSession session, ImmutableArray<ColumnPlan> plans, ScanShare share)
    {
        bool asItIs = _columns.AsSpan().SequenceEqual(plans.Select(plan => plan.Expression).ToArray());
        DuckDbStatement statement = session.Prepare(asItIs ? _sql : $"SELECT {Expressions(plans)} FROM (\n{SqlStatement.WithoutEnd(_sql)}\n) AS query", Place);
        statement.Bind(_parameters);
        return statement;
    }
}
