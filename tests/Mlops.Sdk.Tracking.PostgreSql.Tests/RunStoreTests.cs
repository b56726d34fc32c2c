using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk.Tracking.PostgreSql.Tests;

public sealed class RunStoreTests(TestServer server) : IClassFixture<TestServer>
{
    private static readonly DateTimeOffset s_start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly string s_id = new('1', 26), s_unknown = new('2', 26);

    [ServerFact]
    public async Task Write_BatchWithAnUnknownRun_WritesNothingAndFailsAlone()
    {
        await using PostgreSqlWorkspaceStore store = await server.OpenStoreAsync();
        RunWrite[] good = [new MetricLogged(s_id, "m", new(1, 0, s_start)), Started(s_id), new TagSet(s_id, "t", "v")];
        RunWrite[] bad =
        [
            new MetricLogged(s_unknown, "m", new(1, 0, s_start)), new ParamSet(s_unknown, "p", "v"), new NoteSet(s_unknown, "n"), new RunEnded(s_unknown, RunStatus.Completed, s_start, null),
            new RunDeleted(s_unknown, s_start), new RunAudited(s_unknown, new AuditRecord("a", "s", s_start)), new ArtifactLogged(s_unknown, new RunArtifact("a", new('a', 64), 1, "text/plain", s_start)),
        ];
        foreach (RunWrite write in bad)
        {
            MlopsException refused = await Assert.ThrowsAsync<MlopsException>(() => store.Runs.WriteAsync([.. good, write]));
            Assert.Equal("MLO6031", refused.Code);
            Assert.Contains(s_unknown, refused.Message);
            Assert.Null(await store.Runs.FindAsync(s_id));
        }

        Assert.Null(await store.Audit.ReadLastAsync());
        await store.Runs.WriteAsync(good);
        // Some of a group are refused; the others do not notice.
        Task[] together = [.. Enumerable.Range(0, 40).Select(i => store.Runs.WriteAsync([new MetricLogged(i % 5 == 0 ? s_unknown : s_id, "many", new(i, i, s_start))]))];
        foreach ((int i, Task task) in together.Index())
            if (i % 5 == 0) Assert.Equal("MLO6031", (await Assert.ThrowsAsync<MlopsException>(() => task)).Code);
            else await task;
        Assert.Equal(Enumerable.Range(0, 40).Where(i => i % 5 != 0), (await store.Runs.ReadMetricAsync(s_id, "many")).Select(point => (int)point.Value));
    }

    [ServerFact]
    public async Task InterruptExpired_LeaseEnded_IsTakenBackByItsHeartbeat()
    {
        await using PostgreSqlWorkspaceStore store = await server.OpenStoreAsync();
        await store.Runs.WriteAsync([Started(s_id) with { LeaseUntil = s_start.AddSeconds(60) }, Started(s_unknown)]);
        Assert.Equal(0, await store.Runs.InterruptExpiredAsync(s_start.AddSeconds(60)));
        Assert.Equal(1, await store.Runs.InterruptExpiredAsync(s_start.AddSeconds(61)));
        RunInfo interrupted = (await store.Runs.FindAsync(s_id))!;
        Assert.Equal((RunStatus.Interrupted, s_start.AddSeconds(60)), (interrupted.Status, interrupted.EndedAt));
        await store.Runs.WriteAsync([new RunLeased(s_id, 1, s_start.AddSeconds(120))]);
        Assert.Equal((RunStatus.Running, null), ((await store.Runs.FindAsync(s_id))!.Status, (await store.Runs.FindAsync(s_id))!.Error));
        await store.Runs.WriteAsync([new RunResumed(s_id, 1, s_start.AddSeconds(121), s_start.AddSeconds(180)), new TagSet(s_id, "resumed", "yes")]);
        // The heartbeat of the attempt before changes nothing any more, and a refused resumption leaves nothing.
        await store.Runs.WriteAsync([new RunLeased(s_id, 1, s_start.AddYears(1))]);
        Assert.Equal("MLO6035", (await Assert.ThrowsAsync<MlopsException>(() => store.Runs.WriteAsync([new RunResumed(s_id, 1, s_start.AddSeconds(500), s_start), new TagSet(s_id, "resumed", "twice")]))).Code);
        RunInfo read = (await store.Runs.FindAsync(s_id))!;
        Assert.Equal((2, s_start.AddSeconds(180), "yes"), (read.Attempt, read.LeaseUntil, read.Tags["resumed"]));
    }

    [ServerFact]
    public async Task Purge_ParentsAndChildren_GoTogetherOrStay()
    {
        await using PostgreSqlWorkspaceStore store = await server.OpenStoreAsync();
        string[] ids = [.. "abcde".Select(c => new string(c, 26))];
        await store.Runs.WriteAsync([.. ids.Select((id, i) => Started(id) with { ParentId = i is 1 or 3 ? ids[i - 1] : null }), .. ids.Select(id => new MetricLogged(id, "m", new(1, 1, s_start)))]);
        await store.Models.AddVersionAsync(new ModelVersion { Name = "m", Version = 0, BundleSha256 = new('a', 64), BundleSize = 1, CreatedAt = s_start, RunId = ids[4] });
        // The first pair wholly, of the second pair the parent alone, and one that a version came from.
        await store.Runs.WriteAsync([.. ((int[])[0, 1, 2, 4]).Select(i => new RunDeleted(ids[i], s_start))]);
        Assert.Equal(2, await store.Runs.PurgeAsync(s_start.AddDays(1)));
        Assert.Equal(ids[2..], (await store.Runs.SearchAsync(new() { Deleted = true })).Runs.Concat((await store.Runs.SearchAsync(new())).Runs).Select(run => run.Id).Order(StringComparer.Ordinal));
        Assert.Empty(await store.CheckAsync());
        Assert.Equal(new StoreTotals(3, 3), await store.CountAsync());
    }

