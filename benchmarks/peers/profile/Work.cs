using DuckDB.NET.Data;

namespace Mlops.Sdk.Peers.Profile;

/// <summary>The things that are compared, each done in a process of its own.</summary>
internal static class Work
{
    public static readonly string[] Names = ["summarize", "aggregates", "scan", "standard", "full"];

    /// <summary>Does one and tells a number that has to be right.</summary>
    public static long Do(string name, string path) => name switch
    {
        "summarize" => Rows($"SUMMARIZE SELECT * FROM {Table(path)}"),
        "aggregates" => Rows($"{Generate.FloorSql} FROM {Table(path)}"),
        "scan" => Open(path).LendBatches().Sum(batches => batches.Sum(batch => (long)batch.RowCount)),
        "standard" => Profile(path, ProfileDetail.Standard),
        "full" => Profile(path, ProfileDetail.Full),
        _ => throw new ArgumentException($"There is no work '{name}'. There is {string.Join(", ", Names)}."),
    };

    /// <summary>Loads what every work loads, on three rows, so that the rest is the work.</summary>
    public static void WarmUp(string name, string path)
    {
        string small = Path.GetExtension(path) == ".csv" ? Generate.Csv(3) : Generate.Parquet(3);
        Do(name, small);
    }

    private static long Profile(string path, ProfileDetail detail) => Open(path).Profile(new() { Detail = detail }).ToJson().Length;

    private static DataSource Open(string path) => Path.GetExtension(path) == ".csv" ? CsvSource.Open(path) : DuckDbSource.FromParquet(path);

    private static string Table(string path) => $"{(Path.GetExtension(path) == ".csv" ? "read_csv" : "read_parquet")}('{path.Replace("'", "''", StringComparison.Ordinal)}')";

    private static long Rows(string sql)
    {
        using var connection = new DuckDBConnection("Data Source=:memory:");
        connection.Open();
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = sql;
        using DuckDBDataReader reader = command.ExecuteReader();
        long rows = 0;
        while (reader.Read()) rows++;
        return rows;
    }
}
