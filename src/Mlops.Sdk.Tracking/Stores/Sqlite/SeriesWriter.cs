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

    /// <summary>Writes points that fit into one chunk.</summary>
    public static void WriteChunk(SqliteSession session, string runId, string name, ReadOnlySpan<MetricPoint> points)
    {
        (MetricPoint last, double? min, double? max) = MetricSeries.Summarize(points);
        (long series, long position) = Find(session, runId, name, out SeriesSummary held);
        if (series == 0) series = Add(session, runId, name, points.Length, last, min, max);
        else Update(session, series, points.Length, held, last, min, max);
        Insert(session, series, position, points.Length, MetricChunk.Encode(points));
        for (long span = MergedAtOnce; span <= MetricChunk.MostPoints && (position + 1) % span == 0; span *= MergedAtOnce)
            Merge(session, series, position + 1 - span, position);
    }

    private static (long Series, long Position) Find(SqliteSession session, string runId, string name, out SeriesSummary held)
    {
        using SqliteStatement row = session.Query("SELECT id, next_position, last_step, last_time, min_value, max_value FROM series WHERE run_id = $0 AND name = $1", runId, name);
        held = default;
        if (!row.Read()) return (0, 0);
        held = new SeriesSummary(row.GetInt64(2), row.GetInt64(3), row.IsDBNull(4) ? null : row.GetDouble(4), row.IsDBNull(5) ? null : row.GetDouble(5));
        return (row.GetInt64(0), row.GetInt64(1));
    }

    private static long Add(SqliteSession session, string runId, string name, long count, MetricPoint last, double? min, double? max)
    {
        session.Execute(
            "INSERT INTO series(run_id, name, points, chunks, next_position, last_step, last_time, last_value, min_value, max_value) VALUES($0, $1, $2, 1, 1, $3, $4, $5, $6, $7)",
            runId, name, count, last.Step, last.Time.UtcTicks, Known(last.Value), min, max);
        return session.Number("SELECT last_insert_rowid()")!.Value;
    }

    private static void Update(SqliteSession session, long series, long count, SeriesSummary held, MetricPoint last, double? min, double? max)
    {
        min = held.Min is null || min < held.Min ? min : held.Min;
        max = held.Max is null || max > held.Max ? max : held.Max;
        if (last.Step > held.LastStep || (last.Step == held.LastStep && last.Time.UtcTicks >= held.LastTicks))
            session.Execute(
                "UPDATE series SET points = points + $0, chunks = chunks + 1, next_position = next_position + 1, min_value = $1, max_value = $2, last_step = $3, last_time = $4, last_value = $5 WHERE id = $6",
                count, min, max, last.Step, last.Time.UtcTicks, Known(last.Value), series);
        else session.Execute("UPDATE series SET points = points + $0, chunks = chunks + 1, next_position = next_position + 1, min_value = $1, max_value = $2 WHERE id = $3", count, min, max, series);
    }

    private static object? Known(double value) => double.IsNaN(value) ? null : value;

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

    private readonly record struct SeriesSummary(long LastStep, long LastTicks, double? Min, double? Max);
}