    [ServerFact]
    public async Task Write_ManyPointsOneByOne_AreMergedIntoFewChunks()
    {
        PostgreSqlOptions options = server.NewSchema();
        await using PostgreSqlWorkspaceStore store = await server.OpenStoreAsync(options);
        await store.Runs.WriteAsync([Started(s_id)]);
        for (int i = 0; i < 200; i++) await store.Runs.WriteAsync([new MetricLogged(s_id, "m", new(i, i, s_start.AddTicks(i)))]);
        string count = $"SELECT count(*) FROM {SchemaName.Quote(options.Schema)}.chunks";
        Assert.Equal(200 / 32, await server.ScalarAsync<long>(count));
        await store.CompactAsync();
        Assert.Equal(1, await server.ScalarAsync<long>(count));
        Assert.Equal(Enumerable.Range(0, 200).Select(i => new MetricPoint(i, i, s_start.AddTicks(i))), await store.Runs.ReadMetricAsync(s_id, "m"));
        Assert.Equal(20, (await store.Runs.ReadMetricAsync(s_id, "m", 20)).Count);
        Assert.Empty(await store.CheckAsync());
    }

    [ServerFact]
    public async Task Write_SinglesGroupsAndBatches_KeepTheirOrderAndSummary()
    {
        PostgreSqlOptions options = server.NewSchema();
        await using PostgreSqlWorkspaceStore store = await server.OpenStoreAsync(options);
        await store.Runs.WriteAsync([Started(s_id)]);
        List<MetricPoint> expected = [];
        // Up to a tail, beyond it, a batch behind a tail, one of several chunks, and some behind that.
        foreach (int count in (int[])[1, 1, 30, 1, 5, 31, 32, 3, 5000, 1, 1, 7])
        {
            MetricPoint[] points = [.. Enumerable.Range(expected.Count, count).Select(i => new MetricPoint(i % 7 == 0 ? double.NaN : i * 0.1, i, s_start.AddTicks(i)))];
            expected.AddRange(points);
            await store.Runs.WriteAsync(points is [MetricPoint one] ? [new RunFenced(s_id, 1), new MetricLogged(s_id, "m", one)] : [new MetricsLogged(s_id, "m", [.. points])]);
            Assert.Equal(expected, await store.Runs.ReadMetricAsync(s_id, "m"));
            RunMetric metric = (await store.Runs.FindAsync(s_id))!.Metrics["m"];
            Assert.Equal((expected.Count, expected[^1].Value, expected[^1].Step), (metric.Count, metric.Last, metric.LastStep));
            Assert.Equal((expected.Where(point => !double.IsNaN(point.Value)).Min(point => (double?)point.Value), expected.Where(point => !double.IsNaN(point.Value)).Max(point => (double?)point.Value)), (metric.Min, metric.Max));
        }

        Assert.Empty(await store.CheckAsync());
        await store.CompactAsync();
        Assert.Equal(expected, await store.Runs.ReadMetricAsync(s_id, "m"));
        Assert.Empty(await store.CheckAsync());
        string series = SchemaName.Quote(options.Schema) + ".series";
        await server.ExecuteAsync($"UPDATE {series} SET tail = substr(tail, 1, length(tail) - 1)");
        WorkspaceProblem damaged = Assert.Single(await store.CheckAsync());
        Assert.Equal(WorkspaceProblemKind.DamagedDatabase, damaged.Kind);
        Assert.Contains("\"m\"", damaged.Message);
        await server.ExecuteAsync($"UPDATE {series} SET tail = ''");
        Assert.Equal(WorkspaceProblemKind.BrokenReference, Assert.Single(await store.CheckAsync()).Kind);
    }

    [ServerFact]
    public async Task Write_OneSeriesFromTwoProcesses_KeepsEveryPoint()
    {
        PostgreSqlOptions options = server.NewSchema();
        await using PostgreSqlWorkspaceStore one = await server.OpenStoreAsync(options), other = await server.OpenStoreAsync(options);
        await one.Runs.WriteAsync([Started(s_id)]);
        await Task.WhenAll(((PostgreSqlWorkspaceStore[])[one, other]).Select((store, who) => Task.Run(async () =>
        {
            for (int i = 0; i < 150; i++)
                await store.Runs.WriteAsync(i % 50 == 49 ? [new MetricsLogged(s_id, "m", [.. Enumerable.Range(0, 40).Select(_ => new MetricPoint(who, i, s_start))])] : [new MetricLogged(s_id, "m", new(who, i, s_start))]);
        })));
        IReadOnlyList<MetricPoint> all = await one.Runs.ReadMetricAsync(s_id, "m");
        foreach (int who in (int[])[0, 1])
            Assert.Equal(Enumerable.Range(0, 150).SelectMany(i => Enumerable.Repeat((long)i, i % 50 == 49 ? 40 : 1)), all.Where(point => point.Value == who).Select(point => point.Step));
        Assert.Empty(await other.CheckAsync());
    }

    [ServerFact]
    public async Task Dispose_LaterCalls_AreRefused()
    {
        PostgreSqlWorkspaceStore store = await server.OpenStoreAsync();
        await store.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => store.Runs.WriteAsync([Started(s_id)]));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => store.Runs.FindAsync(s_id));
    }

    private static RunStarted Started(string id) => new(id, "e", null, null, s_start, 0, []);
}
