using Npgsql;

namespace Mlops.Sdk.Extensibility;

/// <summary>Reads the points of a series, whole or thinned out.</summary>
internal static class SeriesReader
{
    public static async Task<IReadOnlyList<MetricPoint>> ReadAsync(ReadSession session, string runId, string metric, int? most)
    {
        List<(long Id, long Points, byte[] Tail)> found = await session.ListAsync(
            "SELECT id, points, tail FROM mlops.series WHERE run_id = $1 AND name = $2", row => (row.GetInt64(0), row.GetInt64(1), row.GetFieldValue<byte[]>(2)), runId, metric).ConfigureAwait(false);
        if (found is not [(long series, long count, byte[] tail)]) return [];
        if (most is int limit && limit < count)
        {
            var sampler = new MetricDownsampler(count, limit);
            await ForEachAsync(session, series, tail, sampler.Add).ConfigureAwait(false);
            return sampler.Points;
        }

        var all = new List<MetricPoint>((int)count);
        await ForEachAsync(session, series, tail, chunk => chunk.AppendTo(all)).ConfigureAwait(false);
        return all;
    }

    /// <summary>Reads every chunk and tail of the database through, and says how many points each series really has.</summary>
    public static async Task CheckAsync(ReadSession session, List<WorkspaceProblem> problems)
    {
        var points = new MetricColumns();
        var found = new Dictionary<long, (long Points, long Chunks, string? Damage)>();
        List<(long Id, string Run, string Name, long Points, long Chunks)> all = await session.ListAsync("SELECT id, run_id, name, points, chunks, tail FROM mlops.series", row =>
        {
            (int held, string? damage) = Count(row.GetFieldValue<byte[]>(5), points);
            found[row.GetInt64(0)] = (held, 0, damage);
            return (row.GetInt64(0), row.GetString(1), row.Text(2), row.GetInt64(3), row.GetInt64(4));
        }).ConfigureAwait(false);
        await session.ForEachAsync("SELECT series_id, points FROM mlops.chunks", row =>
        {
            (long held, long chunks, string? damage) = found.GetValueOrDefault(row.GetInt64(0));
            (int more, string? its) = Count(row.GetFieldValue<byte[]>(1), points);
            found[row.GetInt64(0)] = (held + more, chunks + 1, damage ?? its);
        }).ConfigureAwait(false);
        foreach ((long id, string run, string name, long expected, long chunks) in all)
        {
            found.Remove(id, out (long Points, long Chunks, string? Damage) held);
            if (held.Damage is not null) problems.Add(new(WorkspaceProblemKind.DamagedDatabase, $"run {run}", $"The metric \"{name}\" cannot be read: {held.Damage} Restore the database from a copy; other metrics are not touched by this."));
            else if (held.Chunks != chunks) problems.Add(new(WorkspaceProblemKind.BrokenReference, $"run {run}", FormattableString.Invariant($"The metric \"{name}\" has {held.Chunks} of its {chunks} chunks.")));
            else if (held.Points != expected) problems.Add(new(WorkspaceProblemKind.BrokenReference, $"run {run}", FormattableString.Invariant($"The metric \"{name}\" has {held.Points} of its {expected} points.")));
        }

        if (found.Count > 0) problems.Add(new(WorkspaceProblemKind.BrokenReference, "chunks", FormattableString.Invariant($"There are points of {found.Count} metrics that no run has.")));
    }

    private static (int Points, string? Damage) Count(byte[] bytes, MetricColumns points)
    {
        points.Clear();
        try
        {
            MetricChunk.DecodeEach(bytes, points);
            return (points.Count, null);
        }
        catch (InvalidDataException e)
        {
            return (points.Count, e.Message);
        }
    }

    /// <summary>Each chunk of a series, and its tail as the last.</summary>
    private static async Task ForEachAsync(ReadSession session, long series, byte[] tail, Action<MetricColumns> work)
    {
        var points = new MetricColumns(MetricChunk.MostPoints);
        await session.ForEachAsync("SELECT points FROM mlops.chunks WHERE series_id = $1 ORDER BY position", row => Give(row.GetFieldValue<byte[]>(0)), series).ConfigureAwait(false);
        if (tail.Length > 0) Give(tail);

        void Give(byte[] bytes)
        {
            points.Clear();
            MetricChunk.DecodeEach(bytes, points);
            work(points);
        }
    }
}
