using System.Runtime.InteropServices;

namespace Mlops.Sdk.Extensibility;

/// <summary>
/// Writes points. What comes by ones and twos stays in the row of its series, as its tail, which is a chunk when it has grown: a point that is awaited alone changes one row.
/// Chunks are merged 64 at a time, and these 64 at a time again, up to the size that a chunk may have: so a series is never more than a few dozen rows away from its shortest form.
/// </summary>
internal static class SeriesWriter
{
    private const int MergedAtOnce = 64, MostInTail = 31;
    private const string Insert = $"INSERT INTO series(run_id, name, {SeriesRow.Columns}, tail) VALUES($0, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    private const string Update = $"UPDATE series SET ({SeriesRow.Columns}, tail) = ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11) WHERE run_id = $0 AND name = $1";

    public static void Write(SqliteSession session, string runId, string name, List<MetricPoint> points)
    {
        ReadOnlySpan<MetricPoint> rest = CollectionsMarshal.AsSpan(points);
        while (!rest.IsEmpty)
        {
            int count = Math.Min(rest.Length, MetricChunk.MostPoints);
            WriteSome(session, runId, name, rest[..count]);
            rest = rest[count..];
        }
    }

    /// <summary>Writes as many points as fit into one chunk.</summary>
    public static void WriteSome(SqliteSession session, string runId, string name, ReadOnlySpan<MetricPoint> points)
    {
        var grown = new MetricColumns(MostInTail + 1);
        SeriesRow? held = Find(session, runId, name, grown);
        SeriesRow row = (held ?? new SeriesRow(runId, name)).With(points);
        if (grown.Count + points.Length > MetricChunk.MostPoints) row = Put(session, row, grown);
        foreach (MetricPoint point in points) grown.Add(point.Value, point.Step, point.Time.UtcTicks);
        if (grown.Count > MostInTail) row = Put(session, row, grown);
        byte[]? tail = grown.Count == 0 ? null : MetricChunk.Encode(grown.Values, grown.Steps, grown.Ticks);
        session.Execute(held is null ? Insert : Update, runId, name, row.Id, row.Points, row.Chunks, row.NextPosition, row.LastStep, row.LastTicks, row.Last, row.Min, row.Max, tail);
        for (long span = MergedAtOnce; tail is null && span <= MetricChunk.MostPoints && row.NextPosition % span == 0; span *= MergedAtOnce)
            Merge(session, row, row.NextPosition - span, row.NextPosition - 1);
    }

    /// <summary>Brings every series of a run into its shortest form.</summary>
    public static void Compact(SqliteSession session, string runId) => CompactEach(session, session.Query($"SELECT {SeriesRow.Columns}, run_id, name FROM series WHERE run_id = $0 AND chunks > 1", runId));

    /// <summary>Brings every series into its shortest form.</summary>
    public static int CompactAll(SqliteSession session) => CompactEach(session, session.Query($"SELECT {SeriesRow.Columns}, run_id, name FROM series WHERE chunks > 1"));

    private static int CompactEach(SqliteSession session, SqliteStatement rows)
    {
        List<SeriesRow> all = [];
        using (rows)
            while (rows.Read()) all.Add(SeriesRow.Read(rows, rows.GetString(SeriesRow.Count), rows.GetString(SeriesRow.Count + 1)));
        foreach (SeriesRow row in all) Merge(session, row, 0, row.NextPosition - 1);
        return all.Count;
    }

    private static SeriesRow? Find(SqliteSession session, string runId, string name, MetricColumns tail)
    {
        using SqliteStatement row = session.Query($"SELECT {SeriesRow.Columns}, tail FROM series WHERE run_id = $0 AND name = $1", runId, name);
        if (!row.Read()) return null;
        if (!row.IsDBNull(SeriesRow.Count)) MetricChunk.Decode(row.GetBytes(SeriesRow.Count), tail);
        return SeriesRow.Read(row, runId, name);
    }

    /// <summary>Makes points a chunk behind the others, and forgets them.</summary>
    private static SeriesRow Put(SqliteSession session, SeriesRow row, MetricColumns points)
    {
        if (points.Count == 0) return row;
        row = row with { Id = row.Id ?? session.Number("SELECT coalesce(max(series_id), 0) + 1 FROM chunks"), Chunks = row.Chunks + 1, NextPosition = row.NextPosition + 1 };
        InsertChunk(session, row.Id!.Value, row.NextPosition - 1, points);
        points.Clear();
        return row;
    }

    private static void Merge(SqliteSession session, SeriesRow series, long first, long last)
    {
        List<(long Position, long Count)> chunks = [];
        using (SqliteStatement row = session.Query("SELECT position, count FROM chunks WHERE series_id = $0 AND position BETWEEN $1 AND $2 ORDER BY position", series.Id, first, last))
            while (row.Read()) chunks.Add((row.GetInt64(0), row.GetInt64(1)));

        long removed = 0;
        for (int from = 0; from < chunks.Count;)
        {
            (int to, long points) = (from, 0);
            while (to < chunks.Count && (to == from || points + chunks[to].Count <= MetricChunk.MostPoints)) points += chunks[to++].Count;
            if (to - from > 1) removed += Join(session, series.Id!.Value, chunks[from].Position, chunks[to - 1].Position);
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
        InsertChunk(session, series, first, points);
        return removed - 1;
    }

    private static void InsertChunk(SqliteSession session, long series, long position, MetricColumns points) =>
        session.Execute("INSERT INTO chunks(series_id, position, count, points) VALUES($0, $1, $2, $3)", series, position, (long)points.Count, MetricChunk.Encode(points.Values, points.Steps, points.Ticks));
}
