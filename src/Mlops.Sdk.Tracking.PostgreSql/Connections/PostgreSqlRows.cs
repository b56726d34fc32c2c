using Npgsql;

namespace Mlops.Sdk.Extensibility;

/// <summary>Values into commands and out of rows.</summary>
internal static class PostgreSqlRows
{
    public static string Text(this NpgsqlDataReader row, int column) => PostgreSqlText.Decode(row.GetString(column));

    public static string? TextOrNull(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.Text(column);

    public static DateTimeOffset Time(this NpgsqlDataReader row, int column) => new(row.GetInt64(column), TimeSpan.Zero);

    public static DateTimeOffset? TimeOrNull(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.Time(column);

    public static double? NumberOrNull(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetDouble(column);

    public static int? Int32OrNull(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt32(column);

    /// <summary>A parameter by its place.</summary>
    public static NpgsqlParameter Parameter(object? value) => new()
    {
        Value = value switch
        {
            null => DBNull.Value,
            string text => PostgreSqlText.Encode(text),
            string?[] texts => Array.ConvertAll(texts, text => text is null ? null : PostgreSqlText.Encode(text)),
            DateTimeOffset time => time.UtcTicks,
            _ => value,
        },
    };

    public static NpgsqlBatchCommand Command(string sql, params ReadOnlySpan<object?> values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (object? value in values) command.Parameters.Add(Parameter(value));
        return command;
    }
}
