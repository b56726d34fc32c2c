using System.Runtime.InteropServices;
using Npgsql;

namespace Mlops.Sdk.Extensibility;

/// <summary>Points of any number of series, each of which is touched by one statement: some points go into its tail, in the row of the series itself, and many become chunks behind those that are there.</summary>
internal static class SeriesBatch
{
    // More points than this make chunks of their own; a tail that grows beyond becomes one.
    public const int MostInTail = 31;

    private const string Tails = "SELECT mlops.add_points($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";

    // What is in the tails came before.
    private const string PutTails = "SELECT mlops.put_tails(ARRAY(SELECT s.id FROM unnest($1::text[], $2::text[]) AS g(run_id, name) JOIN mlops.series s ON s.run_id = g.run_id AND s.name = g.name WHERE s.tail_points > 0))";

    private const string Merge =
        """
        ON CONFLICT(run_id, name) DO UPDATE SET
            points = s.points + excluded.points,
            chunks = s.chunks + excluded.chunks,
            next_position = s.next_position + excluded.next_position,
            last_value = CASE WHEN (excluded.last_step, excluded.last_time) >= (s.last_step, s.last_time) THEN excluded.last_value ELSE s.last_value END,
            last_time = CASE WHEN (excluded.last_step, excluded.last_time) >= (s.last_step, s.last_time) THEN excluded.last_time ELSE s.last_time END,
            last_step = greatest(s.last_step, excluded.last_step),
            min_value = least(s.min_value, excluded.min_value),
            max_value = greatest(s.max_value, excluded.max_value)
        """;

    private const string Many =
        $"""
        WITH given AS (
            SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[], $7::float8[], $8::float8[], $9::float8[])
                WITH ORDINALITY AS g(run_id, name, points, chunks, last_step, last_time, last_value, min_value, max_value, place)),
        held AS (
            INSERT INTO mlops.series AS s(run_id, name, points, chunks, next_position, last_step, last_time, last_value, min_value, max_value)
            SELECT run_id, name, points, chunks, chunks, last_step, last_time, nullif(last_value, 'NaN'), nullif(min_value, 'NaN'), nullif(max_value, 'NaN') FROM given ORDER BY place
            {Merge}
            RETURNING s.id, s.run_id, s.name, s.next_position),
        written AS (
            INSERT INTO mlops.chunks(series_id, position, count, points)
            SELECT h.id, h.next_position - g.chunks + c.place, c.count, c.points
            FROM unnest($10::bigint[], $11::bigint[], $12::integer[], $13::bytea[]) AS c(series, place, count, points)
            JOIN given g ON g.place = c.series JOIN held h ON h.run_id = g.run_id AND h.name = g.name
            RETURNING series_id, position)
        SELECT series_id, position FROM written
        """;

    public static IEnumerable<NpgsqlBatchCommand> Commands(SchemaName schema, List<RunWrite> writes)
    {
        // In one order everywhere, so that two processes that write to the same series wait for each other and do not block each other.
        ILookup<bool, (string RunId, string Name, List<MetricPoint> Points)> series = MetricSeries.Gather(writes)
            .OrderBy(one => one.RunId, StringComparer.Ordinal).ThenBy(one => one.Name, StringComparer.Ordinal).ToLookup(one => one.Points.Count <= MostInTail);
        if (series[true].Any()) yield return AddToTails(schema, [.. series[true]]);
        if (!series[false].Any()) yield break;
        yield return PostgreSqlRows.Command(schema.Sql(PutTails), series[false].Select(one => one.RunId).ToArray(), series[false].Select(one => one.Name).ToArray());
        yield return AddChunks(schema, [.. series[false]]);
    }

    private static NpgsqlBatchCommand AddToTails(SchemaName schema, (string RunId, string Name, List<MetricPoint> Points)[] series)
    {
        int count = series.Length;
        string[] runs = new string[count], names = new string[count];
        int[] points = new int[count];
        long[] steps = new long[count], times = new long[count];
        double[] last = new double[count], min = new double[count], max = new double[count];
        byte[][] pieces = new byte[count][];
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<MetricPoint> all = CollectionsMarshal.AsSpan(series[i].Points);
            (MetricPoint latest, double? least, double? greatest) = MetricSeries.Summarize(all);
            (runs[i], names[i], points[i], pieces[i]) = (series[i].RunId, series[i].Name, all.Length, MetricChunk.Encode(all));
            (steps[i], times[i], last[i], min[i], max[i]) = (latest.Step, latest.Time.UtcTicks, latest.Value, least ?? double.NaN, greatest ?? double.NaN);
        }

        return PostgreSqlRows.Command(schema.Sql(Tails), runs, names, points, steps, times, last, min, max, pieces, MostInTail);
    }

    private static NpgsqlBatchCommand AddChunks(SchemaName schema, (string RunId, string Name, List<MetricPoint> Points)[] series)
    {
        int count = series.Length;
        string[] runs = new string[count], names = new string[count];
        long[] points = new long[count], chunks = new long[count], steps = new long[count], times = new long[count];
        double[] last = new double[count], min = new double[count], max = new double[count];
        List<long> owners = [], places = [];
        List<int> counts = [];
        List<byte[]> bytes = [];
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<MetricPoint> all = CollectionsMarshal.AsSpan(series[i].Points);
            (MetricPoint latest, double? least, double? greatest) = MetricSeries.Summarize(all);
            (runs[i], names[i], points[i], chunks[i]) = (series[i].RunId, series[i].Name, all.Length, (all.Length + MetricChunk.MostPoints - 1) / MetricChunk.MostPoints);
            (steps[i], times[i], last[i], min[i], max[i]) = (latest.Step, latest.Time.UtcTicks, latest.Value, least ?? double.NaN, greatest ?? double.NaN);
            for (int place = 0; !all.IsEmpty; place++)
            {
                ReadOnlySpan<MetricPoint> some = all[..Math.Min(all.Length, MetricChunk.MostPoints)];
                owners.Add(i + 1);
                places.Add(place);
                counts.Add(some.Length);
                bytes.Add(MetricChunk.Encode(some));
                all = all[some.Length..];
            }
        }

        return PostgreSqlRows.Command(schema.Sql(Many), runs, names, points, chunks, steps, times, last, min, max, owners.ToArray(), places.ToArray(), counts.ToArray(), bytes.ToArray());
    }
}
