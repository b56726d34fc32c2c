using System.Diagnostics;
using Npgsql;

namespace Mlops.Sdk.Evaluation;

/// <summary>Where tracking-load and tracking-kill work: a directory, or the schema <c>mlops_load</c> of a PostgreSQL database with its artifacts in the directory.</summary>
internal sealed record LoadPlace(string Directory, string? Postgres)
{
    private const string Schema = "mlops_load";

    public static LoadPlace From(Arguments arguments) => new(Path.GetFullPath(arguments.Required("dir")), arguments.Text("postgres"));

    /// <summary>Refuses a place where there is a workspace already.</summary>
    public async Task RequireEmptyAsync(CancellationToken cancellationToken)
    {
        if (!await IsEmptyAsync(cancellationToken)) throw new ArgumentException(Postgres is null ? $"'{Directory}' already holds a workspace. Give a directory that is not there yet." : $"There is a workspace already. Drop the schema {Schema}.");
    }

    /// <summary>What another process needs to work at the same place.</summary>
    public string[] Arguments => Postgres is null ? ["--dir", Directory] : ["--dir", Directory, "--postgres", Postgres];

    public Task<Workspace> OpenAsync(CancellationToken cancellationToken) => Postgres is null
        ? Workspace.OpenAsync(Directory, cancellationToken: cancellationToken)
        : PostgreSqlWorkspace.OpenAsync(Postgres, Path.Combine(Directory, "artifacts"), new() { Schema = Schema }, cancellationToken);

    /// <summary>How many rows a second one connection inserts into a table, each awaited and in a transaction of its own: what a server gives at most to who waits for each value.</summary>
    public async Task<double> InsertsPerSecondAsync(int count, CancellationToken cancellationToken)
    {
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(Postgres!);
        await using NpgsqlConnection connection = await source.OpenConnectionAsync(cancellationToken);
        await using (var made = new NpgsqlCommand($"CREATE TABLE {Schema}.inserted(id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, value double precision NOT NULL)", connection)) await made.ExecuteNonQueryAsync(cancellationToken);
        var value = new NpgsqlParameter<double>();
        await using var insert = new NpgsqlCommand($"INSERT INTO {Schema}.inserted(value) VALUES($1)", connection) { Parameters = { value } };
        await insert.PrepareAsync(cancellationToken);
        long start = 0;
        for (int i = -2000; i < count; i++)
        {
            if (i == 0) start = Stopwatch.GetTimestamp();
            value.TypedValue = i;
            await insert.ExecuteNonQueryAsync(cancellationToken);
        }

        double perSecond = count / Stopwatch.GetElapsedTime(start).TotalSeconds;
        await using var dropped = new NpgsqlCommand($"DROP TABLE {Schema}.inserted", connection);
        await dropped.ExecuteNonQueryAsync(cancellationToken);
        return perSecond;
    }

    private async Task<bool> IsEmptyAsync(CancellationToken cancellationToken) => Postgres is null
        ? !File.Exists(Path.Combine(Directory, "workspace.db"))
        : await NumberAsync("SELECT count(*) FROM pg_namespace WHERE nspname = $1", cancellationToken) == 0;

    /// <summary>What the database takes on disk in its shortest form.</summary>
    public async Task<long> SizeAsync(Workspace workspace, CancellationToken cancellationToken)
    {
        await workspace.CompactAsync(cancellationToken);
        if (Postgres is null) return new FileInfo(Path.Combine(Directory, "workspace.db")).Length;
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(Postgres);
        await using (NpgsqlCommand vacuum = source.CreateCommand($"VACUUM (FULL, ANALYZE) {Schema}.chunks, {Schema}.series, {Schema}.runs, {Schema}.run_values")) await vacuum.ExecuteNonQueryAsync(cancellationToken);
        return await NumberAsync("SELECT coalesce(sum(pg_total_relation_size(c.oid)), 0)::bigint FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = $1 AND c.relkind = 'r'", cancellationToken);
    }

    private async Task<long> NumberAsync(string sql, CancellationToken cancellationToken)
    {
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(Postgres!);
        await using NpgsqlCommand command = source.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter { Value = Schema });
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
