using Microsoft.Data.Sqlite;

namespace Mlops.Sdk.Extensibility;

/// <summary>Reads the points of a series, whole or thinned out.</summary>
internal static class SeriesReader
{
    public static IReadOnlyList<MetricPoint> Read(SqliteSession session, string runId, string metric, int? most)
    {
        (long? series, long count, byte[]? tail) = (null, 0, null);
        using (SqliteStatement row = session.Query("SELECT id, points, tail FROM series WHERE run_id = $0 AND name = $1", runId, metric))
        {
            if (!row.Read()) return [];
            (series, count, tail) = (row.IsDBNull(0) ? null : row.GetInt64(0), row.GetInt64(1), row.IsDBNull(2) ? null : row.GetBytes(2).ToArray());
        }

        var points = new MetricColumns((int)Math.Min(count, MetricChunk.MostPoints));
        if (most is int limit && limit < count)
        {
            var sampler = new MetricDownsampler(count, limit);
            ForEach(session, series, tail, points, sampler.Add);
            return sampler.Points;
        }

        var all = new List<MetricPoint>((int)count);
        ForEach(session, series, tail, points, chunk => chunk.AppendTo(all));
        return all;
    }

    /// <summary>Reads every chunk of the database through, and says how many points each series really has.</summary>
    public static void Check(SqliteSession session, List<WorkspaceProblem> problems)
    {
        var points = new MetricColumns();
        List<(long? Id, string Run, string Name, long Points, long Chunks, byte[]? Tail)> all = [];
        using (SqliteStatement row = session.Query("SELECT id, run_id, name, points, chunks, tail FROM series"))
            while (row.Read()) all.Add((row.IsDBNull(0) ? null : row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetInt64(3), row.GetInt64(4), row.IsDBNull(5) ? null : row.GetBytes(5).ToArray()));
        foreach ((long? id, string run, string name, long expected, long chunks, byte[]? tail) in all)
        {
            (long found, long held) = (0, 0);
            try
            {
                ForEach(session, id, tail, points, chunk => (found, held) = (found + chunk.Count, held + 1));
                if (tail is not null) held--;
                if (held != chunks) problems.Add(new(WorkspaceProblemKind.BrokenReference, $"run {run}", FormattableString.Invariant($"The metric \"{name}\" has {held} of its {chunks} chunks.")));
                else if (found != expected) problems.Add(new(WorkspaceProblemKind.BrokenReference, $"run {run}", FormattableString.Invariant($"The metric \"{name}\" has {found} of its {expected} points.")));
            }
            catch (InvalidDataException e)
            {
                problems.Add(new(WorkspaceProblemKind.DamagedDatabase, $"run {run}", $"The metric \"{name}\" cannot be read: {e.Message} Restore the database from a copy; other metrics are not touched by this."));
            }
        }

        long lost = session.Number("SELECT count(DISTINCT series_id) FROM chunks WHERE series_id NOT IN (SELECT id FROM series WHERE id IS NOT NULL)") ?? 0;
        if (lost > 0) problems.Add(new(WorkspaceProblemKind.BrokenReference, "chunks", FormattableString.Invariant($"There are points of {lost} metrics that no run has.")));
    }

    /// <summary>Each chunk of a series, and its tail as the last.</summary>
    private static void ForEach(SqliteSession session, long? series, byte[]? tail, MetricColumns points, Action<MetricColumns> work)
    {
        if (series is not null)
        {
            using SqliteStatement row = session.Query("SELECT points FROM chunks WHERE series_id = $0 ORDER BY position", series);
            while (row.Read()) Give(row.GetBytes(0));
        }

        if (tail is not null) Give(tail);

        void Give(ReadOnlySpan<byte> chunk)
        {
            points.Clear();
            MetricChunk.Decode(chunk, points);
            work(points);
        }
    }
}
