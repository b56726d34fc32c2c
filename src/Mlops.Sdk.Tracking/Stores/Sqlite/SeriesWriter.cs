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
        CompactEach(session, session.Query("SELECT id, next_position FROM series WHERE run_id = $0 AND chunks > 1", runId));

    /// <summary>Brings every series into its shortest form.</summary>
    public static int CompactAll(SqliteSession session) => CompactEach(session, session.Query("SELECT id, next_position FROM series WHERE chunks > 1"));

    private static int CompactEach(SqliteSession session, SqliteStatement rows)
    {
        List<(long Id, long End)> series = [];
        using (rows)
            while (rows.Read()) series.Add((rows.GetInt64(0), rows.GetInt64(1)));
        foreach ((long id, long end) in series) Merge(session, id, 0, end - 1);
        return series.Count;
    }

    private static void WriteChunk(SqliteSession session, string runId, string name, ReadOnlySpan<MetricPoint> points)
    {
        (MetricPoint last, double? min, double? max) = MetricSeries.Summarize(points);
        object? lastValue = double.IsNaN(last.Value) ? null : last.Value;
        long series, position;
        using (SqliteStatement row = session.Query(
            """
            INSERT INTO series(run_id, name, points, chunks, next_position, last_step, last_time, last_value, min_value, max_value) VALUES($0, $1, $2, 1, 1, $3, $4, $5, $6, $7)
            ON CONFLICT(run_id, name) DO UPDATE SET
                points = points + excluded.points,
                chunks = chunks + 1,
                next_position = next_position + 1,
                last_value = CASE WHEN (excluded.last_step, excluded.last_time) >= (last_step, last_time) THEN excluded.last_value ELSE last_value END,
                last_time = CASE WHEN (excluded.last_step, excluded.last_time) >= (last_step, last_time) THEN excluded.last_time ELSE last_time END,
                last_step = max(last_step, excluded.last_step),
                min_value = CASE WHEN min_value IS NULL OR excluded.min_value < min_value THEN excluded.min_value ELSE min_value END,
                max_value = CASE WHEN max_value IS NULL OR excluded.max_value > max_value THEN excluded.max_value ELSE max_value END
            RETURNING id, next_position - 1
            """,
            runId, name, (long)points.Length, last.Step, last.Time.UtcTicks, lastValue, min, max))
        {
            row.Read();
            (series, position) = (row.GetInt64(0), row.GetInt64(1));
        }

        Insert(session, series, position, points.Length, MetricChunk.Encode(points));
        for (long span = MergedAtOnce; span <= MetricChunk.MostPoints && (position + 1) % span == 0; span *= MergedAtOnce)
            Merge(session, series, position + 1 - span, position);
    }

    private static void Merge(SqliteSession session, long series, long first, long last)
    {
        List<(long Position, long Count)> chunks = [];
        using (SqliteStatement row = session.Query("SELECT position, count FROM chunks WHERE series_id = $0 AND position BETWEEN $1 AND $2 ORDER BY position", series, first, last))
            while (row.Read()) chunks.Add((row.GetInt64(0), row.GetInt64(1)));

        long removed = 0;
        for (int from = 0; from < chunks.Count;)
        {
            (int to, long points) = (from, 0);
            while (to < chunks.Count && (to == from || points + chunks[to].Count <= MetricChunk.MostPoints)) points += chunks[to++].Count;
            if (to - from > 1) removed += Join(session, series, chunks[from].Position, chunks[to - 1].Position);
            from = to;
        }

        if (removed > 0) session.Execute("UPDATE series SET chunks = chunks - $0 WHERE id = $1", removed, series);
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
}
