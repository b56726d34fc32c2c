using Mlops.Sdk.Numerics;
using static Mlops.Sdk.Testing.StoreChecks;

namespace Mlops.Sdk.Testing;

/// <summary>What must hold for searches: the same answer as looking at every run, in a total order, page by page.</summary>
internal static class StoreSearchChecks
{
    private const int Runs = 24;
    private static readonly double[] s_values = [double.NaN, double.NegativeInfinity, -1, -0.0, 0, 0.5, 0.5, 1, double.PositiveInfinity];

    public static async Task RunAsync(StoreChecks checks)
    {
        await checks.CheckAsync("every filter finds what looking at every run finds", FiltersAsync);
        await checks.CheckAsync("pages of any size give every run once, in order", PagesAsync);
        await checks.CheckAsync("runs that start between two pages do not shift them", LateAsync);
        await checks.CheckAsync("a page mark or size that makes no sense is refused", NonsenseAsync);
        await checks.CheckAsync("the best run goes by the direction of the metric, the earliest among equals", BestAsync);
    }

    private static async Task FiltersAsync(Workspace workspace)
    {
        List<RunInfo> all = await FillAsync(workspace);
        List<RunFilter> filters = [.. Leaves(all[0].Id)];
        filters.AddRange(filters.Select(RunFilter.Not).ToArray());
        filters.AddRange([RunFilter.All(), RunFilter.Any(), .. filters.Zip(filters.Skip(5), (x, y) => RunFilter.All(x, RunFilter.Any(y, RunFilter.Not(x)))), .. filters.Zip(filters.Skip(3), (x, y) => RunFilter.Any(x, y))]);
        foreach (RunFilter filter in filters)
        {
            RunPage page = await workspace.Runs.SearchAsync(new() { Where = filter, OrderBy = RunOrder.Oldest });
            SameAll(all.Where(filter.Matches).Select(run => run.Id), page.Runs.Select(run => run.Id), $"the runs for {filter}");
            Same(null, page.Next, "the mark behind the last page");
        }
    }

    private static async Task PagesAsync(Workspace workspace)
    {
        List<RunInfo> all = await FillAsync(workspace);
        foreach (int size in (int[])[1, 7, Runs, Runs + 1])
        {
            SameAll(all.Select(run => run.Id), await PagesAsync(workspace, RunOrder.Oldest, size), $"the oldest first by {size}");
            SameAll(Enumerable.Reverse(all).Select(run => run.Id), await PagesAsync(workspace, RunOrder.Newest, size), $"the newest first by {size}");
            foreach (MetricAggregate aggregate in Enum.GetValues<MetricAggregate>())
            {
                IOrderedEnumerable<RunInfo> valued = all.OrderBy(run => Value(run, aggregate) is null);
                SameAll(valued.ThenBy(run => Value(run, aggregate)).ThenBy(run => run.Id, StringComparer.Ordinal).Select(run => run.Id), await PagesAsync(workspace, RunOrder.Lowest("a", aggregate), size), $"the lowest {aggregate} first by {size}");
                SameAll(valued.ThenByDescending(run => Value(run, aggregate)).ThenBy(run => run.Id, StringComparer.Ordinal).Select(run => run.Id), await PagesAsync(workspace, RunOrder.Highest("a", aggregate), size), $"the highest {aggregate} first by {size}");
            }
        }
    }

    private static async Task LateAsync(Workspace workspace)
    {
        List<RunInfo> all = await FillAsync(workspace);
        RunPage first = await workspace.Runs.SearchAsync(new() { PageSize = 10 });
        await workspace.RunAsync("late", _ => Task.CompletedTask);
        RunPage second = await workspace.Runs.SearchAsync(new() { PageSize = 10, After = first.Next });
        SameAll(Enumerable.Reverse(all).Take(20).Select(run => run.Id), first.Runs.Concat(second.Runs).Select(run => run.Id), "two pages");
    }

    private static async Task NonsenseAsync(Workspace workspace)
    {
        await ThrowsAsync<ArgumentException>(() => workspace.Runs.SearchAsync(new() { After = "nonsense" }), "a page mark that is none");
        await ThrowsAsync<ArgumentOutOfRangeException>(() => workspace.Runs.SearchAsync(new() { PageSize = 0 }), "a page of no runs");
    }

