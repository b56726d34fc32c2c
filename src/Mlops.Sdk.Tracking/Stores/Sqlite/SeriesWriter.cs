using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace Mlops.Sdk.Extensibility;

/// <summary>
/// Writes points as chunks. Points that come one by one make small chunks, which are merged 64 at a time, and these 64 at a time again, up to the size that a chunk may have:
/// so a point is written three times at most, and a series is never more than a few dozen rows away from its shortest form.
/// </summary>
internal static class SeriesWriter
{
    private const int MergedAtOnce = 64;

    public static void Write(SqliteSession session, string runId, string name, List<MetricPoint> points)
    {
        ReadOnlySpan<MetricPoint> rest = CollectionsMarshal.AsSpan(points);
        while (!rest.IsEmpty)
        {
            int count = Math.Min(rest.Length, MetricChunk.MostPoints);
            WriteChunk(session, runId, name, rest[..count]);
            rest = rest[count..];
        }
    }

    /// <summary>Brings every series of a run into its shortest form.</summary>
    public static void Compact(SqliteSession session, string runId) =>
        CompactEach(session, session.Query("SELECT run_id, name, id, next_position FROM series WHERE run_id = $0 AND chunks > 1", runId));

    /// <summary>Brings every series into its shortest form.</summary>
    public static int CompactAll(SqliteSession session) => CompactEach(session, session.Query("SELECT run_id, name, id, next_position FROM series WHERE chunks > 1"));

    private static int CompactEach(SqliteSession session, SqliteStatement rows)
    {
        List<(Series Series, long End)> all = [];
        using (rows)
            while (rows.Read()) all.Add((new Series(rows.GetString(0), rows.GetString(1), rows.GetInt64(2)), rows.GetInt64(3)));
        foreach ((Series series, long end) in all) Merge(session, series, 0, end - 1);
        return all.Count;
    }

    /// <summary>Writes points that fit into one chunk.</summary>
    public static void WriteChunk(SqliteSession session, string runId, string name, ReadOnlySpan<MetricPoint> points)
    {
        (MetricPoint last, double? min, double? max) = MetricSeries.Summarize(points);
        (long id, long position) = Update(session, runId, name, points.Length, last, min, max) ?? Add(session, runId, name, points.Length, last, min, max);
        Insert(session, id, position, points.Length, MetricChunk.Encode(points));
        for (long span = MergedAtOnce; span <= MetricChunk.MostPoints && (position + 1) % span == 0; span *= MergedAtOnce)
            Merge(session, new Series(runId, name, id), position + 1 - span, position);
    }

    /// <summary>Adds to the summary of a series, and says where its next chunk goes; null where there is no series.</summary>
    private static (long Id, long Position)? Update(SqliteSession session, string runId, string name, long count, MetricPoint last, double? min, double? max)
    {
        // Of what is equal the function gives the second, which is what was there.
        using SqliteStatement row = session.Query(
            """
            UPDATE series SET points = points + $2, chunks = chunks + 1, next_position = next_position + 1,
                min_value = min(coalesce($6, min_value), coalesce(min_value, $6)), max_value = max(coalesce($7, max_value), coalesce(max_value, $7)),
                last_value = CASE WHEN ($3, $4) >= (last_step, last_time) THEN $5 ELSE last_value END,
                last_time = CASE WHEN ($3, $4) >= (last_step, last_time) THEN $4 ELSE last_time END,
                last_step = max(last_step, $3)
            WHERE run_id = $0 AND name = $1 RETURNING id, next_position - 1
            """,
            runId, name, count, last.Step, last.Time.UtcTicks, Known(last.Value), min, max);
        return row.Read() ? (row.GetInt64(0), row.GetInt64(1)) : null;
    }

    private static (long Id, long Position) Add(SqliteSession session, string runId, string name, long count, MetricPoint last, double? min, double? max)
    {
        // Each series has a chunk as soon as it is there.
        long id = session.Number("SELECT coalesce(max(series_id), 0) + 1 FROM chunks")!.Value;
        session.Execute(
            "INSERT INTO series(run_id, name, id, points, chunks, next_position, last_step, last_time, last_value, min_value, max_value) VALUES($0, $1, $2, $3, 1, 1, $4, $5, $6, $7, $8)",
            runId, name, id, count, last.Step, last.Time.UtcTicks, Known(last.Value), min, max);
        return (id, 0);
    }

    private static object? Known(double value) => double.IsNaN(value) ? null : value;

    private static void Merge(SqliteSession session, Series series, long first, long last)
    {
        List<(long Position, long Count)> chunks = [];
        using (SqliteStatement row = session.Query("SELECT position, count FROM chunks WHERE series_id = $0 AND position BETWEEN $1 AND $2 ORDER BY position", series.Id, first, last))
            while (row.Read()) chunks.Add((row.GetInt64(0), row.GetInt64(1)));

        long removed = 0;
        for (int from = 0; from < chunks.Count;)
        {
            (int to, long points) = (from, 0);
            while (to < chunks.Count && (to == from || points + chunks[to].Count <= MetricChunk.MostPoints)) points += chunks[to++].Count;
            if (to - from > 1) removed += Join(session, series.Id, chunks[from].Position, chunks[to - 1].Position);
            from = to;
        }

        if (removed > 0) session.Execute("UPDATE series SET chunks = chunks - $2 WHERE run_id = $0 AND name = $1", series.RunId, series.Name, removed);
    }

    private static int Join(SqliteSession session, long series, long first, long last)
    {
        var points = new MetricColumns(MetricChunk.MostPoints);
        using (SqliteStatement row = session.Query("SELECT points FROM chunks WHERE series_id = $0 AND position BETWEEN $1 AND $2 ORDER BY position", series, first, last))
            while (row.Read()) MetricChunk.Decode(row.GetBytes(0), points);
        int removed = session.Execute("DELETE FROM chunks WHERE series_id = $0 AND position BETWEEN $1 AND $2", series, first, last);
        Insert(session, series, first, points.Count, MetricChunk.Encode(points.Values, points.Steps, points.Ticks));
        return removed - 1;
    }

    private static void Insert(SqliteSession session, long series, long position, int count, byte[] points) =>
        session.Execute("INSERT INTO chunks(series_id, position, count, points) VALUES($0, $1, $2, $3)", series, position, (long)count, points);

    private readonly record struct Series(string RunId, string Name, long Id);
}
