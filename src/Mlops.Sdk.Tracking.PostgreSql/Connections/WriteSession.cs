using Npgsql;

namespace Mlops.Sdk.Extensibility;

/// <summary>
/// The connection that a process writes on. It has a row in the table of writers, in which every group leaves its number in its own transaction;
/// so after the connection was lost the row says whether the group was committed, and closing it keeps a group that is still on its way from being committed later.
/// </summary>
internal sealed class WriteSession : IDisposable
{
    /// <summary>The code with which the server refuses a group of a session that was closed.</summary>
    public const string WriterClosed = "ML000";

    private readonly PostgreSqlPlace _place;
    private readonly NpgsqlConnection _connection;
    private readonly long _writer;
    private readonly PointCommand _point;

    private WriteSession(PostgreSqlPlace place, NpgsqlConnection connection)
    {
        (_place, _connection) = (place, connection);
        // The statements over arrays are planned once and not for each length of an array, which would take longer than to execute them.
        Execute("SET plan_cache_mode TO force_generic_plan");
        // A plan that was made while a table was small would go through all of it when it has grown; and no statement is worth a compilation.
        Execute("SET enable_seqscan TO off");
        Execute("SET jit TO off");
        if (place.Durability == Durability.PowerLoss) Execute("SET synchronous_commit TO on");
        _writer = Number("INSERT INTO mlops.writers DEFAULT VALUES RETURNING id");
        // What processes that died have left.
        Execute("DELETE FROM mlops.writers WHERE last_seen < now() - interval '30 days'");
        _point = new PointCommand(connection, place.Schema, _writer);
    }

    public string Schema => _place.Schema.Name;

    /// <summary>What is gathered to be written at once.</summary>
    public RunBatch Batch { get; } = new();

    /// <summary>The group that is being written, or was written last.</summary>
    public long Group { get; private set; }

    public bool IsOpen => _connection.FullState == System.Data.ConnectionState.Open;

    public static WriteSession Open(PostgreSqlPlace place)
    {
        NpgsqlConnection connection = place.Source.OpenConnection();
        try
        {
            return new WriteSession(place, connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Writes what was gathered as one transaction in one round trip.</summary>
    /// <param name="due">Gets the merges that are due then.</param>
    public void WriteBatch(List<(long Series, long? Position)> due)
    {
        if (Batch.OnePoint is (MetricLogged point, int attempt))
        {
            _point.Execute(++Group, point, attempt, due);
            return;
        }

        // Without a BEGIN all commands up to the end of a batch are one transaction.
        using var batch = new NpgsqlBatch(_connection);
        batch.BatchCommands.Add(Batch.Fences is (string[] runs, int[] attempts) ? PostgreSqlRows.Command(_place.Sql("SELECT mlops.begin_group($1, $2, $3, $4)"), _writer, ++Group, runs, attempts) : BeginGroup());
        Execute(batch, due);
    }

    /// <summary>Writes what was gathered inside the transaction of a piece of work.</summary>
    public void WriteBatchInTransaction()
    {
        using var batch = new NpgsqlBatch(_connection);
        if (Batch.Fences is (string[] runs, int[] attempts)) batch.BatchCommands.Add(PostgreSqlRows.Command(_place.Sql("SELECT mlops.require_attempts($1, $2)"), runs, attempts));
        Execute(batch, []);
    }

    /// <summary>Does work as one transaction that counts as a group.</summary>
    public void Transact(Action<WriteSession> work)
    {
        using NpgsqlTransaction transaction = _connection.BeginTransaction();
        using (var batch = new NpgsqlBatch(_connection))
        {
            batch.BatchCommands.Add(BeginGroup());
            batch.ExecuteNonQuery();
        }

        work(this);
        transaction.Commit();
    }

    /// <summary>Does work as one transaction of which nobody has to know whether it was committed.</summary>
    public void Tidy(Action<WriteSession> work)
    {
        using NpgsqlTransaction transaction = _connection.BeginTransaction();
        work(this);
        transaction.Commit();
    }

    /// <summary>Closes the row of a session that was lost, once the server is through with it, and says whether its last group was committed.</summary>
    public bool TakeOver(WriteSession lost)
    {
        // It waits for a transaction of the lost connection that still goes on, for that one holds the row.
        bool isCommitted = false;
        ForEach("DELETE FROM mlops.writers WHERE id = $1 RETURNING last_group", row => isCommitted = row.GetInt64(0) == lost.Group, lost._writer);
        return isCommitted;
    }

    /// <summary>Executes a statement and says how many rows it changed.</summary>
    public int Execute(string sql, params ReadOnlySpan<object?> values)
    {
        using NpgsqlCommand command = Command(sql, values);
        return command.ExecuteNonQuery();
    }

    public void ForEach(string sql, Action<NpgsqlDataReader> work, params ReadOnlySpan<object?> values)
    {
        using NpgsqlCommand command = Command(sql, values);
        using NpgsqlDataReader rows = command.ExecuteReader();
        while (rows.Read()) work(rows);
    }

    /// <summary>The number that a statement gives; null when it gives none.</summary>
    public long? NumberOrNull(string sql, params ReadOnlySpan<object?> values)
    {
        long? number = null;
        ForEach(sql, row => number = row.IsDBNull(0) ? null : row.GetInt64(0), values);
        return number;
    }

    public long Number(string sql, params ReadOnlySpan<object?> values) => NumberOrNull(sql, values) ?? 0;

    /// <summary>Statements in one round trip.</summary>
    public void ExecuteAll(IEnumerable<(string Sql, object?[] Values)> statements)
    {
        using var batch = new NpgsqlBatch(_connection);
        foreach ((string sql, object?[] values) in statements) batch.BatchCommands.Add(PostgreSqlRows.Command(_place.Sql(sql), values));
        if (batch.BatchCommands.Count > 0) batch.ExecuteNonQuery();
    }

    /// <summary>Closes the connection in good order.</summary>
    public void Close()
    {
        try
        {
            if (IsOpen) Execute("DELETE FROM mlops.writers WHERE id = $1", _writer);
        }
        catch (Exception e) when (e is NpgsqlException or InvalidOperationException or IOException or TimeoutException)
        {
            // The row is removed with others that nobody has used for a month.
        }

        Dispose();
    }

    public void Dispose()
    {
        _point.Dispose();
        _connection.Dispose();
    }

    private void Execute(NpgsqlBatch batch, List<(long Series, long? Position)> due)
    {
        foreach (NpgsqlBatchCommand command in Batch.Commands(_place.Schema)) batch.BatchCommands.Add(command);
        if (batch.BatchCommands.Count == 0) return;
        using NpgsqlDataReader rows = batch.ExecuteReader();
        SeriesMerger.AddDue(rows, due);
    }

    private NpgsqlBatchCommand BeginGroup() => PostgreSqlRows.Command(_place.Sql("SELECT mlops.begin_group($1, $2)"), _writer, ++Group);

    private NpgsqlCommand Command(string sql, ReadOnlySpan<object?> values)
    {
        var command = new NpgsqlCommand(_place.Sql(sql), _connection);
        foreach (object? value in values) command.Parameters.Add(PostgreSqlRows.Parameter(value));
        return command;
    }
}
