using BenchmarkDotNet.Attributes;

namespace Mlops.Sdk.Benchmarks.Tracking;

/// <summary>What the workspace costs: starting runs, logging buffered and durable, from one and from many producers, and searching.</summary>
[ShortRunJob]
[MemoryDiagnoser]
public class TrackingBenchmarks
{
    private const int Calls = 1000;
    private string _directory = "";
    private Workspace _workspace = null!;
    private Run _run = null!;
    private MetricPoint[] _points = [];

    [GlobalSetup]
    public async Task SetUpAsync()
    {
        _directory = Directory.CreateTempSubdirectory("mlops-bench-").FullName;
        _workspace = await Workspace.OpenAsync(_directory);
        _run = await _workspace.StartRunAsync("bench");
        _points = [.. Enumerable.Range(0, 100_000).Select(i => new MetricPoint(Math.Sin(i), i, DateTimeOffset.UnixEpoch.AddTicks(400L * i)))];
        for (int i = 0; i < 5000; i++)
        {
            Run run = await _workspace.StartRunAsync("search");
            run.Log("auc", i * 7919 % 1000 / 1000.0);
            run.SetTag("k", i % 3 == 0 ? "x" : "y");
            await run.CompleteAsync();
        }
    }

    [GlobalCleanup]
    public async Task CleanUpAsync()
    {
        await _run.CompleteAsync();
        await _workspace.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    [Benchmark]
    public async Task StartAndCompleteRun()
    {
        Run run = await _workspace.StartRunAsync("started");
        await run.CompleteAsync();
    }

    [Benchmark(OperationsPerInvoke = 100 * Calls)]
    public async Task LogBuffered()
    {
        for (int i = 0; i < 100 * Calls; i++) _run.Log("loss", i);
        await _run.FlushAsync();
    }

    [Benchmark]
    public Task LogDurable() => _run.LogMetricAsync("durable", 1);

    [Benchmark(OperationsPerInvoke = 64 * Calls / 10)]
    public Task LogDurable64Producers() => Task.WhenAll(Enumerable.Range(0, 64).Select(producer => Task.Run(async () =>
    {
        for (int i = 0; i < Calls / 10; i++) await _run.LogMetricAsync("many", i);
    })));

    [Benchmark(OperationsPerInvoke = 100_000)]
    public Task LogBatch() => _run.LogMetricAsync("batch", _points);

    [Benchmark]
    public Task<RunPage> Search5000Runs() => _workspace.Runs.SearchAsync(new()
    {
        Where = RunFilter.All(RunFilter.Experiment("search"), RunFilter.Metric("auc", min: 0.5), RunFilter.Tag("k", "x")),
        OrderBy = RunOrder.Highest("auc"),
    });
}
