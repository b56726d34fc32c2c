using Npgsql;

namespace Mlops.Sdk.Sources.Tests;

/// <summary>The server that MLOPS_POSTGRES names; tests of it are skipped without one.</summary>
internal static class PostgresServer
{
    public const string Variable = "MLOPS_POSTGRES";

    public static NpgsqlConnection Connect(bool open = true)
    {
        string? text = Environment.GetEnvironmentVariable(Variable);
        Assert.SkipWhen(string.IsNullOrEmpty(text), $"{Variable} holds no connection string; .ci/postgres starts a server.");
        var connection = new NpgsqlConnection(text + ";Pooling=false");
        if (open) connection.Open();
        return connection;
    }

    public static NpgsqlCommand Command(this NpgsqlConnection connection, string sql) => new(sql, connection);

    public static Dataset Read(this NpgsqlConnection connection, string sql, Schema? schema = null)
    {
        using NpgsqlCommand command = connection.Command(sql);
        using NpgsqlDataReader reader = command.ExecuteReader();
        return Dataset.FromReader(reader, schema);
    }
}
