using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Mlops.Sdk.Benchmarks.Analysis;

/// <summary>Rows of a database into columns: our typed getters beside what most code does, GetValue and a cast; from SQLite in memory and, where MLOPS_POSTGRES names a server, from PostgreSQL.</summary>
internal static class ReaderCost
{
    private const int Rows = 1_000_000;

    public static void Run()
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        using (SqliteCommand make = connection.CreateCommand())
        {
            make.CommandText = $"create table t(id integer, a real, b real, n integer, day text); with recursive s(i) as (select 0 union all select i + 1 from s where i < {Rows - 1}) insert into t select i, i / 7.0, case when i % 10 = 0 then null else i / 3.0 end, i % 500, 'level ' || i % 50 from s";
            make.ExecuteNonQuery();
        }

        using SqliteCommand query = connection.CreateCommand();
        query.CommandText = "select id, a, b, n, day from t";
        Compare("SQLite", query);
        if (Environment.GetEnvironmentVariable("MLOPS_POSTGRES") is not { Length: > 0 } server) return;
        using var remote = new NpgsqlConnection(server);
        remote.Open();
        using NpgsqlCommand rows = remote.CreateCommand();
        rows.CommandText = $"select i::bigint as id, i / 7.0::float8 as a, case when i % 10 = 0 then null else i / 3.0::float8 end as b, i % 500 as n, 'level ' || i % 50 as day from generate_series(0, {Rows - 1}) as s(i)";
        Compare("PostgreSQL", rows);
    }

    private static void Compare(string name, DbCommand command)
    {
        (Measured ours, Measured boxed) = Measured.InTurns(() => Read(command), () => Boxed(command), 3);
        Measured.Print($"{name}, {Rows} rows x 5, ours / boxed into lists", ours, boxed);
        (Measured again, Measured bare) = Measured.InTurns(() => Read(command), () => Bare(command), 3);
        Measured.Print($"{name}, {Rows} rows x 5, ours / the driver alone", again, bare);
    }

    private static void Read(DbCommand command)
    {
        using DbDataReader reader = command.ExecuteReader();
        if (Dataset.FromReader(reader).RowCount != Rows) throw new InvalidOperationException("Rows are missing.");
    }

    private static void Boxed(DbCommand command)
    {
        using DbDataReader reader = command.ExecuteReader();
        List<object?>[] columns = [[], [], [], [], []];
        while (reader.Read())
            for (int i = 0; i < columns.Length; i++) columns[i].Add(reader.GetValue(i) is var value && value is DBNull ? null : value);
        long[] ids = [.. columns[0].Select(value => (long)value!)];
        double[] a = [.. columns[1].Select(value => (double)value!)], b = [.. columns[2].Select(value => value is null ? double.NaN : (double)value)];
        long[] n = [.. columns[3].Select(value => Convert.ToInt64(value, null))];
        string[] texts = [.. columns[4].Select(value => (string)value!)];
        if (ids.Length + a.Length + b.Length + n.Length + texts.Length != 5 * Rows) throw new InvalidOperationException("Rows are missing.");
    }

    private static void Bare(DbCommand command)
    {
        using DbDataReader reader = command.ExecuteReader();
        bool wide = reader.GetFieldType(3) == typeof(long);
        double sum = 0;
        while (reader.Read())
        {
            sum += reader.GetInt64(0) + reader.GetDouble(1) + (reader.IsDBNull(2) ? 0 : reader.GetDouble(2)) + (wide ? reader.GetInt64(3) : reader.GetInt32(3));
            sum += reader.GetString(4).Length;
        }

        if (sum == 0) throw new InvalidOperationException("Rows are missing.");
    }
}
