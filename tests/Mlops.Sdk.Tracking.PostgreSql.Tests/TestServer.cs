using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Testing;
using Npgsql;

namespace Mlops.Sdk.Tracking.PostgreSql.Tests;

/// <summary>A database on the server that MLOPS_POSTGRES names, for the tests of one class, with a schema for each workspace.</summary>
public sealed class TestServer : IAsyncLifetime
{
    public const string WhySkipped = "MLOPS_POSTGRES holds no connection string; .ci/postgres starts a server.";
    private static readonly string? s_server = Environment.GetEnvironmentVariable("MLOPS_POSTGRES");
    private static int s_count;
    private readonly string _database = $"mlops_test_{Environment.ProcessId}_{Interlocked.Increment(ref s_count)}";
    private int _schemas;

    public static bool IsThere => !string.IsNullOrEmpty(s_server);

    public string Connection { get; private set; } = "";

    /// <summary>Connections that workspaces share.</summary>
    public NpgsqlDataSource Source { get; private set; } = null!;

    /// <summary>Connections beside the workspaces, for what a test does to them.</summary>
    public NpgsqlDataSource Admin { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        if (!IsThere) return;
        await OnServerAsync($"CREATE DATABASE {_database} ENCODING 'UTF8' TEMPLATE template0");
        Connection = $"{s_server};Database={_database}";
        Source = NpgsqlDataSource.Create(Connection + ";Max Auto Prepare=100");
        Admin = NpgsqlDataSource.Create(Connection + ";Application Name=admin");
    }

    public async ValueTask DisposeAsync()
    {
        if (!IsThere) return;
        await Source.DisposeAsync();
        await Admin.DisposeAsync();
        await OnServerAsync($"DROP DATABASE {_database} WITH (FORCE)");
    }

    /// <summary>Options for a schema that is not there yet, with a name that has to be quoted, under which a workspace holds only what a test writes.</summary>
    public PostgreSqlOptions NewSchema() => new() { Schema = $"o'ml.\"ops\" {Interlocked.Increment(ref _schemas)}", Workspace = new WorkspaceOptions { SourceCapture = SourceCapture.None } };

    public Task<Workspace> OpenAsync(PostgreSqlOptions? options = null) => PostgreSqlWorkspace.OpenAsync(Source, new InMemoryArtifactStore(), options ?? NewSchema());

    public Task<PostgreSqlWorkspaceStore> OpenStoreAsync(PostgreSqlOptions? options = null) => PostgreSqlWorkspaceStore.OpenAsync(Source, options ?? NewSchema());

    public async Task<int> ExecuteAsync(string sql)
    {
        await using NpgsqlCommand command = Admin.CreateCommand(sql);
        return await command.ExecuteNonQueryAsync();
    }

    public async Task<T> ScalarAsync<T>(string sql)
    {
        await using NpgsqlCommand command = Admin.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    private static async Task OnServerAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(s_server + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
