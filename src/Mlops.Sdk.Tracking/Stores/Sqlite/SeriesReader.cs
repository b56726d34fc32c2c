using Microsoft.Data.Sqlite;

namespace Mlops.Sdk.Extensibility;

/// <summary>Reads the points of a series, whole or thinned out.</summary>
internal static class SeriesReader
{
    public static IReadOnlyList<MetricPoint> Read(SqliteSession session, string runId, string metric, int? most)
    {
        (long series, long count) = (0, 0);
        using (SqliteStatement row = session.Query("SELECT id, points FROM series WHERE run_id = $0 AND name = $1", runId, metric))
        {
            if (!row.Read()) return [];
            (series, count) = (row.GetInt64(0), row.GetInt64(1));
        }

        return most is int limit && limit < count ? ReadThinned(session, series, new MetricDownsampler(count, limit)) : ReadAll(session, series, (int)count);
    }

    /// <summary>Reads every chunk of the database through, and says how many points each series really has.</summary>
    public static void Check(SqliteSession session, List<WorkspaceProblem> problems)
    {
        var points = new MetricColumns();
        List<(long Id, string Run, string Name, long Points, long Chunks)> all = [];
        using (SqliteStatement row = session.Query("SELECT id, run_id, name, points, chunks FROM series"))
            while (row.Read()) all.Add((row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetInt64(3), row.GetInt64(4)));
        foreach ((long id, string run, string name, long expected, long chunks) in all)
        {
            (long found, long held) = (0, 0);
            try
            {
                ForEach(session, id, points, chunk => (found, held) = (found + chunk.Count, held + 1));
                if (held != chunks) problems.Add(new(WorkspaceProblemKind.BrokenReference, $"run {run}", FormattableString.Invariant($"The metric \"{name}\" has {held} of its {chunks} chunks.")));
                else if (found != expected) problems.Add(new(WorkspaceProblemKind.BrokenReference, $"run {run}", FormattableString.Invariant($"The metric \"{name}\" has {found} of its {expected} points.")));
            }
            catch (InvalidDataException e)
            {
                problems.Add(new(WorkspaceProblemKind.DamagedDatabase, $"run {run}", $"The metric \"{name}\" cannot be read: {e.Message} Restore the database from a copy; other metrics are not touched by this."));
            }
        }

        long lost = session.Number("SELECT count(DISTINCT series_id) FROM chunks WHERE series_id NOT IN (SELECT id FROM series)") ?? 0;
        if (lost > 0) problems.Add(new(WorkspaceProblemKind.BrokenReference, "chunks", FormattableString.Invariant($"There are points of {lost} metrics that no run has.")));
    }

    private static List<MetricPoint> ReadAll(SqliteSession session, long series, int count)
    {
        var all = new List<MetricPoint>(count);
        ForEach(session, series, new MetricColumns(Math.Min(count, MetricChunk.MostPoints)), chunk => chunk.AppendTo(all));
        return all;
    }

    private static IReadOnlyList<MetricPoint> ReadThinned(SqliteSession session, long series, MetricDownsampler sampler)
    {
        ForEach(session, series, new MetricColumns(MetricChunk.MostPoints), sampler.Add);
        return sampler.Points;
    }

    private static void ForEach(SqliteSession session, long series, MetricColumns points, Action<MetricColumns> work)
    {
        using SqliteStatement row = session.Query("SELECT points FROM chunks WHERE series_id = $0 ORDER BY position", series);
        while (row.Read())
        {
            points.Clear();
            MetricChunk.Decode(row.GetBytes(0), points);
            work(points);
        }
    }
}
