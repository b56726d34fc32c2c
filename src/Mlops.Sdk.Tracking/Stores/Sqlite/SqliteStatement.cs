using System.Buffers;
using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Mlops.Sdk.Extensibility;

/// <summary>
/// A prepared statement, and the rows of its execution: the engine's own calls, for half of the time of a short write would go into ADO.NET's parameters and readers.
/// It is kept by its session; disposing the rows makes it ready for the next execution.
/// </summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private readonly int[] _places;

    public SqliteStatement(sqlite3 database, string sql)
    {
        _database = database;
        Check(raw.sqlite3_prepare_v2(database, sql, out _statement));
        _places = new int[raw.sqlite3_bind_parameter_count(_statement)];
        bool isNumbered = _places.Length > 0 && raw.sqlite3_bind_parameter_name(_statement, 1).utf8_to_string()?[0] == '?';
        for (int place = 1; place <= _places.Length; place++)
            if (isNumbered) _places[place - 1] = place;
            else _places[int.Parse(raw.sqlite3_bind_parameter_name(_statement, place).utf8_to_string().AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture)] = place;
    }

    /// <summary>Whether its rows are still being read.</summary>
    public bool IsOpen { get; private set; }

    public SqliteStatement Bind(ReadOnlySpan<object?> values)
    {
        for (int i = 0; i < values.Length; i++) Check(Bind(_places[i], values[i]));
        IsOpen = true;
        return this;
    }

    public bool Read()
    {
        int code = raw.sqlite3_step(_statement);
        if (code == raw.SQLITE_ROW) return true;
        if (code != raw.SQLITE_DONE) Check(code);
        return false;
    }

    public bool IsDBNull(int column) => raw.sqlite3_column_type(_statement, column) == raw.SQLITE_NULL;

    public long GetInt64(int column) => raw.sqlite3_column_int64(_statement, column);

    public int GetInt32(int column) => raw.sqlite3_column_int(_statement, column);

    public double GetDouble(int column) => raw.sqlite3_column_double(_statement, column);

    public string GetString(int column) => Encoding.UTF8.GetString(raw.sqlite3_column_blob(_statement, column));

    /// <summary>The bytes of a column, up to the next <see cref="Read"/>.</summary>
    public ReadOnlySpan<byte> GetBytes(int column) => raw.sqlite3_column_blob(_statement, column);

    /// <summary>Ends the execution, not the statement.</summary>
    public void Dispose()
    {
        if (!IsOpen) return;
        IsOpen = false;
        // What went wrong was told by the step already.
        raw.sqlite3_reset(_statement);
        raw.sqlite3_clear_bindings(_statement);
    }

    public void Close()
    {
        Dispose();
        _statement.Dispose();
    }

    private int Bind(int index, object? value) => value switch
    {
        null => raw.sqlite3_bind_null(_statement, index),
        "" => raw.sqlite3_bind_text(_statement, index, ""),
        string text => BindText(index, text),
        long number => raw.sqlite3_bind_int64(_statement, index, number),
        double number => raw.sqlite3_bind_double(_statement, index, number),
        byte[] bytes => raw.sqlite3_bind_blob(_statement, index, bytes),
        _ => throw new NotSupportedException($"A value of type {value.GetType().Name} is not written by this store."),
    };

    // With its length, for a text may hold a NUL.
    private int BindText(int index, string text)
    {
        int longest = Encoding.UTF8.GetMaxByteCount(text.Length);
        byte[]? rented = longest > 512 ? ArrayPool<byte>.Shared.Rent(longest) : null;
        Span<byte> bytes = rented ?? stackalloc byte[512];
        int code = raw.sqlite3_bind_text(_statement, index, bytes[..Encoding.UTF8.GetBytes(text, bytes)]);
        if (rented is not null) ArrayPool<byte>.Shared.Return(rented);
        return code;
    }

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK) SqliteException.ThrowExceptionForRC(code, _database);
    }
}
