using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Tracking.Tests.Support;

namespace Mlops.Sdk.Tracking.Tests.Stores;

/// <summary>Workspaces of every schema there was, kept in tests/ReferenceData/workspaces, stay readable and writable.</summary>
public sealed class OlderDatabaseTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Open_SchemaOne_ReadsAllAndGoesOn()
    {
        string place = Copy("schema1");
        await using Workspace workspace = await Workspace.OpenAsync(place, Samples.Options);
        Assert.Empty((await workspace.VerifyAsync()).Problems);
        RunInfo run = (await workspace.Runs.SearchAsync(new() { Where = RunFilter.Parse("run_name = 'first' AND metrics.auc > 0.9 AND params.rate = '0.1' AND tags.team = 'risk'") })).Runs.Single();
        Assert.Equal((RunStatus.Completed, 7ul, "kept by schema 1", 1, null), (run.Status, run.Seed, run.Note, run.Attempt, run.LeaseUntil));
        Assert.Equal(3000, run.Params["long"].Length);
        Assert.Equal(5300, run.Metrics["loss"].Count);
        IReadOnlyList<MetricPoint> points = await workspace.Runs.HistoryAsync(run.Id, "loss");
        Assert.Equal(Enumerable.Range(0, 5300).Select(i => i == 7 ? double.NaN : 1.0 / (1 + i)), points.Select(point => point.Value));
        Assert.Equal(new DateTimeOffset(2026, 11, 30, 12, 0, 52, 990, TimeSpan.Zero), points[^1].Time);
        Assert.Equal([double.PositiveInfinity, -0.0], (await workspace.Runs.HistoryAsync(run.Id, "odd")).Select(point => point.Value));
        using (var text = new StreamReader(await workspace.Runs.OpenArtifactAsync(run.Id, "notes/plan.txt"))) Assert.Equal("the plan", await text.ReadToEndAsync());
        Assert.Equal(RunStatus.Failed, (await workspace.Runs.SearchAsync(new() { Where = RunFilter.ChildOf(run.Id) })).Runs.Single().Status);
        Assert.Equal([(1, null), (2, 1)], (await workspace.Models.AliasHistoryAsync("credit", "champion")).Select(change => (change.Version!.Value, change.Previous)));
        await using (Stream bundle = await workspace.Models.OpenBundleAsync(ModelReference.Parse("credit@champion"))) Assert.Contains(BundleInfo.Read(bundle).InputSchema.Fields, field => field.Name == "x");
        Assert.Equal("second", (await workspace.Models.ResolveAsync("credit/2")).Tags["kind"]);

        // A run that was left by an SDK without leases can be taken up.
        RunInfo left = (await workspace.Runs.SearchAsync(new() { Where = RunFilter.Experiment("left running") })).Runs.Single();
        await using Run again = await workspace.ResumeRunAsync(left.Id);
        for (int i = 0; i < 200; i++) again.Log("loss", i);
        await again.CompleteAsync();
        await workspace.CompactAsync();
        Assert.Equal(200, (await workspace.Runs.HistoryAsync(left.Id, "loss")).Count);
        Assert.Equal(5300, (await workspace.Runs.HistoryAsync(run.Id, "loss")).Count);
        Assert.Empty((await workspace.VerifyAsync()).Problems);
    }

    [Fact]
    public async Task Open_EverySchemaThereWas_ComesToTheSameTablesWithWhatWasInIt()
    {
        await using (await SqliteWorkspaceStore.OpenAsync(_directory.File("fresh.db"))) { }
        string[] fresh = Tables(_directory.File("fresh.db"));
        for (int schema = 1; schema <= SqliteSchema.Version; schema++)
        {
            string place = Copy("schema1", $"from {schema}"), database = Path.Combine(place, "workspace.db");
            using (SqliteSession session = SqliteSession.Open(database, readOnly: false, Durability.ProcessDeath))
            {
                session.Script("PRAGMA foreign_keys = OFF");
                for (int script = 1; script < schema; script++)
                {
                    session.Script(SqliteSchema.Migrations[script]);
                    session.Execute("INSERT INTO schema_versions(version, applied_at) VALUES($0, 0)", script + 1L);
                }
            }

            await using Workspace workspace = await Workspace.OpenAsync(place, Samples.Options);
            Assert.Equal(fresh, Tables(database));
            Assert.Empty((await workspace.VerifyAsync()).Problems);
            RunInfo run = (await workspace.Runs.SearchAsync(new() { Where = RunFilter.Parse("run_name = 'first'") })).Runs.Single();
            Assert.Equal(5300, (await workspace.Runs.HistoryAsync(run.Id, "loss")).Count);
            await workspace.RunAsync("x", async next => await next.LogMetricAsync("m", 1));
        }
    }

    [Theory]
    [InlineData(Durability.ProcessDeath, 1)]
    [InlineData(Durability.PowerLoss, 2)]
    public void Open_Durability_SaysWhetherAWriteWaitsForTheDisk(Durability durability, int synchronous)
    {
        using SqliteSession session = SqliteSession.Open(_directory.File("w.db"), readOnly: false, durability);
        Assert.Equal((synchronous, synchronous - 1, synchronous - 1), (session.Number("PRAGMA synchronous"), session.Number("PRAGMA fullfsync"), session.Number("PRAGMA checkpoint_fullfsync")));
    }

    private static string[] Tables(string database)
    {
        using SqliteSession session = SqliteSession.Open(database, readOnly: true, Durability.ProcessDeath);
        List<string> tables = [];
        using SqliteStatement row = session.Query("SELECT type || ' ' || name || ' ' || tbl_name || ' ' || coalesce(sql, '') FROM sqlite_master ORDER BY 1");
        while (row.Read()) tables.Add(string.Join(' ', row.GetString(0).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
        return [.. tables];
    }

    private string Copy(string name, string? under = null)
    {
        string from = ReferenceFiles.Path("workspaces", name), to = _directory.File(under ?? name);
        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            string target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        return to;
    }
}
