using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Testing;
using Npgsql;

namespace Mlops.Sdk.Tracking.PostgreSql.Tests;

/// <summary>The server that MLOPS_POSTGRES names, with schemas of its own for each test; tests are skipped without one.</summary>
public sealed class TestServer : IAsyncLifetime
{
    public const string Variable = "MLOPS_POSTGRES";
    private static int s_count;
    private readonly string _prefix = $"o'ml.\"{Environment.ProcessId}\" {Guid.NewGuid():N}"[..30];
    private readonly List<string> _schemas = [];
    private NpgsqlDataSource? _admin;

    public string Connection { get; private set; } = "";

    /// <summary>Connections that workspaces share.</summary>
    public NpgsqlDataSource Source { get; private set; } = null!;

    /// <summary>Connections beside the workspace, for what a test does to it.</summary>
    public NpgsqlDataSource Admin => _admin!;

    public ValueTask InitializeAsync()
    {
        string? text = Environment.GetEnvironmentVariable(Variable);
        Assert.SkipWhen(string.IsNullOrEmpty(text), $"{Variable} holds no connection string; .ci/postgres starts a server.");
        // The clients of a test are told apart by their name.
        Connection = text + $";Application Name={_prefix.Replace("\"", "", StringComparison.Ordinal)};Maximum Pool Size=20";
        _admin = NpgsqlDataSource.Create(text + ";Maximum Pool Size=5");
        Source = NpgsqlDataSource.Create(Connection + ";Max Auto Prepare=100");
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        if (_admin is null) return;
        await Source.DisposeAsync();
        foreach (string schema in _schemas) await ExecuteAsync($"DROP SCHEMA IF EXISTS {SchemaName.Quote(schema)} CASCADE");
        await _admin.DisposeAsync();
    }

    /// <summary>Options for a schema that is not there yet, under which a workspace holds only what a test writes.</summary>
    public PostgreSqlOptions NewSchema()
    {
        string schema = $"{_prefix} {Interlocked.Increment(ref s_count)}";
        lock (_schemas) _schemas.Add(schema);
        return new PostgreSqlOptions { Schema = schema, Workspace = new WorkspaceOptions { SourceCapture = SourceCapture.None } };
    }

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
}
