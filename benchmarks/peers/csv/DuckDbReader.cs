using System.Data.Common;
using DuckDB.NET.Data;

namespace Mlops.Sdk.Peers.Csv;

/// <summary>DuckDB's read_csv on all cores.</summary>
internal static class DuckDbReader
{
    /// <summary>The file into a table of DuckDB's own: what its reader takes without any .NET.</summary>
    public static (long Bytes, double Sum) Load(string path)
    {
        using var connection = new DuckDBConnection("Data Source=:memory:");
        connection.Open();
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = $"create table t as select * from read_csv('{path.Replace("'", "''", StringComparison.Ordinal)}')";
        command.ExecuteNonQuery();
        command.CommandText = "select sum(amount) from t";
        return (0, (double)command.ExecuteScalar()!);
    }

    /// <summary>The file into lists of .NET values.</summary>
    public static (long Bytes, double Sum) Read(string path)
    {
        using var connection = new DuckDBConnection("Data Source=:memory:");
        connection.Open();
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = $"select * from read_csv('{path.Replace("'", "''", StringComparison.Ordinal)}')";
        command.UseStreamingMode = true;
        using DbDataReader reader = command.ExecuteReader();
        var ids = new List<long>();
        List<double>[] numbers = [[], [], []];
        var units = new List<long>();
        var cities = new List<int>();
        var days = new List<DateTime>();
        var notes = new List<string>();
        var codes = new Dictionary<string, int>();
        while (reader.Read())
        {
            ids.Add(reader.GetInt64(0));
            for (int i = 0; i < 3; i++) numbers[i].Add(reader.IsDBNull(i + 1) ? double.NaN : reader.GetDouble(i + 1));
            units.Add(reader.GetInt64(4));
            string city = reader.GetString(5);
            if (!codes.TryGetValue(city, out int code)) codes[city] = code = codes.Count;
            cities.Add(code);
            days.Add(reader.GetDateTime(6));
            notes.Add(reader.GetString(7));
        }

        return (ids.Count * 52L + notes.Sum(note => (2L * note.Length) + 30), numbers[0].Sum());
    }
}
