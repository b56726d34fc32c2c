using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Mlops.Sdk.Extensibility;

/// <summary>One connection with its prepared statements. The text of a statement is always a constant or built from constants; values go in as parameters $0, $1, ..., or ?1, ?2, ... where there may be very many</summary>
internal sealed class SqliteSession : IDisposable
{
    private const int MostStatements = 256, BusyMilliseconds = 30_000;

    // A checkpoint waits for the disk. At SQLite's own 1,000 pages it would take longer than the writes between two of them.
    private const int PagesBeforeCheckpoint = 8000;
    private readonly SqliteConnection _connection;
    private readonly sqlite3 _database;
    private readonly Dictionary<string, SqliteStatement> _statements = new(StringComparer.Ordinal);

    private SqliteSession(SqliteConnection connection)
    {
        _connection = connection;
        _database = connection.Handle!;
        raw.sqlite3_busy_timeout(_database, BusyMilliseconds);
        // SQLite's own LIKE folds the case of ASCII letters only, and always.
        raw.sqlite3_create_function(_database, "is_like", 3, raw.SQLITE_DETERMINISTIC, null, static (context, _, values) =>
            raw.sqlite3_result_int(context, LikePattern.Matches(Text(values[1]), Text(values[0]), raw.sqlite3_value_int(values[2]) != 0) ? 1 : 0));
    }

    /// <summary>Whether another program kept the database to itself for longer than a session waits.</summary>
    public static bool IsLocked(SqliteException error) => error.SqliteErrorCode == raw.SQLITE_BUSY;

    /// <summary>Whether the folder or the disk is at fault (read-only, full, no file can be made), and not the database.</summary>
    public static bool IsOfTheDisk(SqliteException error) => error.SqliteErrorCode is raw.SQLITE_READONLY or raw.SQLITE_CANTOPEN or raw.SQLITE_IOERR or raw.SQLITE_FULL or raw.SQLITE_PERM;

    public static SqliteSession Open(string path, bool readOnly, Durability durability)
    {
        var text = new SqliteConnectionStringBuilder
        {
            DataSource = path,
            // A reader opens for writing too: it must be able to make the shared-memory file of the log.
            Mode = SqliteOpenMode.ReadWriteCreate,
            Pooling = false,
            ForeignKeys = true,
            DefaultTimeout = BusyMilliseconds / 1000,
        };
        var connection = new SqliteConnection(text.ToString());
        try
        {
            connection.Open();
            var session = new SqliteSession(connection);
            session.Script("PRAGMA temp_store = MEMORY; PRAGMA cache_size = -32768");
            session.Script(FormattableString.Invariant($"PRAGMA wal_autocheckpoint = {PagesBeforeCheckpoint}"));
            if (readOnly) session.Script("PRAGMA query_only = ON");
            // On macOS a disk is told to write its own memory out too, which fsync alone does not do there.
            else if (durability == Durability.PowerLoss) session.Script("PRAGMA synchronous = FULL; PRAGMA fullfsync = ON; PRAGMA checkpoint_fullfsync = ON");
            else session.Script("PRAGMA synchronous = NORMAL");
            return session;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Executes a statement and says how many rows it changed.</summary>
    public int Execute(string sql, params ReadOnlySpan<object?> values)
    {
        using SqliteStatement statement = Query(sql, values);
        statement.Read();
        return raw.sqlite3_changes(_database);
    }

    /// <summary>Executes a statement; the rows are to be disposed before it is executed again.</summary>
    public SqliteStatement Query(string sql, params ReadOnlySpan<object?> values)
    {
        if (!_statements.TryGetValue(sql, out SqliteStatement? statement))
        {
            if (_statements.Count >= MostStatements) Forget();
            statement = new SqliteStatement(_database, sql);
            _statements.Add(sql, statement);
        }

        if (statement.IsOpen) throw new InvalidOperationException("A statement was executed while its rows were read.");
        return statement.Bind(values);
    }

    public long? Number(string sql, params ReadOnlySpan<object?> values)
    {
        using SqliteStatement row = Query(sql, values);
        return row.Read() && !row.IsDBNull(0) ? row.GetInt64(0) : null;
    }

    /// <summary>The text in the first row of a result, which there has to be.</summary>
    public string Text(string sql)
    {
        using SqliteStatement row = Query(sql);
        return row.Read() ? row.GetString(0) : throw new InvalidOperationException($"\"{sql}\" has no result.");
    }

    /// <summary>Executes statements without parameters.</summary>
    public void Script(string sql)
    {
        using SqliteCommand command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public void Dispose()
    {
        foreach (SqliteStatement statement in _statements.Values) statement.Close();
        _statements.Clear();
        _connection.Dispose();
    }

    // With its length, for a text may hold a NUL.
    private static string Text(sqlite3_value value) => Encoding.UTF8.GetString(raw.sqlite3_value_blob(value));

    private void Forget()
    {
        foreach ((string sql, SqliteStatement statement) in _statements.Where(pair => !pair.Value.IsOpen).ToArray())
        {
            statement.Close();
            _statements.Remove(sql);
        }
    }
}
