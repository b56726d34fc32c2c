using System.Buffers.Binary;
using System.Collections.Immutable;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>The values of a run's metrics in an archive: one metric after another, each in chunks with their length before them.</summary>
internal static class RunPoints
{
    public static async Task WriteAsync(IRunStore runs, RunInfo run, Stream target, CancellationToken cancellationToken)
    {
        byte[] length = new byte[sizeof(int)];
        foreach (string metric in run.Metrics.Keys)
        {
            MetricPoint[] points = [.. await runs.ReadMetricAsync(run.Id, metric, null, cancellationToken).ConfigureAwait(false)];
            for (int from = 0; from < points.Length; from += MetricChunk.MostPoints)
            {
                byte[] chunk = MetricChunk.Encode(points.AsSpan(from, Math.Min(MetricChunk.MostPoints, points.Length - from)));
                BinaryPrimitives.WriteInt32LittleEndian(length, chunk.Length);
                await target.WriteAsync(length, cancellationToken).ConfigureAwait(false);
                await target.WriteAsync(chunk, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Reads the points of metrics whose numbers of points are known.</summary>
    public static async Task<List<MetricsLogged>> ReadAsync(string entry, string runId, IEnumerable<(string Name, long Points)> metrics, Stream source, CancellationToken cancellationToken)
    {
        try
        {
            List<MetricsLogged> writes = [];
            byte[] length = new byte[sizeof(int)];
            foreach ((string name, long count) in metrics)
            {
                var points = ImmutableArray.CreateBuilder<MetricPoint>();
                var columns = new MetricColumns();
                while (points.Count < count)
                {
                    await source.ReadExactlyAsync(length, cancellationToken).ConfigureAwait(false);
                    int size = BinaryPrimitives.ReadInt32LittleEndian(length);
                    if (size <= 0 || size > source.Length - source.Position) throw new InvalidDataException("a chunk has an impossible length");
                    byte[] chunk = new byte[size];
                    await source.ReadExactlyAsync(chunk, cancellationToken).ConfigureAwait(false);
                    columns.Clear();
                    MetricChunk.Decode(chunk, columns);
                    if (columns.Count == 0 || points.Count + columns.Count > count) throw new InvalidDataException($"\"{name}\" has another number of values than the run says");
                    for (int i = 0; i < columns.Count; i++) points.Add(columns[i]);
                }

                writes.Add(new MetricsLogged(runId, name, points.ToImmutable()));
            }

            return source.Position == source.Length ? writes : throw new InvalidDataException("there are values of no metric");
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw TrackingErrors.ArchiveRefused($"the entry {ErrorText.Show(entry)} holds no values of metrics ({e.Message})", e);
        }
    }
}
