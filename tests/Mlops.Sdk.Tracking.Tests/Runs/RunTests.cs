using Microsoft.Extensions.Time.Testing;
using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Tracking.Tests.Support;

namespace Mlops.Sdk.Tracking.Tests.Runs;

public sealed class RunTests : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Run_EverythingLogged_IsReadBackToTheBit()
    {
        string longText = string.Concat(Enumerable.Repeat("layer=512;", 100_000));
        string id = "", child = "";
        await using (Workspace workspace = await OpenAsync())
        {
            await workspace.RunAsync("credit risk", new() { Name = "first", Seed = ulong.MaxValue }, async run =>
            {
                id = run.Id;
                run.LogParam("long", longText);
                run.LogParam("rate", 0.1);
                run.LogParam("bold", true);
                run.SetTag("phase", "draft");
                run.SetTag("phase", "final");
                run.SetNote("<b>markup & \"quotes\"</b>");
                foreach (double value in (double[])[double.NaN, double.PositiveInfinity, double.NegativeInfinity, -0.0, double.MaxValue, double.Epsilon]) run.Log("odd", value);
                _time.Advance(TimeSpan.FromMinutes(1));
                await run.LogMetricAsync("auc", 0.9, step: 7);
                await run.LogTextAsync("notes/plan.txt", "the plan");
                await using Run nested = await run.StartChildAsync();
                child = nested.Id;
                await nested.CompleteAsync();
            });
        }

        await using Workspace again = await OpenAsync();
        RunInfo read = await again.Runs.GetAsync(id);
        Assert.Equal((RunStatus.Completed, "first", ulong.MaxValue, null), (read.Status, read.Name, read.Seed, read.Error));
        Assert.Equal(TimeSpan.FromMinutes(1), read.EndedAt - read.StartedAt);
        Assert.Equal((longText, "0.1", "true"), (read.Params["long"], read.Params["rate"], read.Params["bold"]));
        Assert.Equal(("final", "<b>markup & \"quotes\"</b>"), (read.Tags["phase"], read.Note));
        Assert.Contains("runtime", read.Facts.Keys);
        IReadOnlyList<MetricPoint> odd = await again.Runs.HistoryAsync(id, "odd");
        Assert.Equal(
            ((double[])[double.NaN, double.PositiveInfinity, double.NegativeInfinity, -0.0, double.MaxValue, double.Epsilon]).Select(BitConverter.DoubleToInt64Bits),
            odd.Select(point => BitConverter.DoubleToInt64Bits(point.Value)));
        Assert.Equal([0, 1, 2, 3, 4, 5], odd.Select(point => point.Step));
        Assert.Equal(new RunMetric("odd", 6, double.Epsilon, 5, double.NegativeInfinity, double.PositiveInfinity), read.Metrics["odd"]);
        MetricPoint auc = Assert.Single(await again.Runs.HistoryAsync(id, "auc"));
        Assert.Equal(new MetricPoint(0.9, 7, _time.Start + TimeSpan.FromMinutes(1)), auc);
        using var text = new StreamReader(await again.Runs.OpenArtifactAsync(id, "notes/plan.txt"));
        Assert.Equal("the plan", await text.ReadToEndAsync());
        Assert.Equal(id, (await again.Runs.GetAsync(child)).ParentId);
        Assert.Empty((await again.VerifyAsync()).Problems);
    }

    [Fact]
    public async Task RunAsync_WorkEndsBadly_KeepsTheOutcome()
    {
        await using Workspace workspace = await OpenAsync();
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAsync<InvalidOperationException>(() => workspace.RunAsync("x", new() { Name = "broke" }, _ => throw new InvalidOperationException("the oven is cold")));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => workspace.RunAsync("x", new() { Name = "stopped" }, async _ =>
        {
            await stop.CancelAsync();
            stop.Token.ThrowIfCancellationRequested();
        }));
        await Assert.ThrowsAsync<TaskCanceledException>(() => workspace.RunAsync("x", new() { Name = "timed out" }, _ => throw new TaskCanceledException("slow", new TimeoutException())));
        await using (await workspace.StartRunAsync("x", new() { Name = "left" }))
        {
        }

        RunPage page = await workspace.Runs.SearchAsync(new() { OrderBy = RunOrder.Oldest });
        Assert.Equal(
            [("broke", RunStatus.Failed), ("stopped", RunStatus.Cancelled), ("timed out", RunStatus.Failed), ("left", RunStatus.Interrupted)],
            page.Runs.Select(run => (run.Name!, run.Status)));
        Assert.Equal("InvalidOperationException: the oven is cold", page.Runs[0].Error);
        Assert.All(page.Runs, run => Assert.Equal(_time.Start, run.EndedAt));
    }

    [Fact]
    public async Task Log_BufferSmallerThanTheLog_DropsNothing()
    {
        await using Workspace workspace = await Workspace.OpenAsync(_directory.Path, Samples.Options with { BufferCapacity = 3 });
        string id = "";
        await workspace.RunAsync("x", run =>
        {
            id = run.Id;
            Parallel.For(0, 4, thread =>
            {
                for (int i = 0; i < 500; i++) run.Log($"m{thread}", i);
            });
            return Task.CompletedTask;
        });

        for (int thread = 0; thread < 4; thread++)
            Assert.Equal(Enumerable.Range(0, 500).Select(i => (double)i), (await workspace.Runs.HistoryAsync(id, $"m{thread}")).Select(point => point.Value));
    }

    [Fact]
    public async Task Log_StoreFails_FailsTheRunAndNotTheFit()
    {
        var store = new BrokenStore(await SqliteWorkspaceStore.OpenAsync(_directory.File("workspace.db")));
        await using var workspace = Workspace.FromStores(store, new FolderArtifactStore(_directory.File("artifacts")), Samples.Options);
        FittedPipeline? model = null;
        MlopsException lost = await Assert.ThrowsAsync<MlopsException>(() => workspace.RunAsync("x", run =>
        {
            store.Broken = true;
            model = Samples.Model(run.Context);
            return Task.CompletedTask;
        }));

        Assert.NotNull(model);
        Assert.Equal("MLO6034", lost.Code);
        RunInfo read = Assert.Single((await workspace.Runs.SearchAsync()).Runs);
        Assert.Equal(RunStatus.Failed, read.Status);
        Assert.Contains("no space left", read.Error);
    }

    [Fact]
    public async Task Context_Fit_LogsOptionsTimesMetricsFindingsAndReport()
    {
        await using Workspace workspace = await OpenAsync();
        await workspace.RunAsync("x", new() { Seed = 5 }, run =>
        {
            Assert.Equal(5ul, run.Context.Seed);
            Samples.Model(run.Context);
            Assert.Throws<InvalidOperationException>(() => Pipeline.Empty.Add(new Center(new() { Fails = true })).Fit(Samples.Data, run.Context.Child("second")));
            return Task.CompletedTask;
        });

        RunInfo read = Assert.Single((await workspace.Runs.SearchAsync()).Runs);
        Assert.Equal(("x", "test_center"), (read.Params["test_center/Column"], read.Params["test_center/kind"]));
        Assert.Equal((4, 2), (read.Metrics["test_center/rows_out"].Last, read.Metrics["test_center/columns_out"].Last));
        Assert.Equal(0, read.Metrics["test_center/seconds"].Last);
        Assert.Equal(new RunMetric("test_center/loss", 2, 0.5, 1, 0.5, 0.5), read.Metrics["test_center/loss"]);
        Assert.Equal(("test_center", "TEST001"), (Assert.Single(read.Findings).Source, read.Findings[0].Finding.Code));
        Assert.Contains(read.Artifacts, artifact => artifact.Path.StartsWith("reports/test_center.", StringComparison.Ordinal));
        Assert.Equal("InvalidOperationException: the step broke", read.Tags["second/test_center/error"]);
    }

    [Fact]
    public async Task LogAsync_Evaluation_LogsMetricsAndPage()
    {
        Dataset data = new Dataset(new NumberColumn("x", new double[] { 1, 2, 3, 4 }), CategoryColumn.FromValues("y", ["no", "yes", "no", "yes"])).WithRole("y", ColumnRole.Label);
        await using Workspace workspace = await OpenAsync();
        EvaluationReport report = await workspace.RunAsync("x", async run =>
        {
            EvaluationReport evaluation = Pipeline.Empty.TrainPrior().Fit(data, run.Context).Evaluate(data);
            await run.LogAsync(evaluation);
            await run.LogAsync(evaluation, "again");
            return evaluation;
        });

        RunInfo read = Assert.Single((await workspace.Runs.SearchAsync()).Runs);
        Assert.Equal(report[Metric.LogLoss].Value, read.Metrics["log_loss"].Last);
        Assert.Equal(report[Metric.LogLoss].Value, read.Metrics["again/log_loss"].Last);
        Assert.Contains(read.Artifacts, artifact => (artifact.Path, artifact.MediaType) == ("reports/evaluation.html", "text/html"));
        Assert.Contains(read.Artifacts, artifact => (artifact.Path, artifact.MediaType) == ("reports/evaluation.json", "application/json"));
    }

    [Fact]
    public async Task LogParam_AnotherValue_IsRefusedByName()
    {
        await using Workspace workspace = await OpenAsync();
        Run run = await workspace.StartRunAsync("x");
        run.LogParam("rate", 0.1);
        run.LogParam("rate", 0.1);
        MlopsException changed = Assert.Throws<MlopsException>(() => run.LogParam("rate", 0.2));
        Assert.Equal("MLO6033", changed.Code);
        Assert.Contains("\"rate\"", changed.Message);
        await run.CompleteAsync();
        Assert.Equal("MLO6032", Assert.Throws<MlopsException>(() => run.Log("auc", 1)).Code);
        Assert.Equal("MLO6032", (await Assert.ThrowsAsync<MlopsException>(() => run.LogMetricAsync("auc", 1))).Code);
    }

    [Theory]
    [InlineData("../up.txt")]
    [InlineData("a//b")]
    [InlineData("/root")]
    [InlineData("a\\b")]
    [InlineData("c:x")]
    [InlineData("bell\a")]
    public async Task LogText_PathThatLeavesTheRun_IsRefused(string path)
    {
        await using Workspace workspace = await OpenAsync();
        await using Run run = await workspace.StartRunAsync("x");
        await Assert.ThrowsAsync<ArgumentException>(() => run.LogTextAsync(path, "x"));
    }

    [Fact]
    public async Task LogText_SameContentTwice_IsStoredOnce()
    {
        await using Workspace workspace = await OpenAsync();
        await workspace.RunAsync("x", async run =>
        {
            await run.LogTextAsync("a.txt", "same");
            await run.LogTextAsync("b.txt", "same");
        });
        _directory.OnlyBlob();
    }

    private Task<Workspace> OpenAsync() => Workspace.OpenAsync(_directory.Path, Samples.Options with { Time = _time });
}
