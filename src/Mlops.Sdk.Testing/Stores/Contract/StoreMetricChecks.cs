using static Mlops.Sdk.Testing.StoreChecks;

namespace Mlops.Sdk.Testing;

/// <summary>What must hold for the values that runs log.</summary>
internal static class StoreMetricChecks
{
    private static readonly DateTimeOffset s_time = new(2024, 2, 29, 23, 59, 59, 999, TimeSpan.FromHours(3));

    public static async Task RunAsync(StoreChecks checks)
    {
        await checks.CheckAsync("metric values come back to the bit, in the order of arrival", BitsAsync);
        await checks.CheckAsync("a long series comes back whole", LongAsync);
        await checks.CheckAsync("the last value of a metric goes by step, then time, then arrival", LastAsync);
        await checks.CheckAsync("the least and greatest value pass over NaN", RangeAsync);
        await checks.CheckAsync("eight threads log into one run and nothing is lost", ThreadsAsync);
    }

    private static async Task BitsAsync(Workspace workspace)
    {
        double[] values =
        [
            double.NaN, BitConverter.Int64BitsToDouble(0x7FF8_0000_0000_1234), -double.NaN, double.PositiveInfinity, double.NegativeInfinity,
            -0.0, 0, double.Epsilon, double.MaxValue, double.MinValue, 0.1, 1.0 / 3, BitConverter.Int64BitsToDouble(0x000F_FFFF_FFFF_FFFF),
        ];
        long[] steps = [7, -3, 1L << 62, long.MinValue, 0];
        MetricPoint[] points = [.. values.Select((value, i) => new MetricPoint(value, steps[i % steps.Length], s_time.AddTicks(i * 37 - 100)))];
        Run run = await workspace.StartRunAsync("bits");
        await run.LogMetricAsync("it's a \"metric\"; --", points);
        await run.CompleteAsync();
        IReadOnlyList<MetricPoint> read = await workspace.Runs.HistoryAsync(run.Id, "it's a \"metric\"; --");
        SameAll(points.Select(Bits), read.Select(Bits), "the points");
        SameAll([], await workspace.Runs.HistoryAsync(run.Id, "none"), "the points of a metric that was never logged");
        SameAll([], await workspace.Runs.HistoryAsync(new string('0', 26), "it's a \"metric\"; --"), "the points of a run that nobody started");
    }

    private static async Task LongAsync(Workspace workspace)
    {
        Run run = await workspace.StartRunAsync("long");
        MetricPoint[] points = [.. Enumerable.Range(0, 10_000).Select(i => new MetricPoint(Math.Sin(i), i, s_time.AddSeconds(i)))];
        await run.LogMetricAsync("m", points[..9000]);
        await run.LogMetricAsync("m", points[9000..]);
        await run.CompleteAsync();
        SameAll(points.Select(Bits), (await workspace.Runs.HistoryAsync(run.Id, "m")).Select(Bits), "the points");
        Same(new RunMetric("m", points.Length, points[^1].Value, 9999, points.Min(point => point.Value), points.Max(point => point.Value)), (await workspace.Runs.GetAsync(run.Id)).Metrics["m"], "the summary");
    }

    private static async Task LastAsync(Workspace workspace)
    {
        Run run = await workspace.StartRunAsync("last");
        (double Value, long Step, int Seconds, double Last)[] arrivals = [(1, 5, 0, 1), (2, 3, 9, 1), (3, 5, 0, 3), (4, 5, -1, 3), (5, 5, 1, 5), (6, 6, -9, 6), (double.NaN, 7, 0, double.NaN), (8, 6, 99, double.NaN)];
        MetricPoint[] points = [.. arrivals.Select(arrival => new MetricPoint(arrival.Value, arrival.Step, s_time.AddSeconds(arrival.Seconds)))];
        for (int i = 0; i < arrivals.Length; i++)
        {
            await run.LogMetricAsync("one by one", [points[i]]);
            await run.LogMetricAsync($"together {i}", points[..(i + 1)]);
            RunInfo info = await workspace.Runs.GetAsync(run.Id);
            Same(arrivals[i].Last, info.Metrics["one by one"].Last, $"the last value after arrival {i + 1}");
            Same(arrivals[i].Last, info.Metrics[$"together {i}"].Last, $"the last value of {i + 1} that arrived together");
            Same(points[..(i + 1)].Max(point => point.Step), info.Metrics["one by one"].LastStep, "the last step");
        }

        await run.CompleteAsync();
    }

    private static async Task RangeAsync(Workspace workspace)
    {
        Run run = await workspace.StartRunAsync("range");
        foreach (double value in (double[])[double.NaN, 2, double.NegativeInfinity, double.NaN, 3]) await run.LogMetricAsync("some", value);
        await run.LogMetricAsync("nothing", double.NaN);
        await run.LogMetricAsync("up", double.PositiveInfinity);
        await run.CompleteAsync();
        RunInfo info = await workspace.Runs.GetAsync(run.Id);
        Same(new RunMetric("some", 5, 3, 4, double.NegativeInfinity, 3), info.Metrics["some"], "the summary of values with NaN");
        Same(new RunMetric("nothing", 1, double.NaN, 0, null, null), info.Metrics["nothing"], "the summary of NaN alone");
        Same(new RunMetric("up", 1, double.PositiveInfinity, 0, double.PositiveInfinity, double.PositiveInfinity), info.Metrics["up"], "the summary of infinity");
    }

    private static async Task ThreadsAsync(Workspace workspace)
    {
        const int PointsOfThread = 40;
        Run run = await workspace.StartRunAsync("threads");
        await RaceAsync(async thread =>
        {
            for (int i = 0; i < PointsOfThread; i++)
            {
                run.Log("buffered", thread * PointsOfThread + i);
                await run.LogMetricAsync("durable", thread * PointsOfThread + i);
            }

            return 0;
        });
        await run.CompleteAsync();
        RunInfo info = await workspace.Runs.GetAsync(run.Id);
        foreach (string metric in (string[])["buffered", "durable"])
        {
            Same(Threads * PointsOfThread, info.Metrics[metric].Count, $"the count of \"{metric}\"");
            SameAll(Enumerable.Range(0, Threads * PointsOfThread), (await workspace.Runs.HistoryAsync(run.Id, metric)).Select(point => (int)point.Value).Order(), $"the values of \"{metric}\"");
        }
    }

    private static (long Bits, long Step, long Ticks) Bits(MetricPoint point) => (BitConverter.DoubleToInt64Bits(point.Value), point.Step, point.Time.UtcTicks);
}
