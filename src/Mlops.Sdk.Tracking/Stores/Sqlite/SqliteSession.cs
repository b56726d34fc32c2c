using Microsoft.Data.Sqlite;

namespace Mlops.Sdk.Extensibility;

/// <summary>One connection with its prepared statements. The text of a statement is always a constant or built from constants; values go in as parameters $0, $1, ...</summary>
internal sealed class SqliteSession : IDisposable
{
    private const int MostStatements = 256;
    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteCommand> _statements = new(StringComparer.Ordinal);

    public SqliteSession(SqliteConnection connection) => _connection = connection;

    public static SqliteSession Open(string path, bool readOnly, Durability durability)
    {
        var text = new SqliteConnectionStringBuilder
        {
            DataSource = path,
            // A reader opens for writing too: it must be able to make the shared-memory file of the log.
            Mode = SqliteOpenMode.ReadWriteCreate,
            Pooling = false,
            ForeignKeys = true,
            DefaultTimeout = 30,
        };
        var connection = new SqliteConnection(text.ToString());
        try
        {
            connection.Open();
            var session = new SqliteSession(connection);
            session.Execute("PRAGMA temp_store = MEMORY");
            if (readOnly) session.Execute("PRAGMA query_only = ON");
            else if (durability == Durability.PowerLoss) session.Execute("PRAGMA synchronous = FULL");
            else session.Execute("PRAGMA synchronous = NORMAL");
            return session;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public int Execute(string sql, params ReadOnlySpan<object?> values) => Prepare(sql, values).ExecuteNonQuery();

    public SqliteDataReader Query(string sql, params ReadOnlySpan<object?> values) => Prepare(sql, values).ExecuteReader();

    public long? Number(string sql, params ReadOnlySpan<object?> values) => Prepare(sql, values).ExecuteScalar() as long?;

    public void Script(string sql)
    {
        using SqliteCommand command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public void Dispose()
    {
        Forget();
        _connection.Dispose();
    }

    private SqliteCommand Prepare(string sql, ReadOnlySpan<object?> values)
    {
        if (!_statements.TryGetValue(sql, out SqliteCommand? command))
        {
            if (_statements.Count >= MostStatements) Forget();
            command = _connection.CreateCommand();
            command.CommandText = sql;
            for (int i = 0; i < values.Length; i++) command.Parameters.Add(new SqliteParameter(Parameter(i), null));
            _statements.Add(sql, command);
        }

        for (int i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i] ?? DBNull.Value;
        return command;
    }

    private void Forget()
    {
        foreach (SqliteCommand command in _statements.Values) command.Dispose();
        _statements.Clear();
    }

    private static string Parameter(int i) => i switch
    {
        0 => "$0", 1 => "$1", 2 => "$2", 3 => "$3", 4 => "$4", 5 => "$5", 6 => "$6", 7 => "$7", 8 => "$8", 9 => "$9",
        _ => "$" + i.ToString(System.Globalization.CultureInfo.InvariantCulture),
    };
}
