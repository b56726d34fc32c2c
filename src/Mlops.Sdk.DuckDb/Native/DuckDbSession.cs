using DuckDB.NET.Native;

namespace Mlops.Sdk;

/// <summary>A connection to an engine.</summary>
internal sealed class DuckDbSession(DuckDBNativeConnection connection) : IDisposable
{
    private readonly List<ManagedTable> _tables = [];

    public DuckDBNativeConnection Handle => connection;

    /// <summary>Lets queries of this session read a source under a name.</summary>
    public void Register(string name, ManagedTable table)
    {
        string function = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"mlops_table_{_tables.Count}");
        table.Register(connection, function);
        _tables.Add(table);
        Execute($"CREATE VIEW {SqlText.Identifier(name)} AS SELECT * FROM {function}()", $"The table '{name}'");
    }

    /// <summary>What a source that a query read from threw, once.</summary>
    public Exception? TableFailure() => _tables.Select(table => table.TakeFailure()).FirstOrDefault(failure => failure is not null);

    /// <summary>Runs a statement of ours that gives no rows.</summary>
    public void Execute(string sql, string place, CancellationToken cancellationToken = default)
    {
        using DuckDbStatement statement = Prepare(sql, place);
        using DuckDbResult result = statement.Execute(cancellationToken);
        while (result.Fetch()) cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>Prepares one statement.</summary>
    public DuckDbStatement Prepare(string sql, string place)
    {
        DuckDBState state = NativeMethods.PreparedStatements.DuckDBPrepare(connection, sql, out DuckDBPreparedStatement statement);
        if (state == DuckDBState.Success) return new DuckDbStatement(this, statement, place);
        using (statement) throw DuckDbErrors.Create(place, NativeMethods.PreparedStatements.DuckDBPrepareError(statement));
    }

    /// <summary>How many statements a text holds; 0 where it cannot be parsed.</summary>
    public int CountStatements(string sql)
    {
        int count = NativeMethods.ExtractStatements.DuckDBExtractStatements(connection, sql, out DuckDBExtractedStatements statements);
        statements.Dispose();
        return count;
    }

    /// <summary>The rows of a query of ours as text; for small answers about files.</summary>
    public List<string?[]> Rows(string sql, string place, CancellationToken cancellationToken = default)
    {
        using DuckDbStatement statement = Prepare(sql, place);
        var reader = new BatchReader([.. statement.Columns().Select(ColumnPlan.AsText)], int.MaxValue, 64);
        var rows = new List<string?[]>();
        foreach (Dataset data in reader.Read(statement, cancellationToken))
        {
            for (int row = 0; row < data.RowCount; row++)
                rows.Add([.. data.Columns.Select(column => column.IsMissing(row) ? null : column.GetText(row))]);
        }

        return rows;
    }

    public void Dispose() => connection.Dispose();
}
