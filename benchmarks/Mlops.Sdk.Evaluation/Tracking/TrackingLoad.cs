using System.Diagnostics;
using System.Globalization;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Evaluation;

/// <summary>The parts of tracking-load, one after another in one place.</summary>
internal sealed class TrackingLoad(JsonResult result, LoadPlace place, ulong seed, CancellationToken cancellationToken)
{
    private const int Metrics = 10, Params = 10, Searches = 200, Singles = 40_000, Producers = 64, HistoryPoints = 1000;
    private const double ProcessSeconds = 3;

    public JsonResult Result => result;

    public async Task RunAsync(int runs, int points, int processes)
    {
        // The first call of this process: what opening costs includes the compiling of its code.
        long start = Stopwatch.GetTimestamp();
        Workspace workspace = await place.OpenAsync(cancellationToken);
        Set("open_ms", Milliseconds(start));
        await using (workspace)
        {
            await CreateAsync(workspace, runs);
            if (place.Postgres is not null) Set("insert_per_s", await place.InsertsPerSecondAsync(Singles, cancellationToken));
            await SinglesAsync(workspace);
            await BatchesAsync(workspace, points);
            await SearchAsync(workspace);
        }

        await ProcessesAsync(processes);
    }

    private async Task CreateAsync(Workspace workspace, int runs)
    {
        var random = RandomStream.For(seed, "tracking-load");
        double spent = 0;
        for (int i = 0; i < runs; i++)
        {
            long start = Stopwatch.GetTimestamp();
            Run run = await workspace.StartRunAsync("load", cancellationToken: cancellationToken);
            spent += Stopwatch.GetElapsedTime(start).TotalSeconds;
            for (int j = 0; j < Metrics; j++) run.Log($"m{j}", random.NextDouble());
            for (int j = 0; j < Params; j++) run.LogParam($"p{j}", random.NextInt32(20));
            run.SetTag("team", random.NextInt32(2) == 0 ? "a" : "b");
            run.SetTag("phase", "search");
            await run.CompleteAsync(cancellationToken);
        }

        Set("create_run_per_s", runs / spent);
    }

    private async Task SinglesAsync(Workspace workspace)
    {
        await using Run run = await workspace.StartRunAsync("single", cancellationToken: cancellationToken);
        for (int i = 0; i < 2000; i++) await run.LogMetricAsync("warm", i, cancellationToken: cancellationToken);
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < Singles; i++) await run.LogMetricAsync("one", i, cancellationToken: cancellationToken);
        Set("metric_per_s", Singles / Seconds(start));

        start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Producers).Select(producer => Task.Run(async () =>
        {
            for (int i = 0; i < 2 * Singles / Producers; i++) await run.LogMetricAsync($"many{producer}", i, cancellationToken: cancellationToken);
        })));
        Set("metric_per_s_64", 2 * Singles / Seconds(start));

        // What the thread that trains pays for a value, with the buffer as deep as it is by default.
        start = Stopwatch.GetTimestamp();
        for (int i = 0; i < Singles; i++) run.Log("buffered", i);
        Set("log_microseconds", 1e6 * Seconds(start) / Singles);
        await run.CompleteAsync(cancellationToken);
    }

    private async Task BatchesAsync(Workspace workspace, int points)
    {
        var random = RandomStream.For(seed, "points");
        DateTimeOffset time = TimeProvider.System.GetUtcNow();
        var all = new MetricPoint[points];
        for (int i = 0; i < points; i++)
        {
            // A point every 10 ms, a tenth more or less, as a training loop gives them.
            time = time.AddTicks(90_000 + random.NextInt32(20_000));
            all[i] = new MetricPoint(1 / (1 + 0.001 * i) + 0.1 * random.NextDouble(), i, time);
        }

        long before = await place.SizeAsync(workspace, cancellationToken);
        await using Run run = await workspace.StartRunAsync("batch", cancellationToken: cancellationToken);
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < points; i += 100_000) await run.LogMetricAsync("loss", new ArraySegment<MetricPoint>(all, i, Math.Min(100_000, points - i)), cancellationToken);
        Set("batch_points_per_s", points / Seconds(start));
        await run.CompleteAsync(cancellationToken);
        Set("bytes_per_point", (await place.SizeAsync(workspace, cancellationToken) - before) / (double)points);

        double[] times = new double[9];
        for (int i = 0; i < times.Length; i++)
        {
            start = Stopwatch.GetTimestamp();
            await workspace.Runs.HistoryAsync(run.Id, "loss", HistoryPoints, cancellationToken);
            times[i] = Milliseconds(start);
        }

        Array.Sort(times);
        Set("history_ms", times[times.Length / 2]);
    }

    private async Task SearchAsync(Workspace workspace)
    {
        var random = RandomStream.For(seed, "search");
        double[] times = new double[Searches];
        for (int i = 0; i < Searches; i++)
        {
            int first = random.NextInt32(Metrics), second = (first + 1 + random.NextInt32(Metrics - 1)) % Metrics;
            var query = new RunQuery
            {
                Where = RunFilter.All(RunFilter.Metric($"m{first}", min: random.NextDouble()), RunFilter.Metric($"m{second}", max: random.NextDouble())),
                OrderBy = RunOrder.Highest($"m{random.NextInt32(Metrics)}"),
            };
            long start = Stopwatch.GetTimestamp();
            await workspace.Runs.SearchAsync(query, cancellationToken);
            times[i] = Milliseconds(start);
        }

        Array.Sort(times);
        Set("search_ms_p50", times[Searches / 2]);
        Set("search_ms_p99", times[Searches * 99 / 100]);
    }

    private async Task ProcessesAsync(int processes)
    {
        Process[] writers = [.. Enumerable.Range(0, processes).Select(_ => ChildProgram.Start([LoadWriter.Verb, .. place.Arguments, "--seconds", ProcessSeconds.ToString(CultureInfo.InvariantCulture)]))];
        foreach (Process writer in writers) await writer.StandardOutput.ReadLineAsync(cancellationToken);
        foreach (Process writer in writers) await writer.StandardInput.WriteLineAsync("go");
        var written = new List<double>();
        foreach (Process writer in writers)
        {
            written.Add(double.Parse(await writer.StandardOutput.ReadLineAsync(cancellationToken) ?? "NaN", CultureInfo.InvariantCulture));
            await writer.WaitForExitAsync(cancellationToken);
            writer.Dispose();
        }

        Set("processes", processes);
        Set("processes_metric_per_s", written.Sum() / ProcessSeconds);
        Set("processes_slowest_share", written.Min() * processes / written.Sum());
    }

    private void Set(string key, double value)
    {
        result.Set(key, value);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{key,-26} {value:#,0.###}"));
    }

    private static double Seconds(long start) => Stopwatch.GetElapsedTime(start).TotalSeconds;

    private static double Milliseconds(long start) => Stopwatch.GetElapsedTime(start).TotalMilliseconds;
}
