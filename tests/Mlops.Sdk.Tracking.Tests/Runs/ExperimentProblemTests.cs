using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Tracking.Tests.Catalog;
using Mlops.Sdk.Tracking.Tests.Support;

namespace Mlops.Sdk.Tracking.Tests.Runs;

public sealed class ExperimentProblemTests : IDisposable
{
    private static readonly Problem s_problem = new() { Question = "Who pays <b>late</b>?", Decision = "Whom to call", Owner = "collections", Costs = [new("late", "paid", 50)], MinimumSaving = 100 };
    private readonly CatalogWorkspaces _workspaces = new();

    public void Dispose() => _workspaces.Dispose();

    public static TheoryData<bool> Both => CatalogWorkspaces.Both;

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Problem_OfAnExperiment_IsKeptWithItsHistoryAndShownByTheCard(bool memory)
    {
        await using Workspace workspace = await _workspaces.OpenAsync(memory);
        Assert.Null(await workspace.Runs.FindProblemAsync("late payers"));
        await workspace.Runs.SetProblemAsync("late payers", s_problem with { Question = "Who pays?" });
        ModelVersion version = await workspace.RunAsync("late payers", run => workspace.Models.RegisterAsync("m", Samples.Model(), run));
        await workspace.Runs.SetProblemAsync("late payers", s_problem);
        Assert.Equal(s_problem, await workspace.Runs.FindProblemAsync("late payers"));
        Assert.Equal([("Who pays?", "ann"), (s_problem.Question, "ann")], (await workspace.Runs.ProblemHistoryAsync("late payers")).Select(was => (was.Problem.Question, was.ChangedBy)));
        Assert.Equal(2, (await workspace.Audit.ReadAsync(new() { Action = "experiment.problem" })).Count);

        string card = (await workspace.Models.CardAsync(version.Reference)).ToMarkdown();
        Assert.Contains("| question | Who pays &lt;b>late&lt;/b>? |", card);
        Assert.Contains("| owners | collections |", card);
        Assert.Contains("| question | Mine |", (await workspace.Models.CardAsync(version.Reference, new() { Problem = s_problem with { Question = "Mine" } })).ToMarkdown());
        Assert.True((await workspace.VerifyAsync()).IsSound);
    }

    [Fact]
    public async Task Problem_SetByManyAtOnceOrWrong_KeepsEachOrIsRefused()
    {
        await using Workspace workspace = await _workspaces.OpenAsync(memory: false);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => workspace.Runs.SetProblemAsync("x", s_problem with { Question = $"{i}?" })));
        Assert.Equal(Enumerable.Range(0, 8).Select(i => $"{i}?"), (await workspace.Runs.ProblemHistoryAsync("x")).Select(was => was.Problem.Question).Order());
        await Assert.ThrowsAsync<ArgumentException>(() => workspace.Runs.SetProblemAsync("x", s_problem with { Question = " " }));
        await Assert.ThrowsAsync<ArgumentException>(() => workspace.Runs.SetProblemAsync("x", s_problem with { MinimumSaving = double.NaN }));
        await Assert.ThrowsAsync<ArgumentException>(() => workspace.Runs.SetProblemAsync("a\nb", s_problem));
        await workspace.Store.Documents.WriteAsync([new("experiment.problem", "spoilt", 0, "{}")], new AuditRecord("test.write", "spoilt", _workspaces.Time.GetUtcNow(), "eve"));
        await SharedWorkspace.RefusedAsync("MLO6105", () => workspace.Runs.FindProblemAsync("spoilt"));
    }
}
