using CsCheck;
using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Tracking.Tests.Support;

namespace Mlops.Sdk.Tracking.Tests.Search;

public sealed class RunSearchTests : IAsyncLifetime
{
    private static readonly double[] s_values = [double.NaN, double.NegativeInfinity, double.MinValue, -1, -double.Epsilon, -0.0, 0, 0.5, 0.5, 1, 9007199254740992, double.MaxValue, double.PositiveInfinity];
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

        Gen<RunOrder> order = Gen.OneOf(
            Gen.Bool.Select(newest => newest ? RunOrder.Newest : RunOrder.Oldest),
            Gen.Select(Gen.Int[0, 3].Select(i => s_metrics[i]), Gen.Bool, Gen.Enum<MetricAggregate>()).Select((name, highest, aggregate) => highest ? RunOrder.Highest(name, aggregate) : RunOrder.Lowest(name, aggregate)));
        Gen.Select(filter, order, Gen.Int[0, 2].Select(i => ((int[])[4, 25, 1000])[i])).Sample((where, by, size) =>
            Assert.Equal(Ordered(_all.Where(where.Matches), by), AllPagesAsync(by, size, where).GetAwaiter().GetResult()), iter: 400, threads: 1);
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

    private static IEnumerable<string> Ordered(IEnumerable<RunInfo> runs, RunOrder order)
    {
        IOrderedEnumerable<RunInfo> ordered = order switch
        {
            MetricOrder metric => runs.OrderBy(run => Value(run, metric) is null).ThenBy(run => (metric.Descending ? -1 : 1) * Value(run, metric)).ThenBy(run => run.Id, StringComparer.Ordinal),
            _ => order == RunOrder.Newest ? runs.OrderByDescending(run => run.Id, StringComparer.Ordinal) : runs.OrderBy(run => run.Id, StringComparer.Ordinal),
        };
        return ordered.Select(run => run.Id);
    }

    // Adding zero makes one of both zeros, which are equal in an order.
    private static double? Value(RunInfo run, MetricOrder order) => run.Metrics.GetValueOrDefault(order.Metric)?.Value(order.Aggregate) + 0.0;

    private async Task<List<string>> AllPagesAsync(RunOrder order, int pageSize, RunFilter? where = null)
    {
        List<string> ids = [];
        string? after = null;
        do
        {
            RunPage page = await _workspace.Runs.SearchAsync(new() { Where = where, OrderBy = order, PageSize = pageSize, After = after });
            ids.AddRange(page.Runs.Select(run => run.Id));
            after = page.Next;
        }
        while (after is not null);
        return ids;
    }
}
