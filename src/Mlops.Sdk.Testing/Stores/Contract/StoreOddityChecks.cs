using System.Globalization;
using Mlops.Sdk.Extensibility;
using static Mlops.Sdk.Testing.StoreChecks;

namespace Mlops.Sdk.Testing;

/// <summary>What must hold for searches at the edges: odd numbers, names and texts, very many values, deep conditions, and pages while others write.</summary>
internal static class StoreOddityChecks
{
    private const int Runs = 20;

    private static readonly double[] s_values =
    [
        double.NaN, double.NegativeInfinity, double.MinValue, -1e-320, -double.Epsilon, -0.0, 0, double.Epsilon, 0.3, 0.1 + 0.2, 9007199254740992, 9007199254740994, long.MaxValue, double.MaxValue, double.PositiveInfinity,
    ];

    private static readonly string[] s_names = ["a", "it's \"so\" `called`", "日本語/𝄞 é", "Ünï%_", new('n', 250)];

    private static readonly string[] s_texts =
    [
        "", " ", "'", "''", "\"", "`", "\\", "%", "_", "a%b_c", "é", "e\u0301", "日本語", "𝄞", "x\0y", "x\0z", "x", "a\r\nb", "NULL", "NaN", "9007199254740993", "'; DROP TABLE runs; --", new('t', 5000),
    ];

    public static async Task RunAsync(StoreChecks checks)
    {
        await checks.CheckAsync("odd numbers are found as looking at every run finds them", NumbersAsync);
        await checks.CheckAsync("odd texts are found as looking at every run finds them", TextsAsync);
        await checks.CheckAsync("very many values are answered or refused with an ArgumentException, and so are deep conditions", LimitsAsync);
        await checks.CheckAsync("pages give every run that was there all along once, whatever is written between them", PagesAsync);
    }

    private static async Task NumbersAsync(Workspace workspace)
    {
        List<RunInfo> all = await FillAsync(workspace);
        string[] written = [.. s_values.Where(value => !double.IsNaN(value)).Select(value => value.ToString("R", CultureInfo.InvariantCulture)), "9223372036854775807", "9007199254740993", "1e400", "-1e-400"];
        foreach (string value in written)
            foreach (string sign in (string[])["=", "!=", "<", ">="])
                await SameAsync(workspace, all, $"metrics.{Quoted(s_names[value.Length % s_names.Length])} {sign} {value}");
        foreach (string name in s_names)
            await SameAsync(workspace, all, $"min(metrics.{Quoted(name)}) <= -inf OR NOT max(metrics.{Quoted(name)}) IN ({string.Join(", ", written)}) OR metrics.{Quoted(name)} IS NULL");
    }

    private static async Task TextsAsync(Workspace workspace)
    {
        List<RunInfo> all = await FillAsync(workspace);
        for (int i = 0; i < s_texts.Length; i++)
        {
            string name = Quoted(s_names[i % s_names.Length]), value = "'" + s_texts[i].Replace("'", "''", StringComparison.Ordinal) + "'";
            await SameAsync(workspace, all, $"params.{name} = {value}");
            await SameAsync(workspace, all, $"NOT tags.{name} IN ({value}, 'x', '%')");
            await SameAsync(workspace, all, $"params.{name} ILIKE {value} OR tags.{name} LIKE '%{value[1..^1]}'");
        }
    }

