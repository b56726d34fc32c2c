using Npgsql;

namespace Mlops.Sdk.Extensibility;

/// <summary>
/// Merges chunks 64 at a time, and these 64 at a time again, up to the size that a chunk may have. Each merge is a transaction of its own that holds the lock of its series,
/// so that readers see the one form or the other and writers of other processes wait.
/// </summary>
internal static class SeriesMerger
{
    private const int MergedAtOnce = 64;

    // The number of the type bigint[], which is the same in every database.
    private const uint BigintArray = 1016;

    /// <summary>Takes from the results of statements what is to be merged. They give a series and a place in each row, or the series and then the places of all in one array; no place stands for the whole series.</summary>
    public static void AddDue(NpgsqlDataReader rows, List<(long Series, long? Position)> due)
    {
        do
        {
            bool isArray = rows.FieldCount == 1 && rows.GetDataTypeOID(0) == BigintArray;
            while (rows.Read())
            {
                if (rows.FieldCount == 2) Add(rows.GetInt64(0), rows.IsDBNull(1) ? null : rows.GetInt64(1));
                else if (isArray && !rows.IsDBNull(0))
                {
                    long[] put = rows.GetFieldValue<long[]>(0);
                    for (int i = 0; i < put.Length / 2; i++) Add(put[i], put[put.Length / 2 + i]);
                }
            }
        }
        while (rows.NextResult());

        void Add(long series, long? position)
        {
            if (position is not long place || (place + 1) % MergedAtOnce == 0) due.Add((series, position));
        }
    }

    /// <summary>The statement that gives the series of some runs which are in more than one chunk.</summary>
    public static NpgsqlBatchCommand Ask(SchemaName schema, string[] runs) =>
        PostgreSqlRows.Command(schema.Sql("SELECT s.id, NULL::bigint FROM mlops.series s WHERE s.run_id = ANY($1) AND s.chunks > 1 ORDER BY s.id"), [runs]);

    /// <summary>Does the merges that are due when a chunk was put at a place, or merges the whole series.</summary>
    public static void Merge(WriteSession session, long series, long? position)
    {
        if (position is long place) MergeUpTo(session, series, place);
        else Merge(session, series, 0, long.MaxValue);
    }

    private static void MergeUpTo(WriteSession session, long series, long position)
    {
        for (long span = MergedAtOnce; span <= MetricChunk.MostPoints && (position + 1) % span == 0; span *= MergedAtOnce)
            Merge(session, series, position + 1 - span, position);
    }

    /// <summary>Brings every series of a run into its shortest form.</summary>
    public static void MergeRun(WriteSession session, string runId) => MergeEach(session, Ids(session, "SELECT id FROM mlops.series WHERE run_id = $1 AND chunks > 1 ORDER BY id", runId));

    /// <summary>The series that are in more than one chunk.</summary>
    public static List<long> Open(WriteSession session) => Ids(session, "SELECT id FROM mlops.series WHERE chunks > 1 ORDER BY id");

    /// <summary>Brings a series into its shortest form, inside a transaction of the caller.</summary>
    /// <returns>The series.</returns>
    public static long MergeAll(WriteSession session, long series)
    {
        Join(session, series, 0, long.MaxValue);
        return series;
    }

    private static void MergeEach(WriteSession session, List<long> all)
    {
        foreach (long series in all) Merge(session, series, 0, long.MaxValue);
    }

    private static List<long> Ids(WriteSession session, string sql, params ReadOnlySpan<object?> values)
    {
        List<long> ids = [];
        session.ForEach(sql, row => ids.Add(row.GetInt64(0)), values);
        return ids;
    }

    private static void Merge(WriteSession session, long series, long first, long last) => session.Tidy(session => Join(session, series, first, last));

    private static void Join(WriteSession session, long series, long first, long last)
    {
        // The lock comes first; what the next statement sees is what nobody else changes.
        if (session.NumberOrNull("SELECT id FROM mlops.series WHERE id = $1 FOR UPDATE", series) is null) return;
        List<(long Position, int Count)> chunks = [];
        session.ForEach(
            "SELECT position, count FROM mlops.chunks WHERE series_id = $1 AND position BETWEEN $2 AND $3 ORDER BY position",
            row => chunks.Add((row.GetInt64(0), row.GetInt32(1))), series, first, last);
        for (int from = 0; from < chunks.Count;)
        {
            (int to, int points) = (from, 0);
            while (to < chunks.Count && (to == from || points + chunks[to].Count <= MetricChunk.MostPoints)) points += chunks[to++].Count;
            if (to - from > 1) Replace(session, series, chunks[from].Position, chunks[to - 1].Position, to - from);
            from = to;
        }
    }

    private static void Replace(WriteSession session, long series, long first, long last, int chunks)
    {
        var points = new MetricColumns(MetricChunk.MostPoints);
        session.ForEach(
            "SELECT points FROM mlops.chunks WHERE series_id = $1 AND position BETWEEN $2 AND $3 ORDER BY position",
            row => MetricChunk.DecodeEach(row.GetFieldValue<byte[]>(0), points), series, first, last);
        session.ExecuteAll(
        [
            ("DELETE FROM mlops.chunks WHERE series_id = $1 AND position BETWEEN $2 AND $3", [series, first, last]),
            ("INSERT INTO mlops.chunks(series_id, position, count, points) VALUES($1, $2, $3, $4)", [series, first, points.Count, MetricChunk.Encode(points.Values, points.Steps, points.Ticks)]),
            ("UPDATE mlops.series SET chunks = chunks - $1 WHERE id = $2", [(long)chunks - 1, series]),
        ]);
    }
}
