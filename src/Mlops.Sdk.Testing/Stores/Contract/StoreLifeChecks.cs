using Mlops.Sdk.Extensibility;
using static Mlops.Sdk.Testing.StoreChecks;

namespace Mlops.Sdk.Testing;

/// <summary>What must hold for runs that are resumed and set aside, and for the stages and reports of versions.</summary>
internal static class StoreLifeChecks
{
    public static async Task RunAsync(StoreChecks checks)
    {
        await checks.CheckAsync("a run that failed is resumed as its next attempt, one that completed is not", ResumeAsync);
        await checks.CheckAsync("of eight threads that resume a run one wins and the others are told", ResumeRaceAsync);
        await checks.CheckAsync("a run that is set aside is not found, and comes back", DeleteAsync);
        await checks.CheckAsync("datasets come back by role and name", DatasetsAsync);
        await checks.CheckAsync("a filter written as text finds what its conditions say", FilterTextAsync);
        await checks.CheckAsync("no alias points to an archived version", ArchiveAsync);
        await checks.CheckAsync("the last report under a name stands", ReportsAsync);
    }

    private static async Task ResumeAsync(Workspace workspace)
    {
        Run run = await workspace.StartRunAsync("resume");
        run.Log("m", 1, step: 7);
        await run.FailAsync("no luck");
        Run again = await workspace.ResumeRunAsync(run.Id);
        again.Log("m", 2);
        await again.CompleteAsync();
        RunInfo read = await workspace.Runs.GetAsync(run.Id);
        Same((RunStatus.Completed, 2, 8L, (string?)null), (read.Status, read.Attempt, read.Metrics["m"].LastStep, read.Error), "the run after its second attempt");
        await RefusesAsync("MLO6035", run.Id, () => workspace.ResumeRunAsync(run.Id));
    }

    private static async Task ResumeRaceAsync(Workspace workspace)
    {
        Run run = await workspace.StartRunAsync("race");
        await run.CancelAsync();
        Run?[] resumed = await RaceAsync<Run?>(async _ =>
        {
            try
            {
                return await workspace.ResumeRunAsync(run.Id);
            }
            catch (MlopsException error) when (error.Code == "MLO6035")
            {
                return null;
            }
        });
        Same(1, resumed.Count(winner => winner is not null), "the threads that resumed it");
        await resumed.Single(winner => winner is not null)!.CompleteAsync();
        Same(2, (await workspace.Runs.GetAsync(run.Id)).Attempt, "the attempt");
    }

    private static async Task DeleteAsync(Workspace workspace)
    {
        Run parent = await workspace.StartRunAsync("aside"), child = await parent.StartChildAsync();
        await RefusesAsync("MLO6036", parent.Id, () => workspace.Runs.DeleteAsync(parent.Id));
        await child.CompleteAsync();
        await parent.CompleteAsync();
        await workspace.Runs.DeleteAsync(parent.Id);
        SameAll([], (await workspace.Runs.SearchAsync()).Runs.Select(run => run.Id), "the runs");
        SameAll([child.Id, parent.Id], (await workspace.Runs.SearchAsync(new() { Deleted = true })).Runs.Select(run => run.Id), "the runs that are set aside");
        await workspace.Runs.RestoreAsync(parent.Id);
        SameAll([child.Id, parent.Id], (await workspace.Runs.SearchAsync()).Runs.Select(run => run.Id), "the runs that came back");
        Same(0, await workspace.Runs.PurgeAsync(TimeSpan.Zero), "the runs that were purged");
    }

    private static async Task DatasetsAsync(Workspace workspace)
    {
        Dataset data = new(new NumberColumn("x", new double[] { 1, 2 }));
        Run run = await workspace.StartRunAsync("datasets");
        RunDataset output = await run.LogDatasetAsync("a", data, DatasetRole.Output);
        await run.LogDatasetAsync("b", data.Slice(0, 1));
        RunDataset input = await run.LogDatasetAsync("b", data, source: "x.csv");
        await run.CompleteAsync();
        SameAll([input, output], (await workspace.Runs.GetAsync(run.Id)).Datasets, "the datasets");
    }

    private static async Task FilterTextAsync(Workspace workspace)
    {
        Run one = await workspace.StartRunAsync("text", new() { Name = "One" }), two = await workspace.StartRunAsync("text");
        one.Log("m", 0.5);
        one.SetTag("k", "it's");
        two.Log("m", double.NaN);
        await one.CompleteAsync();
        await two.FailAsync("x");
        foreach ((string text, string[] expected) in ((string, string[])[])
        [
            ("metrics.m >= 0.5 AND tags.k = 'it''s'", [one.Id]), ("metrics.m != 7", [one.Id]), ("NOT metrics.m = 7", [two.Id, one.Id]), ("metrics.m IS NULL OR run_name ILIKE 'o%'", [two.Id, one.Id]),
            ("status IN ('failed')", [two.Id]), ("run_name LIKE 'o%'", []), ("start_time > '2000-01-01' AND experiment = 'text'", [two.Id, one.Id]),
        ])
            SameAll(expected, (await workspace.Runs.SearchAsync(new() { Where = RunFilter.Parse(text) })).Runs.Select(run => run.Id), text);
    }

    private static async Task ArchiveAsync(Workspace workspace)
    {
        for (int i = 0; i < 2; i++) await StoreModelChecks.AddAsync(workspace, "m");
        await workspace.Models.SetAliasAsync("m", "champion", 1, null, "the first");
        Same("the first", (await workspace.Models.AliasHistoryAsync("m", "champion"))[0].Reason, "the reason");
        await RefusesAsync("MLO6045", "m/1", () => workspace.Models.ArchiveAsync(ModelReference.To("m", 1)));
        StageChange archived = await workspace.Models.ArchiveAsync(ModelReference.To("m", 2), "leaks");
        SameAll([archived], await workspace.Models.StageHistoryAsync(ModelReference.To("m", 2)), "the history of the stage");
        await RefusesAsync("MLO6045", "m/2", () => workspace.Models.SetAliasAsync("m", "champion", 2, 1));
        Same(1, (await workspace.Models.ResolveAsync("m@champion")).Version, "the holder");
    }

    private static async Task ReportsAsync(Workspace workspace)
    {
        await StoreModelChecks.AddAsync(workspace, "m");
        for (int i = 0; i < 2; i++)
            await workspace.Models.LogAsync(ModelReference.To("m", 1), new GeneralReport(new ReportBuilder("Report").Build(), [new Finding($"TEST00{i}", Severity.Warning, "x", "found")], "tests"), "mine");
        VersionReport report = (await workspace.Models.ListReportsAsync(ModelReference.To("m", 1))).Single();
        Same(("mine", "tests", "TEST001"), (report.Name, report.ReportKind, report.Findings.Single().Code), "the report");
        SameAll(["reports/mine.html", "reports/mine.json"], report.Artifacts.Select(artifact => artifact.Path), "its forms");
    }
}
