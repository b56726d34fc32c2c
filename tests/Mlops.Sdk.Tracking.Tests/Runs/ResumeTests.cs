using Microsoft.Extensions.Time.Testing;
using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Testing;
using Mlops.Sdk.Tracking.Tests.Support;

namespace Mlops.Sdk.Tracking.Tests.Runs;

public sealed class ResumeTests : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Resume_ProcessDied_GoesOnAndTellsWhatMayBeLost()
    {
        string id;
        {
            // Never ended and never disposed, as a process that dies leaves it.
            Workspace dead = await OpenAsync();
            Run left = await dead.StartRunAsync("x");
            id = left.Id;
            left.LogParam("rate", 0.1);
            await left.LogMetricAsync("loss", 0.5, step: 41);
            await dead.Leases.DisposeAsync();
        }

        await using Workspace workspace = await OpenAsync();
        Assert.Equal("MLO6035", (await Assert.ThrowsAsync<MlopsException>(() => workspace.ResumeRunAsync(id))).Code);
        _time.Advance(TimeSpan.FromSeconds(61));
        await using Workspace later = await OpenAsync();
        RunInfo found = await later.Runs.GetAsync(id);
        Assert.Equal((RunStatus.Interrupted, _time.Start + TimeSpan.FromSeconds(60)), (found.Status, found.EndedAt));

        Run[] resumed = [await later.ResumeRunAsync(id)];
        Assert.Equal("MLO6035", (await Assert.ThrowsAsync<MlopsException>(() => workspace.ResumeRunAsync(id))).Code);
        Run run = resumed[0];
        Assert.Equal(2, run.Attempt);
        run.LogParam("rate", 0.1);
        Assert.Equal("MLO6033", Assert.Throws<MlopsException>(() => run.LogParam("rate", 0.2)).Code);
        run.Log("loss", 0.25);
        await run.CompleteAsync();
        RunInfo read = await later.Runs.GetAsync(id);
        Assert.Equal((RunStatus.Completed, 2, 42L, null, null), (read.Status, read.Attempt, read.Metrics["loss"].LastStep, read.LeaseUntil, read.Error));
        Assert.Equal(("resume", "RUN001"), (Assert.Single(read.Findings).Source, read.Findings[0].Finding.Code));
        Assert.Equal("MLO6035", (await Assert.ThrowsAsync<MlopsException>(() => later.ResumeRunAsync(id))).Code);
    }

    [Fact]
    public async Task Resume_FailedRun_ReportsNoLoss()
    {
        await using Workspace workspace = await OpenAsync();
        Run run = await workspace.StartRunAsync("x");
        await run.FailAsync("no luck");
        await using Run again = await workspace.ResumeRunAsync(run.Id);
        await again.CompleteAsync();
        RunInfo read = await workspace.Runs.GetAsync(run.Id);
        Assert.Equal((RunStatus.Completed, 2), (read.Status, read.Attempt));
        Assert.Empty(read.Findings);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Lease_ProcessSleptAndWokeUp_TakesItsRunBack(bool memory)
    {
        await using IWorkspaceStore store = memory ? new InMemoryWorkspaceStore() : await SqliteWorkspaceStore.OpenAsync(_directory.File("one.db"), time: _time);
        string id = new('1', 26);
        DateTimeOffset lease = _time.Start + TimeSpan.FromMinutes(1);
        await store.Runs.WriteAsync([new RunStarted(id, "e", null, null, _time.Start, 0, [], lease)]);
        Assert.Equal(0, await store.Runs.InterruptExpiredAsync(lease));
        Assert.Equal(1, await store.Runs.InterruptExpiredAsync(lease.AddTicks(1)));
        Assert.Equal(RunStatus.Interrupted, (await store.Runs.FindAsync(id))!.Status);
        await store.Runs.WriteAsync([new RunLeased(id, 1, lease.AddMinutes(1))]);
        Assert.Equal((RunStatus.Running, null, null), ((await store.Runs.FindAsync(id))!.Status, (await store.Runs.FindAsync(id))!.EndedAt, (await store.Runs.FindAsync(id))!.Error));

        Assert.Equal("MLO6035", (await Assert.ThrowsAsync<MlopsException>(() => store.Runs.WriteAsync([new RunResumed(id, 1, lease, lease.AddMinutes(5))]))).Code);
        await store.Runs.InterruptExpiredAsync(lease.AddMinutes(2));
        await store.Runs.WriteAsync([new RunResumed(id, 1, lease.AddMinutes(2), lease.AddMinutes(3))]);
        // The first owner wakes up too late: the run belongs to another one.
        await store.Runs.InterruptExpiredAsync(lease.AddMinutes(4));
        await store.Runs.WriteAsync([new RunLeased(id, 1, lease.AddMinutes(9))]);
        Assert.Equal((RunStatus.Interrupted, 2), ((await store.Runs.FindAsync(id))!.Status, (await store.Runs.FindAsync(id))!.Attempt));
    }

    [Fact]
    public async Task Heartbeat_RunStaysOpen_KeepsItsLease()
    {
        await using Workspace workspace = await OpenAsync();
        await using Run run = await workspace.StartRunAsync("x");
        DateTimeOffset first = (await workspace.Runs.GetAsync(run.Id)).LeaseUntil!.Value;
        _time.Advance(TimeSpan.FromSeconds(20));
        await workspace.Leases.DisposeAsync();
        Assert.Equal(first.AddSeconds(20), (await workspace.Runs.GetAsync(run.Id)).LeaseUntil);
        Assert.Equal(0, await workspace.Store.Runs.InterruptExpiredAsync(_time.GetUtcNow()));
    }

    [Fact]
    public async Task End_ProcessSleptAndAnotherResumed_IsRefusedAndLeavesTheRunToTheOther()
    {
        await using Workspace slept = await OpenAsync(), other = await OpenAsync();
        Run completed = await slept.StartRunAsync("x"), disposed = await slept.StartRunAsync("x");
        await slept.Leases.DisposeAsync();
        _time.Advance(TimeSpan.FromSeconds(61));
        Run[] resumed = [await other.ResumeRunAsync(completed.Id), await other.ResumeRunAsync(disposed.Id)];

        MlopsException late = await Assert.ThrowsAsync<MlopsException>(() => completed.CompleteAsync());
        Assert.Equal("MLO6037", late.Code);
        Assert.Contains($"Attempt 1 of the run {completed.Id} is over", late.Message);
        await disposed.DisposeAsync();
        foreach (Run run in resumed)
        {
            Assert.Equal((RunStatus.Running, 2), ((await other.Runs.GetAsync(run.Id)).Status, (await other.Runs.GetAsync(run.Id)).Attempt));
            await run.CompleteAsync();
        }
    }

    [Fact]
    public async Task Write_ProcessSleptAndAnotherResumed_IsRefusedAndTellsTheWriter()
    {
        await using Workspace slept = await OpenAsync(), other = await OpenAsync();
        Run late = await slept.StartRunAsync("x");
        await late.LogMetricAsync("loss", 1);
        await slept.Leases.DisposeAsync();
        _time.Advance(TimeSpan.FromSeconds(61));
        Run resumed = await other.ResumeRunAsync(late.Id);

        Func<Task>[] awaited =
        [
            () => late.LogMetricAsync("loss", 2), () => late.LogMetricAsync("loss", [new MetricPoint(2, 2, _time.Start)]), () => late.LogTextAsync("a.txt", "late"), () => late.LogDatasetAsync("d", Samples.Data),
            () => late.LogAsync(new GeneralReport(new ReportBuilder("Report").Build(), [new Finding("TEST001", Severity.Info, null, "late")], "late")),
        ];
        foreach (Func<Task> write in awaited) Assert.Equal("MLO6037", (await Assert.ThrowsAsync<MlopsException>(write)).Code);
        late.Log("loss", 3);
        late.LogParam("late", 1);
        MlopsException told = await Assert.ThrowsAsync<MlopsException>(() => late.FlushAsync());
        Assert.Equal("MLO6037", told.Code);
        Assert.Contains("stands at attempt 2", told.Message);
        await Assert.ThrowsAsync<MlopsException>(() => late.CompleteAsync());

        await resumed.LogMetricAsync("loss", 4);
        await resumed.CompleteAsync();
        RunInfo read = await other.Runs.GetAsync(late.Id);
        Assert.Equal([1, 4], (await other.Runs.HistoryAsync(late.Id, "loss")).Select(point => point.Value));
        Assert.Equal((RunStatus.Completed, 0, 0, 0), (read.Status, read.Params.Count, read.Artifacts.Length, read.Datasets.Length));
    }

    [Fact]
    public async Task Start_ClockStepsBack_RunsStillSortByStart()
    {
        await using Workspace workspace = await OpenAsync();
        Run first = await workspace.StartRunAsync("x");
        _time.AdjustTime(_time.GetUtcNow() - TimeSpan.FromHours(3));
        Run second = await workspace.StartRunAsync("x");
        await second.LogMetricAsync("m", 1);
        await second.CompleteAsync();
        await first.CompleteAsync();
        Assert.Equal([second.Id, first.Id], (await workspace.Runs.SearchAsync()).Runs.Select(run => run.Id));
        Assert.Equal(1, (await workspace.Runs.GetAsync(second.Id)).Metrics["m"].Last);
        Assert.Empty((await workspace.VerifyAsync()).Problems);
    }

    [Fact]
    public async Task Current_NestedFlows_SeesTheInnermostAndLeaksNothing()
    {
        await using Workspace workspace = await OpenAsync();
        var release = new TaskCompletionSource();
        Task<Run?> outlives = Task.FromResult<Run?>(null);
        Assert.Null(Run.Current);
        await workspace.RunAsync("x", async outer =>
        {
            Assert.Same(outer, Run.Current);
            await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => workspace.RunAsync("y", async inner =>
            {
                await Task.Yield();
                Assert.Same(inner, Run.Current);
            }))));
            Assert.Same(outer, Run.Current);
            Run child = await outer.StartChildAsync();
            using (child.MakeCurrent())
            {
                Assert.Same(child, Run.Current);
                await child.CompleteAsync();
                Assert.Same(outer, Run.Current);
            }

            outlives = Task.Run(async () =>
            {
                await release.Task;
                return Run.Current;
            });
        });
        Assert.Null(Run.Current);
        release.SetResult();
        Assert.Null(await outlives);
    }

    private Task<Workspace> OpenAsync() => Workspace.OpenAsync(_directory.Path, Samples.Options with { Time = _time });
}
