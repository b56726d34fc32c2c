using Npgsql;

namespace Mlops.Sdk.Extensibility;

/// <summary>Brings a schema to the version of this SDK. Processes that open it at once take turns at a lock of the database; what goes wrong leaves the schema as it was.</summary>
internal static class Migrations
{
    private const int OldestServer = 13;

    public static async Task RunAsync(PostgreSqlPlace place, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await place.Source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        if (connection.PostgreSqlVersion.Major < OldestServer)
            throw PostgreSqlErrors.NoWorkspace(place.Name, FormattableString.Invariant($"the server is PostgreSQL {connection.PostgreSqlVersion.Major}, and {OldestServer} is the oldest that does."));
        var encoding = (string?)await ScalarAsync(connection, "SHOW server_encoding", cancellationToken).ConfigureAwait(false);
        if (encoding != "UTF8") throw PostgreSqlErrors.NoWorkspace(place.Name, $"its encoding is {encoding}. Create a database with ENCODING 'UTF8' (and TEMPLATE template0).");
        // Whoever may only read opens what is up to date without asking for a lock.
        if (await FindVersionAsync(connection, place, cancellationToken).ConfigureAwait(false) == PostgreSqlSchema.Version) return;

        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await using (var locked = new NpgsqlCommand("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", connection) { Parameters = { PostgreSqlRows.Parameter("mlops workspace " + place.Schema.Name) } })
            await locked.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        // Another process may have done it meanwhile.
        int found = await FindVersionAsync(connection, place, cancellationToken).ConfigureAwait(false);
        if (found < 0) await CreateAsync(connection, place, cancellationToken).ConfigureAwait(false);
        for (int version = Math.Max(found, 0); version < PostgreSqlSchema.Version; version++)
        {
            await ScriptAsync(connection, place.Schema.SqlOnce(PostgreSqlSchema.Migrations[version]), cancellationToken).ConfigureAwait(false);
            await using var noted = new NpgsqlCommand(place.Sql("INSERT INTO mlops.schema_versions(version, applied_at) VALUES($1, $2)"), connection)
            {
                Parameters = { PostgreSqlRows.Parameter((long)version + 1), PostgreSqlRows.Parameter(place.Time.GetUtcNow()) },
            };
            await noted.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }

        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The version of a schema; -1 where there is no workspace yet.</summary>
    private static async Task<int> FindVersionAsync(NpgsqlConnection connection, PostgreSqlPlace place, CancellationToken cancellationToken)
    {
        if (!await ExistsAsync(connection, "SELECT EXISTS (SELECT 1 FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = $1 AND c.relname = 'schema_versions')", place, cancellationToken).ConfigureAwait(false)) return -1;
        int found = Convert.ToInt32(await ScalarAsync(connection, place.Sql("SELECT coalesce(max(version), 0) FROM mlops.schema_versions"), cancellationToken).ConfigureAwait(false), System.Globalization.CultureInfo.InvariantCulture);
        return found <= PostgreSqlSchema.Version ? found : throw StoreErrors.DatabaseIsNewer(place.Name, found, PostgreSqlSchema.Version);
    }

    private static async Task CreateAsync(NpgsqlConnection connection, PostgreSqlPlace place, CancellationToken cancellationToken)
    {
        // IF NOT EXISTS asks for the right to make a schema even where it is there.
        if (!await ExistsAsync(connection, "SELECT EXISTS (SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = $1)", place, cancellationToken).ConfigureAwait(false))
            await ScriptAsync(connection, $"CREATE SCHEMA {place.Schema.Quoted}", cancellationToken).ConfigureAwait(false);
        await ScriptAsync(connection, place.Schema.SqlOnce("CREATE TABLE mlops.schema_versions(version integer PRIMARY KEY, applied_at bigint NOT NULL)"), cancellationToken).ConfigureAwait(false);
    }

    // The catalog itself is asked: functions such as to_regclass answer from a cache that may be older than the lock.
    private static async Task<bool> ExistsAsync(NpgsqlConnection connection, string sql, PostgreSqlPlace place, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection) { Parameters = { PostgreSqlRows.Parameter(place.Schema.Name) } };
        return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is true;
    }

    private static async Task<object?> ScalarAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false);
    }

    private static async Task ScriptAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }
}
