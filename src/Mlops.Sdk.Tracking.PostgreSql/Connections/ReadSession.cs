using Npgsql;

namespace Mlops.Sdk.Extensibility;

/// <summary>One read: statements over one state of the database.</summary>
internal sealed class ReadSession(NpgsqlConnection connection, SchemaName schema, CancellationToken cancellationToken)
{
    // How a search is planned depends on how many runs its values leave, so that a plan for any values would be a bad one for most. To compile it, or to start processes for it, takes longer than the search.
    private const string ForSearches = "SELECT set_config('plan_cache_mode', 'force_custom_plan', true), set_config('jit', 'off', true), set_config('max_parallel_workers_per_gather', '0', true)";

    public CancellationToken Token => cancellationToken;

    /// <summary>Rows of a statement whose text is a constant.</summary>
    public Task<List<T>> ListAsync<T>(string sql, Func<NpgsqlDataReader, T> read, params object?[] values) => RowsAsync(schema.Sql(sql), read, values);

    /// <summary>Rows of a statement that a search made.</summary>
    public async Task<List<T>> ListAsync<T>(FilterSql sql, Func<NpgsqlDataReader, T> read)
    {
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { PostgreSqlRows.Command(ForSearches), PostgreSqlRows.Command(schema.SqlOnce(sql.Text), sql.Values) } };
        await using NpgsqlDataReader rows = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await rows.NextResultAsync(cancellationToken).ConfigureAwait(false);
        return await ReadAllAsync(rows, read).ConfigureAwait(false);
    }

    public async Task<long> NumberAsync(string sql, params object?[] values) => (await ListAsync(sql, row => row.IsDBNull(0) ? 0 : row.GetInt64(0), values).ConfigureAwait(false)).FirstOrDefault();

    /// <summary>Each row as it comes, without a list.</summary>
    public async Task ForEachAsync(string sql, Action<NpgsqlDataReader> work, params object?[] values)
    {
        await using NpgsqlCommand command = Command(schema.Sql(sql), values);
        await using NpgsqlDataReader rows = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        while (await rows.ReadAsync(cancellationToken).ConfigureAwait(false)) work(rows);
    }

    /// <summary>Statements with the same values in one round trip, each with what its rows are for.</summary>
    public async Task ForEachAsync(IReadOnlyList<(string Sql, Action<NpgsqlDataReader> Work)> statements, params object?[] values)
    {
        await using var batch = new NpgsqlBatch(connection);
        foreach ((string sql, _) in statements) batch.BatchCommands.Add(PostgreSqlRows.Command(schema.Sql(sql), values));
        await using NpgsqlDataReader rows = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        foreach ((_, Action<NpgsqlDataReader> work) in statements)
        {
            while (await rows.ReadAsync(cancellationToken).ConfigureAwait(false)) work(rows);
            await rows.NextResultAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<List<T>> RowsAsync<T>(string sql, Func<NpgsqlDataReader, T> read, object?[] values)
    {
        await using NpgsqlCommand command = Command(sql, values);
        await using NpgsqlDataReader rows = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        return await ReadAllAsync(rows, read).ConfigureAwait(false);
    }

    private async Task<List<T>> ReadAllAsync<T>(NpgsqlDataReader rows, Func<NpgsqlDataReader, T> read)
    {
        List<T> found = [];
        while (await rows.ReadAsync(cancellationToken).ConfigureAwait(false)) found.Add(read(rows));
        return found;
    }

    private NpgsqlCommand Command(string sql, object?[] values)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (object? value in values) command.Parameters.Add(PostgreSqlRows.Parameter(value));
        return command;
    }
}
