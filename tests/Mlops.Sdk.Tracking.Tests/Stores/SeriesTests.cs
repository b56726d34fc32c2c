using CsCheck;
using Microsoft.Data.Sqlite;
using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Tracking.Tests.Support;

namespace Mlops.Sdk.Tracking.Tests.Stores;

public sealed class SeriesTests : IDisposable
{
    private static readonly DateTimeOffset s_time = new(2026, 5, 1, 8, 0, 0, TimeSpan.Zero);
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task History_SinglesBatchesAndMerges_ComesBackInOrderOfArrival()
    {
        await using Workspace workspace = await Workspace.OpenAsync(_directory.Path, Samples.Options);
        await using Run run = await workspace.StartRunAsync("x");
        List<double> sent = [];
        foreach (int batch in (int[])[1, 1, 70, 5000, 1, 4096, 3, 200])
        {
            MetricPoint[] points = [.. Enumerable.Range(sent.Count, batch).Select(i => new MetricPoint(i, i, s_time.AddSeconds(i)))];
            await run.LogMetricAsync("m", points);
            sent.AddRange(points.Select(point => point.Value));
        }

        await Task.WhenAll(Enumerable.Range(0, 300).Select(_ => run.LogMetricAsync("single", 1)));
        Assert.Equal(sent, (await workspace.Runs.HistoryAsync(run.Id, "m")).Select(point => point.Value));
        Assert.Equal(300, (await workspace.Runs.HistoryAsync(run.Id, "single")).Count);
        Assert.Empty((await workspace.VerifyAsync()).Problems);
        await run.CompleteAsync();
        Assert.Equal(sent, (await workspace.Runs.HistoryAsync(run.Id, "m")).Select(point => point.Value));
        Assert.Equal(new WorkspaceVerification(1, sent.Count + 300, 0, []).ToString(), (await workspace.VerifyAsync()).ToString());
        Assert.InRange(Chunks(), 2, 6);
        await workspace.CompactAsync();
        Assert.Equal(sent, (await workspace.Runs.HistoryAsync(run.Id, "m")).Select(point => point.Value));
    }

    [Fact]
    public async Task History_LongSeriesOfSingles_TakesUnderTwelveBytesAPoint()
    {
        await using (Workspace workspace = await Workspace.OpenAsync(_directory.Path, Samples.Options))
        {
            await workspace.CompactAsync();
            long before = new FileInfo(_directory.File("workspace.db")).Length;
            await workspace.RunAsync("x", async run =>
            {
                for (int i = 0; i < 4000; i++) run.Log($"m{i % 4}", Math.Sin(i));
                await run.FlushAsync();
            });
            await workspace.CompactAsync();
            Assert.InRange((new FileInfo(_directory.File("workspace.db")).Length - before) / 4000.0, 8, 12);
        }
    }

    [Fact]
    public void Downsampler_AnySeries_KeepsEndsExtremesAndOrder() => Gen.Select(Gen.Int[1, 3000], Gen.Int[4, 60], Gen.Int[0, 9]).Sample((count, most, seed) =>
    {
        var random = new Numerics.RandomStream((ulong)seed);
        MetricPoint[] points = [.. Enumerable.Range(0, count).Select(i => new MetricPoint(random.NextInt32(10) == 0 ? double.NaN : random.NextDouble(), i, s_time))];
        MetricDownsampler one = new(count, most), whole = new(count, most);
        foreach (MetricPoint point in points) one.Add(point);
        foreach (MetricPoint[] part in points.Chunk(700))
        {
            var columns = new MetricColumns();
            foreach (MetricPoint point in part) columns.Add(point.Value, point.Step, point.Time.UtcTicks);
            whole.Add(columns);
        }

        Assert.Equal(one.Points, whole.Points);
        Assert.InRange(one.Points.Count, 1, most);
        Assert.Equal((points[0], points[^1]), (one.Points[0], one.Points[^1]));
        Assert.Equal(one.Points.Select(point => point.Step), one.Points.Select(point => point.Step).Distinct().Order());
        if (count <= most) Assert.Equal(points, one.Points);
        double[] values = [.. points.Select(point => point.Value).Where(value => !double.IsNaN(value))];
        if (values.Length > 0) Assert.Equal((values.Min(), values.Max()), (one.Points.Min(Known(double.PositiveInfinity)), one.Points.Max(Known(double.NegativeInfinity))));
    });

    private static Func<MetricPoint, double> Known(double otherwise) => point => double.IsNaN(point.Value) ? otherwise : point.Value;

    private long Chunks()
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = _directory.File("workspace.db"), Pooling = false }.ToString());
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM chunks";
        return (long)command.ExecuteScalar()!;
    }
}
