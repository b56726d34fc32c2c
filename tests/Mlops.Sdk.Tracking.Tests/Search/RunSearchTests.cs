using CsCheck;
using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Tracking.Tests.Support;

namespace Mlops.Sdk.Tracking.Tests.Search;

public sealed class RunSearchTests : IAsyncLifetime
{
    private static readonly double[] s_values = [double.NaN, double.NegativeInfinity, -1, -0.0, 0, 0.5, 0.5, 1, double.PositiveInfinity];
    private static readonly string[] s_metrics = ["a", "b", "'; DROP TABLE runs; --", "none"];
    private readonly TempDirectory _directory = new();
    private Workspace _workspace = null!;
    private List<RunInfo> _all = [];

    public async ValueTask InitializeAsync()
    {
        _workspace = await Workspace.OpenAsync(_directory.Path, Samples.Options);
        var random = new Numerics.RandomStream(7);
        for (int i = 0; i < 60; i++)
        {
            Run run = await _workspace.StartRunAsync($"e{random.NextInt32(2)}");
            foreach (string metric in s_metrics[..3])
                for (int points = random.NextInt32(4); points > 0; points--) run.Log(metric, s_values[random.NextInt32(s_values.Length)], random.NextInt32(3));
            if (random.NextInt32(2) == 0) run.SetTag("t", $"v{random.NextInt32(2)}");
            if (random.NextInt32(2) == 0) run.LogParam("p", random.NextInt32(2));
            if (random.NextInt32(4) == 0) await run.FailAsync("x");
            else await run.CompleteAsync();
            _all.Add(await _workspace.Runs.GetAsync(run.Id));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _workspace.DisposeAsync();
        _directory.Dispose();
    }

    [Fact]
    public void Search_AnyFilter_GivesTheSameAsLookingAtEveryRun()
    {
        Gen<double?> bound = Gen.Int[-1, s_values.Length - 1].Select(i => i < 0 ? (double?)null : s_values[i]);
        Gen<RunFilter> leaf = Gen.OneOf(
            Gen.Int[0, 2].Select(i => RunFilter.Experiment($"e{i}")),
            Gen.Int[0, 3].Select(i => RunFilter.Status((RunStatus)i)),
            Gen.Int[0, 2].Select(i => RunFilter.Tag("t", i == 2 ? null : $"v{i}")),
            Gen.Int[0, 2].Select(i => RunFilter.Param("p", i == 2 ? null : $"{i}")),
            Gen.Select(Gen.Int[0, 3].Select(i => s_metrics[i]), bound, bound, Gen.Enum<MetricAggregate>()).Select((name, min, max, aggregate) => RunFilter.Metric(name, min, max, aggregate)));
        Gen<RunFilter> filter = Gen.Recursive<RunFilter>((depth, self) => depth > 3 ? leaf : Gen.OneOf(
            leaf,
            self.Array[0, 3].Select(RunFilter.All),
            self.Array[0, 3].Select(RunFilter.Any),
            self.Select(RunFilter.Not)));

        filter.Sample(where =>
        {
            RunPage page = _workspace.Runs.SearchAsync(new() { Where = where, OrderBy = RunOrder.Oldest, PageSize = 1000 }).GetAwaiter().GetResult();
            return page.Next is null && page.Runs.Select(run => run.Id).SequenceEqual(_all.Where(where.Matches).Select(run => run.Id));
        }, iter: 300, threads: 1);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(60)]
    public async Task Search_PageByPage_GivesEveryRunOnceInOrder(int pageSize)
    {
        foreach (MetricAggregate aggregate in Enum.GetValues<MetricAggregate>())
        {
            Assert.Equal(
                _all.OrderBy(run => Value(run, aggregate) is null).ThenByDescending(run => Value(run, aggregate)).ThenBy(run => run.Id, StringComparer.Ordinal).Select(run => run.Id),
                await AllPagesAsync(RunOrder.Highest("a", aggregate), pageSize));
            Assert.Equal(
                _all.OrderBy(run => Value(run, aggregate) is null).ThenBy(run => Value(run, aggregate)).ThenBy(run => run.Id, StringComparer.Ordinal).Select(run => run.Id),
                await AllPagesAsync(RunOrder.Lowest("a", aggregate), pageSize));
        }

        Assert.Equal(Enumerable.Reverse(_all).Select(run => run.Id), await AllPagesAsync(RunOrder.Newest, pageSize));
        Assert.Equal(_all.Select(run => run.Id), await AllPagesAsync(RunOrder.Oldest, pageSize));
    }

    [Fact]
    public async Task Search_RunsStartBetweenPages_DoNotShiftThem()
    {
        RunPage first = await _workspace.Runs.SearchAsync(new() { PageSize = 10 });
        await using Run late = await _workspace.StartRunAsync("late");
        RunPage second = await _workspace.Runs.SearchAsync(new() { PageSize = 10, After = first.Next });
        Assert.Equal(Enumerable.Reverse(_all).Take(20).Select(run => run.Id), first.Runs.Concat(second.Runs).Select(run => run.Id));
        await Assert.ThrowsAsync<ArgumentException>(() => _workspace.Runs.SearchAsync(new() { After = "nonsense" }));
    }

    [Fact]
    public async Task FindBest_EachDirection_SkipsRunsWithoutTheMetric()
    {
        RunInfo? highest = await _workspace.Runs.FindBestAsync("e0", RunOrder.Highest("a"), RunFilter.Metric("a", max: 0.9));
        RunInfo? lowest = await _workspace.Runs.FindBestAsync("e0", RunOrder.Lowest("a"), RunFilter.Metric("a", min: -0.9));
        Assert.Equal(0.5, highest!.Metrics["a"].Last);
        Assert.Equal(0, lowest!.Metrics["a"].Last);
        Assert.Null(await _workspace.Runs.FindBestAsync("e0", RunOrder.Lowest("none")));
    }

    [Fact]
    public async Task FindBest_MetricOfTheTable_GoesByItsOwnDirection()
    {
        foreach (double value in (double[])[0.3, 0.1, 0.2])
            await _workspace.RunAsync("own", async run =>
            {
                await run.LogMetricAsync(Metric.Auc.Name, value);
                await run.LogMetricAsync(Metric.LogLoss.Name, value);
            });
        await _workspace.RunAsync("own", _ => Task.CompletedTask);
        Assert.Equal(0.3, (await _workspace.Runs.FindBestAsync("own", Metric.Auc))!.Metrics["auc"].Last);
        Assert.Equal(0.1, (await _workspace.Runs.FindBestAsync("own", Metric.LogLoss))!.Metrics["log_loss"].Last);
    }

    [Fact]
    public async Task ListExperiments_RunsInTwo_CountsThem()
    {
        IReadOnlyList<ExperimentInfo> experiments = await _workspace.Runs.ListExperimentsAsync();
        Assert.Equal(["e0", "e1"], experiments.Select(experiment => experiment.Name));
        Assert.Equal(_all.Count, experiments.Sum(experiment => experiment.Runs));
    }

    private static double? Value(RunInfo run, MetricAggregate aggregate) => run.Metrics.GetValueOrDefault("a")?.Value(aggregate) is double value ? value + 0.0 : null;

    private async Task<List<string>> AllPagesAsync(RunOrder order, int pageSize)
    {
        List<string> ids = [];
        string? after = null;
        do
        {
            RunPage page = await _workspace.Runs.SearchAsync(new() { OrderBy = order, PageSize = pageSize, After = after });
            ids.AddRange(page.Runs.Select(run => run.Id));
            after = page.Next;
        }
        while (after is not null);
        return ids;
    }
}
