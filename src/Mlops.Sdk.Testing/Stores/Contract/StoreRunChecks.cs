using System.Collections.Immutable;
using Mlops.Sdk.Extensibility;
using static Mlops.Sdk.Testing.StoreChecks;

namespace Mlops.Sdk.Testing;

/// <summary>What must hold for runs and what they say of themselves.</summary>
internal static class StoreRunChecks
{
    private static readonly string s_long = string.Concat(Enumerable.Repeat("Ünï'\";--\n\t<b>€</b> 𝄞 ", 5000));

    public static async Task RunAsync(StoreChecks checks)
    {
        await checks.CheckAsync("a run comes back as it was written", RoundTripAsync);
        await checks.CheckAsync("findings come back in their order", FindingsAsync);
        await checks.CheckAsync("every ending comes back with its reason", EndingsAsync);
        await checks.CheckAsync("a run with an unknown parent is refused and leaves nothing", UnknownParentAsync);
        await checks.CheckAsync("experiments are listed by name with their runs", ExperimentsAsync);
        await checks.CheckAsync("a cancelled call writes nothing", CancelledAsync);
    }

    private static async Task RoundTripAsync(Workspace workspace)
    {
        var tags = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal).Add("team", "first").Add("Team", "other case");
        await using Run run = await workspace.StartRunAsync("an 'experiment'", new() { Name = "näme", Seed = ulong.MaxValue, Tags = tags });
        run.LogParam("long", s_long);
        run.LogParam("empty", "");
        run.SetTag("team", "last");
        run.SetNote("first");
        run.SetNote(s_long);
        await using Run child = await run.StartChildAsync();
        await child.CompleteAsync();
        RunInfo going = await workspace.Runs.GetAsync(run.Id);
        Same(RunStatus.Running, going.Status, "the status of a run that goes on");
        Same(null, going.EndedAt, "the end of a run that goes on");
        await run.CompleteAsync();

        RunInfo info = await workspace.Runs.GetAsync(run.Id);
        Same((run.Id, "an 'experiment'", "näme", ulong.MaxValue, RunStatus.Completed), (info.Id, info.Experiment, info.Name, info.Seed, info.Status), "the run");
        Same(s_long, info.Note, "the note");
        SameAll([new("empty", ""), new("long", s_long)], info.Params, "the parameters");
        SameAll([new("Team", "other case"), new("team", "last")], info.Tags, "the tags");
        SameAll(going.Facts, info.Facts, "the facts");
        ContractChecks.Require(!info.Facts.IsEmpty, "the run has no facts");
        ContractChecks.Require(info.StartedAt == going.StartedAt && info.EndedAt >= info.StartedAt, "the run ends before it starts, or its start changed");
        Same(run.Id, (await workspace.Runs.GetAsync(child.Id)).ParentId, "the parent");
        Same(null, await workspace.Runs.FindAsync(new string('0', 26)), "a run that nobody started");
        await RefusesAsync("MLO6031", new string('0', 26), () => workspace.Runs.GetAsync(new string('0', 26)));
    }

    private static async Task FindingsAsync(Workspace workspace)
    {
        var report = new GeneralReport(
            new ReportBuilder("Contract").Section("Findings").Text("Two.").Build(),
            [new Finding("MLO9001", Severity.Warning, "income", "first"), new Finding("MLO9002", Severity.Info, null, s_long)],
            "contract");
        string id = "";
        await workspace.RunAsync("findings", async run =>
        {
            id = run.Id;
            await run.LogAsync(report, "a");
            await run.LogAsync(report, "b");
        });
        RunInfo info = await workspace.Runs.GetAsync(id);
        SameAll(
            report.Findings.Select(finding => new RunFinding("a", finding)).Concat(report.Findings.Select(finding => new RunFinding("b", finding))),
            info.Findings,
            "the findings");
    }

    private static async Task EndingsAsync(Workspace workspace)
    {
        Run failed = await workspace.StartRunAsync("endings"), cancelled = await workspace.StartRunAsync("endings"), abandoned = await workspace.StartRunAsync("endings");
        await failed.FailAsync("disk \"full\"");
        await cancelled.CancelAsync();
        await abandoned.DisposeAsync();
        RunInfo[] ended = [await workspace.Runs.GetAsync(failed.Id), await workspace.Runs.GetAsync(cancelled.Id), await workspace.Runs.GetAsync(abandoned.Id)];
        SameAll([RunStatus.Failed, RunStatus.Cancelled, RunStatus.Interrupted], ended.Select(run => run.Status), "the statuses");
        Same(("disk \"full\"", null), (ended[0].Error, ended[1].Error), "the reasons");
        ContractChecks.Require(ended.All(run => run.EndedAt is not null), "a run that ended has no end");
    }

    private static async Task UnknownParentAsync(Workspace workspace)
    {
        string nobody = new('Z', 26);
        await RefusesAsync("MLO6031", nobody, () => workspace.StartRunAsync("orphans", new() { ParentId = nobody }));
        SameAll([], await workspace.Runs.ListExperimentsAsync(), "the experiments after the refusal");
        SameAll([], (await workspace.Runs.SearchAsync()).Runs, "the runs after the refusal");
    }

    private static async Task ExperimentsAsync(Workspace workspace)
    {
        SameAll([], await workspace.Runs.ListExperimentsAsync(), "the experiments of an empty workspace");
        List<RunInfo> runs = [];
        foreach (string experiment in (string[])["b", "a", "B", "b"])
        {
            Run run = await workspace.StartRunAsync(experiment);
            await run.CompleteAsync();
            runs.Add(await workspace.Runs.GetAsync(run.Id));
        }

        SameAll(
            [new("B", runs[2].StartedAt, 1, runs[2].StartedAt), new("a", runs[1].StartedAt, 1, runs[1].StartedAt), new("b", runs[0].StartedAt, 2, runs[3].StartedAt)],
            await workspace.Runs.ListExperimentsAsync(),
            "the experiments");
    }

    private static async Task CancelledAsync(Workspace workspace)
    {
        Run run = await workspace.StartRunAsync("cancelled");
        var cancelled = new CancellationToken(canceled: true);
        await ThrowsAsync<OperationCanceledException>(() => run.LogMetricAsync("m", 1, cancellationToken: cancelled), "logging under a cancelled token");
        await ThrowsAsync<OperationCanceledException>(() => workspace.StartRunAsync("never", cancellationToken: cancelled), "starting under a cancelled token");
        await run.CompleteAsync();
        SameAll([], (await workspace.Runs.GetAsync(run.Id)).Metrics, "the metrics");
        SameAll(["cancelled"], (await workspace.Runs.ListExperimentsAsync()).Select(experiment => experiment.Name), "the experiments");
    }
}
