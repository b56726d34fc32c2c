using Npgsql;

namespace Mlops.Sdk.Extensibility;

/// <summary>Where a workspace is: the connections to its database, and the schema in it.</summary>
internal sealed class PostgreSqlPlace(NpgsqlDataSource source, bool ownsSource, SchemaName schema, PostgreSqlOptions options) : IAsyncDisposable
{
    private const int PreparedStatements = 100;

    public NpgsqlDataSource Source => source;

    public SchemaName Schema => schema;

    public TimeSpan RetryFor => options.RetryFor;

    public Durability Durability => options.Workspace.Durability;

    public TimeProvider Time => options.Workspace.Time;

    /// <summary>The place in words, without what opens it.</summary>
    public string Name { get; } = Describe(source, schema);

    public string Sql(string text) => schema.Sql(text);

    public static PostgreSqlPlace Connect(string connectionString, SchemaName schema, PostgreSqlOptions options)
    {
        var text = new NpgsqlConnectionStringBuilder(connectionString);
        if (string.IsNullOrEmpty(text.ApplicationName)) text.ApplicationName = "Mlops.Sdk";
        if (!text.ShouldSerialize("Max Auto Prepare")) text.MaxAutoPrepare = PreparedStatements;
        return new PostgreSqlPlace(NpgsqlDataSource.Create(text), ownsSource: true, schema, options);
    }

    public ValueTask DisposeAsync() => ownsSource ? source.DisposeAsync() : ValueTask.CompletedTask;

    private static string Describe(NpgsqlDataSource source, SchemaName schema)
    {
        var text = new NpgsqlConnectionStringBuilder(source.ConnectionString);
        return $"schema {schema.Quoted} of database \"{text.Database ?? text.Username}\" at {text.Host}";
    }
}
