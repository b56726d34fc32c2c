using System.Runtime.InteropServices;
using Npgsql;

namespace Mlops.Sdk.Extensibility;

/// <summary>Points of any number of series, as chunks, in one statement: it updates each series once and puts its chunks behind those that are there.</summary>
internal static class SeriesBatch
{
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

    // One chunk of one series, which is what a value that is awaited alone comes to.
    private const string One =
        $"""
        WITH held AS (
            INSERT INTO mlops.series AS s(run_id, name, points, chunks, next_position, last_step, last_time, last_value, min_value, max_value)
            VALUES($1, $2, $3, 1, 1, $4, $5, nullif($6::float8, 'NaN'), nullif($7::float8, 'NaN'), nullif($8::float8, 'NaN'))
            {Merge}
            RETURNING s.id, s.next_position)
        INSERT INTO mlops.chunks(series_id, position, count, points) SELECT id, next_position - 1, $3::integer, $9 FROM held RETURNING series_id, position
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

    public static NpgsqlBatchCommand Command(SchemaName schema, List<RunWrite> writes)
    {
        // In one order everywhere, so that two processes that write to the same series wait for each other and do not block each other.
        (string RunId, string Name, List<MetricPoint> Points)[] series = [.. MetricSeries.Gather(writes).OrderBy(one => one.RunId, StringComparer.Ordinal).ThenBy(one => one.Name, StringComparer.Ordinal)];
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

        if (bytes.Count == 1) return PostgreSqlRows.Command(schema.Sql(One), runs[0], names[0], points[0], steps[0], times[0], last[0], min[0], max[0], bytes[0]);
        return PostgreSqlRows.Command(schema.Sql(Many), runs, names, points, chunks, steps, times, last, min, max, owners.ToArray(), places.ToArray(), counts.ToArray(), bytes.ToArray());
    }
}
