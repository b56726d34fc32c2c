using System.Globalization;
using DuckDB.NET.Data;

namespace Mlops.Sdk.Peers.Profile;

/// <summary>Makes the table: ten columns, every value a function of the row number, so that any number of rows is the same anywhere.</summary>
internal static class Generate
{
    /// <summary>The SQL of the rows, and of an aggregate over every column, which is the least that a scan can cost.</summary>
    public const string FloorSql = "SELECT sum(id), sum(uni), sum(nrm), sum(logn), sum(amount), sum(code), count(*) FILTER (flag), max(cat), max(usr), max(ts)";

    public static string Parquet(long rows) => Write(rows, "parquet", "FORMAT parquet");

    public static string Csv(long rows) => Write(rows, "csv", "FORMAT csv");

    private static string Write(long rows, string extension, string format)
    {
        string folder = Path.Combine(Path.GetTempPath(), "mlops-peer-profile");
        Directory.CreateDirectory(folder);
        string path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"bench_{rows}.{extension}"));
        if (File.Exists(path)) return path;
        using var connection = new DuckDBConnection("Data Source=:memory:");
        connection.Open();
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = string.Create(CultureInfo.InvariantCulture, $"COPY ({Rows(rows)}) TO '{(path + ".tmp").Replace("'", "''", StringComparison.Ordinal)}' ({format})");
        command.ExecuteNonQuery();
        File.Move(path + ".tmp", path);
        return path;
    }

    // Uniform numbers are the upper 53 bits of a hash of the row and a stream; normal ones are made of two of them.
    private static string Rows(long rows)
    {
        string Uniform(int stream) => $"(((hash(i, {stream}) >> 11) + 0.5) / 9007199254740992.0)";
        string Normal(int stream) => $"(sqrt(-2 * ln({Uniform(stream)})) * cos(2 * pi() * {Uniform(stream + 1)}))";
        return string.Create(CultureInfo.InvariantCulture, $"""
            SELECT i AS id,
                {Uniform(1)} AS uni,
                {Normal(2)} AS nrm,
                CASE WHEN {Uniform(4)} < 0.05 THEN NULL ELSE exp({Normal(5)}) END AS logn,
                CASE WHEN {Uniform(7)} < 0.4 THEN 0 ELSE round({Uniform(8)} * 10000) / 100 END AS amount,
                CAST(floor(1000 * pow({Uniform(9)}, 3)) AS INTEGER) AS code,
                {Uniform(10)} < 0.13 AS flag,
                ['alpha', 'beta', 'gamma', 'delta', 'epsilon', 'zeta', 'eta', 'theta'][1 + CAST(floor(8 * pow({Uniform(11)}, 2)) AS INTEGER)] AS cat,
                'user-' || lpad(CAST(hash(i, 12) % 2000000 AS VARCHAR), 8, '0') || '@example.com' AS usr,
                TIMESTAMP '2020-01-01' + INTERVAL (CAST(floor({Uniform(13)} * 157680000) AS BIGINT)) SECOND AS ts
            FROM range({rows}) t(i)
            """);
    }
}