    private static async Task LimitsAsync(Workspace workspace)
    {
        List<RunInfo> all = await FillAsync(workspace);
        string ids = string.Join(", ", Enumerable.Range(0, 9_990).Select(i => $"'{i}'").Append($"'{all[3].Id}'"));
        await SameAsync(workspace, all, $"run_id IN ({ids})");
        RunFilter among = RunFilter.Parse($"run_id IN ({ids})"), experiments = RunFilter.Parse($"experiment IN ({ids})");
        await SameAsync(workspace, all, RunFilter.All(RunFilter.Not(among), RunFilter.Not(experiments)), "none of very many values");
        await SameAsync(workspace, all, RunFilter.Any([.. Enumerable.Range(0, 300).Select(i => RunFilter.Metric("a", i, i))]), "300 conditions");
        await SameAsync(workspace, all, Enumerable.Range(0, 100).Aggregate(RunFilter.Metric("a", 0), (filter, _) => RunFilter.Not(filter)), "100 times NOT");
        await SameAsync(workspace, all, Enumerable.Range(0, 50).Aggregate(RunFilter.Metric("a", 0), (filter, i) => i % 2 == 0 ? RunFilter.Any(filter, RunFilter.Tag("x")) : RunFilter.All(filter, RunFilter.All())), "50 times AND and OR");
        RunFilter[] refused =
        [
            Enumerable.Range(0, 100_000).Aggregate(RunFilter.All(), (filter, _) => RunFilter.Not(filter)),
            Enumerable.Range(0, 100_000).Aggregate(RunFilter.All(), (filter, _) => RunFilter.Any(filter)),
            RunFilter.Any([.. Enumerable.Range(0, 60_000).Select(i => RunFilter.Metric("a", i, i))]),
        ];
        foreach (RunFilter filter in refused) await ThrowsAsync<ArgumentException>(() => workspace.Runs.SearchAsync(new() { Where = filter }), "a filter beyond all measure");
    }

    private static async Task PagesAsync(Workspace workspace)
    {
        List<RunInfo> all = await FillAsync(workspace);
        await using Run going = await workspace.StartRunAsync("odd");
        await going.LogMetricAsync("a", 0.3);
        all.Add(await workspace.Runs.GetAsync(going.Id));
        foreach (RunOrder order in (RunOrder[])[RunOrder.Newest, RunOrder.Oldest, RunOrder.Highest("a"), RunOrder.Lowest("a"), RunOrder.Lowest("a", MetricAggregate.Max)])
        {
            List<string> seen = [];
            string? after = null;
            int pages = 0;
            do
            {
                // While a page is read, a run comes in anywhere in the order, and one that was there changes all but its place. Runs that come behind every page come for a while only, so that this ends.
                Task written = pages++ < Runs ? Task.WhenAll(workspace.RunAsync("late", run => run.LogMetricAsync("a", s_values[pages % s_values.Length])), going.LogMetricAsync("other", pages)) : Task.CompletedTask;
                RunPage page = await workspace.Runs.SearchAsync(new() { OrderBy = order, PageSize = 3, After = after });
                await written;
                seen.AddRange(page.Runs.Select(run => run.Id));
                ContractChecks.Require(seen.Count <= 10 * Runs, $"pages by {order} have no end");
                after = page.Next;
            }
            while (after is not null);
            Same(seen.Count, seen.Distinct(StringComparer.Ordinal).Count(), $"the different ones of the runs that {order} gave");
            HashSet<string> there = [.. all.Select(run => run.Id)];
            SameAll(there.Order(StringComparer.Ordinal), seen.Where(there.Contains).Order(StringComparer.Ordinal), $"the runs that were there all along, by {order}");
        }
    }

    private static Task SameAsync(Workspace workspace, List<RunInfo> all, string text) => SameAsync(workspace, all, RunFilter.Parse(text), text.Length > 200 ? text[..200] + "..." : text);

    private static async Task SameAsync(Workspace workspace, List<RunInfo> all, RunFilter filter, string what)
    {
        RunPage page = await workspace.Runs.SearchAsync(new() { Where = filter, OrderBy = RunOrder.Oldest });
        SameAll(all.Where(filter.Matches).Select(run => run.Id), page.Runs.Select(run => run.Id), $"the runs for {what}");
    }

    private static string Quoted(string name) => "`" + name.Replace("`", "``", StringComparison.Ordinal) + "`";

    private static async Task<List<RunInfo>> FillAsync(Workspace workspace)
    {
        List<RunInfo> all = [];
        for (int i = 0; i < Runs; i++)
        {
            Run run = await workspace.StartRunAsync("odd");
            for (int name = 0; name < s_names.Length; name++)
            {
                for (int point = 0; point < 1 + i % 3; point++) run.Log(s_names[name], s_values[(i + 4 * name + 7 * point) % s_values.Length]);
                run.LogParam(s_names[name], s_texts[(i + 5 * name) % s_texts.Length]);
                if (i % 4 > 0) run.SetTag(s_names[name], s_texts[(3 * i + name) % s_texts.Length]);
            }

            await run.CompleteAsync();
            all.Add(await workspace.Runs.GetAsync(run.Id));
        }

        return all;
    }
}