    private static async Task BestAsync(Workspace workspace)
    {
        List<string> ids = [];
        foreach (double value in (double[])[0.2, 0.9, double.NaN, 0.1, 0.9, 0.1])
            await workspace.RunAsync("best", async run =>
            {
                ids.Add(run.Id);
                await run.LogMetricAsync(Metric.Auc.Name, value);
                await run.LogMetricAsync(Metric.LogLoss.Name, value);
            });
        await workspace.RunAsync("best", _ => Task.CompletedTask);
        await workspace.RunAsync("other", run => run.LogMetricAsync(Metric.Auc.Name, 1));
        Same(ids[1], (await workspace.Runs.FindBestAsync("best", Metric.Auc))?.Id, "the run with the best AUC");
        Same(ids[3], (await workspace.Runs.FindBestAsync("best", Metric.LogLoss))?.Id, "the run with the best log loss");
        Same(ids[0], (await workspace.Runs.FindBestAsync("best", Metric.Auc, RunFilter.Metric(Metric.Auc.Name, max: 0.5)))?.Id, "the best run under a bound");
        Same(null, await workspace.Runs.FindBestAsync("best", RunOrder.Lowest("none")), "the best run by a metric that no run has");
    }

    private static IEnumerable<RunFilter> Leaves(string parent)
    {
        foreach (string name in (string[])["e0", "e1", "E0"]) yield return RunFilter.Experiment(name);
        foreach (RunStatus status in Enum.GetValues<RunStatus>()) yield return RunFilter.Status(status);
        foreach (string? value in (string?[])[null, "v0", "V0", ""]) yield return RunFilter.Tag("t", value);
        foreach (string? value in (string?[])[null, "0", "2"]) yield return RunFilter.Param("p", value);
        yield return RunFilter.ChildOf(parent);
        yield return RunFilter.ChildOf(new string('0', 26));
        foreach (MetricAggregate aggregate in Enum.GetValues<MetricAggregate>())
            foreach ((double? min, double? max) in ((double?, double?)[])[(null, null), (0, null), (null, 0.5), (0.5, 0.5), (double.NegativeInfinity, -1), (double.NaN, null), (1, double.PositiveInfinity)])
                yield return RunFilter.Metric("a", min, max, aggregate);
        yield return RunFilter.Metric("'; DROP TABLE runs; --");
    }

    private static async Task<List<RunInfo>> FillAsync(Workspace workspace)
    {
        var random = new RandomStream(7);
        List<RunInfo> all = [];
        for (int i = 0; i < Runs; i++)
        {
            Run run = await workspace.StartRunAsync($"e{random.NextInt32(2)}", new() { ParentId = i > 0 && random.NextInt32(4) == 0 ? all[0].Id : null });
            for (int points = random.NextInt32(4); points > 0; points--) run.Log("a", s_values[random.NextInt32(s_values.Length)], random.NextInt32(3));
            if (random.NextInt32(2) == 0) run.SetTag("t", $"v{random.NextInt32(2)}");
            if (random.NextInt32(2) == 0) run.LogParam("p", random.NextInt32(2));
            if (random.NextInt32(4) == 0) await run.FailAsync("x");
            else await run.CompleteAsync();
            all.Add(await workspace.Runs.GetAsync(run.Id));
        }

        return all;
    }

    // Adding zero makes one of both zeros, which are equal in an order.
    private static double? Value(RunInfo run, MetricAggregate aggregate) => run.Metrics.GetValueOrDefault("a")?.Value(aggregate) + 0.0;

    private static async Task<List<string>> PagesAsync(Workspace workspace, RunOrder order, int size)
    {
        List<string> ids = [];
        string? after = null;
        do
        {
            RunPage page = await workspace.Runs.SearchAsync(new() { OrderBy = order, PageSize = size, After = after });
            ids.AddRange(page.Runs.Select(run => run.Id));
            ContractChecks.Require(page.Runs.Length <= size && ids.Count <= Runs, $"pages by {size} repeat runs or are too long");
            after = page.Next;
        }
        while (after is not null);
        return ids;
    }
}
