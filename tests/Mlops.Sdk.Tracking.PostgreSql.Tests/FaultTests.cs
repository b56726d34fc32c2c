using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Testing;
using Npgsql;

namespace Mlops.Sdk.Tracking.PostgreSql.Tests;

public sealed class FaultTests(TestServer server) : IClassFixture<TestServer>
{
    private const int Writers = 8;
    private static readonly DateTimeOffset s_start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [ServerFact]
    public async Task Write_ConnectionsKilledAgainAndAgain_EveryWriteIsThereOnce()
    {
        const int Kills = 10, PointsOfKill = 20;
        PostgreSqlOptions options = server.NewSchema();
        string name = $"killed {Guid.NewGuid():N}";
        await using Workspace workspace = await PostgreSqlWorkspace.OpenAsync(server.Connection + $";Application Name={name}", new InMemoryArtifactStore(), options);
        Run run = await workspace.StartRunAsync("killed");
        using var acknowledged = new SemaphoreSlim(0);
        using var killed = new CancellationTokenSource();
        Task<int>[] writers = [.. Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            int written = 0;
            for (; !killed.IsCancellationRequested; written++)
            {
                await run.LogMetricAsync("durable", (written * Writers) + writer);
                acknowledged.Release();
            }

            return written;
        }))];
        Task registered = Task.Run(async () =>
        {
            for (int i = 0; i < 5; i++) await workspace.Models.RegisterBundleAsync("m", new MemoryStream(Bundle()));
        });
        // A kill finds no connection while all of them are being made again, so kills are counted and not rounds.
        for (long kills = 0; kills < Kills;)
        {
            for (int i = 0; i < PointsOfKill; i++) await acknowledged.WaitAsync();
            kills += await server.ScalarAsync<long>($"SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = '{name}'");
        }

        await killed.CancelAsync();
        int[] written = await Task.WhenAll(writers);
        await registered;
        await run.CompleteAsync();

        IEnumerable<int> expected = written.SelectMany((points, writer) => Enumerable.Range(0, points).Select(point => (point * Writers) + writer));
        Assert.Equal(expected.Order(), (await workspace.Runs.HistoryAsync(run.Id, "durable")).Select(point => (int)point.Value).Order());
        Assert.Equal([1, 2, 3, 4, 5], (await workspace.Models.ListVersionsAsync("m")).Select(version => version.Version));
        Assert.True((await workspace.VerifyAsync()).IsSound);
    }

    [ServerFact]
    public async Task Write_ConnectionLostAndNoWayBack_SaysThatTheOutcomeIsUnknown()
    {
        string role = $"mlops_gone_{Guid.NewGuid():N}";
        PostgreSqlOptions options = server.NewSchema() with { RetryFor = TimeSpan.FromMilliseconds(300) };
        await (await server.OpenAsync(options)).DisposeAsync();
        await server.ExecuteAsync($"CREATE ROLE {role} LOGIN; {PostgreSqlWorkspace.GrantSql(role, PostgreSqlAccess.Write, options)}");
        try
        {
            await using Workspace workspace = await PostgreSqlWorkspace.OpenAsync(new NpgsqlConnectionStringBuilder(server.Connection) { Username = role }.ToString(), new InMemoryArtifactStore(), options);
            Run run = await workspace.StartRunAsync("gone");
            await server.ExecuteAsync($"ALTER ROLE {role} NOLOGIN; SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '{role}'");
            MlopsException unknown = await Assert.ThrowsAsync<MlopsException>(() => run.LogMetricAsync("m", 1));
            Assert.Equal("MLO6010", unknown.Code);
            await server.ExecuteAsync($"ALTER ROLE {role} LOGIN");
            await run.LogMetricAsync("m", 2);
            await run.CompleteAsync();
            Assert.Equal([2], (await workspace.Runs.HistoryAsync(run.Id, "m")).Select(point => point.Value));
        }
        finally
        {
            await server.ExecuteAsync($"DROP OWNED BY {role} CASCADE; DROP ROLE {role}");
        }
    }

    [ServerFact]
    public async Task Race_SeparateConnections_OneWinsAndTheOthersAreTold()
    {
        PostgreSqlOptions options = server.NewSchema();
        var artifacts = new InMemoryArtifactStore();
        Workspace[] workspaces = await Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => PostgreSqlWorkspace.OpenAsync(server.Connection, artifacts, options)));
        ModelVersion[] versions = await Task.WhenAll(workspaces.Select(workspace => Task.Run(() => workspace.Models.RegisterBundleAsync("m", new MemoryStream(Bundle())))));
        Assert.Equal(Enumerable.Range(1, Writers), versions.Select(version => version.Version).Order());

        MlopsException?[] told = await Task.WhenAll(workspaces.Select((workspace, i) => Task.Run(async () =>
        {
            try
            {
                await workspace.Models.SetAliasAsync("m", "champion", i + 1, expected: null);
                return null;
            }
            catch (MlopsException e)
            {
                return e;
            }
        })));
        Assert.Equal(Array.FindIndex(told, error => error is null) + 1, (await workspaces[0].Models.ResolveAsync("m@champion")).Version);
        Assert.Equal(Writers - 1, told.Count(error => error?.Code == "MLO6044"));

        // All write to one series and to one run, and resume it.
        Run run = await workspaces[0].StartRunAsync("shared");
        var store = (await Task.WhenAll(workspaces.Select(_ => PostgreSqlWorkspaceStore.OpenAsync(server.Connection, options)))).ToArray();
        await Task.WhenAll(store.Select((one, i) => Task.Run(async () =>
        {
            for (int j = 0; j < 20; j++)
                await one.Runs.WriteAsync([new MetricLogged(run.Id, "b", new(i, j, s_start)), new MetricLogged(run.Id, "a", new(j, i, s_start)), new TagSet(run.Id, $"t{j % 3}", $"{i}"), new FindingLogged(run.Id, new RunFinding("s", new Finding("X001", Severity.Info, null, "m")))]);
        })));
        await run.FailAsync("x");
        bool[] resumed = await Task.WhenAll(store.Select(one => Task.Run(async () =>
        {
            try
            {
                await one.Runs.WriteAsync([new RunResumed(run.Id, 1, s_start.AddYears(100), s_start.AddYears(101))]);
                return true;
            }
            catch (MlopsException e) when (e.Code == "MLO6035")
            {
                return false;
            }
        })));
        Assert.Equal(1, resumed.Count(one => one));
        RunInfo read = await workspaces[0].Runs.GetAsync(run.Id);
        Assert.Equal((160, 160, 160), ((int)read.Metrics["a"].Count, (int)read.Metrics["b"].Count, read.Findings.Length));
        Assert.True((await workspaces[0].VerifyAsync()).IsSound);
        foreach (IAsyncDisposable one in (IAsyncDisposable[])[.. store, .. workspaces]) await one.DisposeAsync();
    }

    [ServerFact]
    public async Task Check_ChangedOrMissingPoints_AreFound()
    {
        PostgreSqlOptions options = server.NewSchema();
        await using Workspace workspace = await server.OpenAsync(options);
        Run run = await workspace.StartRunAsync("damaged");
        MetricPoint[] many = [.. Enumerable.Range(0, 40).Select(i => new MetricPoint(i, i, DateTimeOffset.UnixEpoch))];
        foreach (string metric in (string[])["cut", "gone", "sound"]) await run.LogMetricAsync(metric, many);
        string chunks = $"{SchemaName.Quote(options.Schema)}.chunks", of = $"WHERE series_id = (SELECT id FROM {SchemaName.Quote(options.Schema)}.series WHERE name = ";
        await server.ExecuteAsync($"UPDATE {chunks} SET points = substr(points, 1, 4) {of}'cut'); DELETE FROM {chunks} {of}'gone')");
        IEnumerable<string> problems = (await workspace.VerifyAsync()).Problems.Select(problem => problem.Message);
        Assert.Equal(2, problems.Count());
        Assert.Contains(problems, problem => problem.Contains("\"cut\" cannot be read", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.Contains("\"gone\" has 0 of its 1 chunks", StringComparison.Ordinal));
    }

    private static byte[] Bundle()
    {
        using var bundle = new MemoryStream();
        Pipeline.Empty.Fit(new Dataset(new NumberColumn("x", new double[] { 1, 2 }))).Save(bundle);
        return bundle.ToArray();
    }
}
