using Microsoft.Data.Sqlite;
using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Tracking.Tests.Support;

namespace Mlops.Sdk.Tracking.Tests.Faults;

public sealed class DamageTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task OpenArtifact_FlippedOrCutOff_FailsAloneAndIsFoundByVerify(bool cut)
    {
        await using Workspace workspace = await Workspace.OpenAsync(_directory.Path, Samples.Options);
        string id = "";
        await workspace.RunAsync("x", async run =>
        {
            id = run.Id;
            await run.LogTextAsync("a.txt", "the first content");
        });
        string blob = _directory.OnlyBlob();
        await workspace.RunAsync("x", async run => await run.LogTextAsync("b.txt", "the other"));
        byte[] bytes = await File.ReadAllBytesAsync(blob);
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(blob, cut ? bytes[..^1] : bytes);

        Assert.Equal("MLO6022", (await Assert.ThrowsAsync<MlopsException>(() => workspace.Runs.OpenArtifactAsync(id, "a.txt"))).Code);
        RunInfo other = (await workspace.Runs.SearchAsync()).Runs[0];
        await using (await workspace.Runs.OpenArtifactAsync(other.Id, "b.txt"))
        {
            WorkspaceProblem problem = Assert.Single((await workspace.VerifyAsync()).Problems);
            Assert.Equal(WorkspaceProblemKind.DamagedArtifact, problem.Kind);
            Assert.Contains($"artifact \"a.txt\" of run {id}", problem.Message);
        }

        await workspace.RunAsync("x", async run => await run.LogTextAsync("again.txt", "the first content"));
        Assert.True((await workspace.VerifyAsync()).IsSound);
    }

    [Fact]
    public async Task Read_PageOfTheDatabaseOverwritten_FailsAloneAndIsFoundByVerify()
    {
        string id = "";
        await using (Workspace whole = await Workspace.OpenAsync(_directory.Path, Samples.Options))
            await whole.RunAsync("x", async run =>
            {
                id = run.Id;
                await run.LogMetricAsync("m", [.. Enumerable.Range(0, 20_000).Select(i => new MetricPoint(Math.Sin(i), i, TimeProvider.System.GetUtcNow()))]);
            });
        string database = _directory.File("workspace.db");
        long page, size;
        using (SqliteSession session = SqliteSession.Open(database, readOnly: true, Durability.ProcessDeath))
            (page, size) = (session.Number("SELECT rootpage FROM sqlite_master WHERE name = 'chunks'")!.Value, session.Number("PRAGMA page_size")!.Value);
        byte[] bytes = await File.ReadAllBytesAsync(database);
        bytes.AsSpan((int)((page - 1) * size), (int)size).Fill(0xAB);
        await File.WriteAllBytesAsync(database, bytes);

        await using Workspace workspace = await Workspace.OpenAsync(_directory.Path, Samples.Options);
        Assert.Equal(id, Assert.Single((await workspace.Runs.SearchAsync()).Runs).Id);
        MlopsException failed = await Assert.ThrowsAsync<MlopsException>(() => workspace.Runs.HistoryAsync(id, "m"));
        Assert.Equal("MLO6005", failed.Code);
        Assert.Contains(database, failed.Message);
        Assert.Contains((await workspace.VerifyAsync()).Problems, problem => problem.Kind == WorkspaceProblemKind.DamagedDatabase);
    }

    [Fact]
    public async Task Load_BundleGoneOrTampered_FailsAndOtherVersionsLoad()
    {
        await using Workspace workspace = await Workspace.OpenAsync(_directory.Path, Samples.Options);
        await workspace.Models.RegisterAsync("m", Samples.Model());
        string blob = _directory.OnlyBlob();
        byte[] bytes = await File.ReadAllBytesAsync(blob);
        bytes[100] ^= 1;
        await File.WriteAllBytesAsync(blob, bytes);
        await workspace.Models.RegisterAsync("m", Pipeline.Empty.Fit(Samples.Data));

        Assert.Equal("MLO6022", (await Assert.ThrowsAsync<MlopsException>(() => workspace.Models.LoadAsync("m/1"))).Code);
        File.Delete(blob);
        Assert.Equal("MLO6021", (await Assert.ThrowsAsync<MlopsException>(() => workspace.Models.LoadAsync("m/1"))).Code);
        Assert.Equal(WorkspaceProblemKind.MissingArtifact, Assert.Single((await workspace.VerifyAsync()).Problems).Kind);
        Assert.Empty((await workspace.Models.LoadAsync("m/2")).Steps);
    }

    [Fact]
    public async Task Open_DatabaseOfANewerSdk_IsRefusedAndLeftAlone()
    {
        await using (await Workspace.OpenAsync(_directory.Path, Samples.Options))
        {
        }

        Change("INSERT INTO schema_versions(version, applied_at) VALUES(999, 0)");
        byte[] before = await File.ReadAllBytesAsync(_directory.File("workspace.db"));
        MlopsException newer = await Assert.ThrowsAsync<MlopsException>(() => Workspace.OpenAsync(_directory.Path, Samples.Options));
        Assert.Equal("MLO6001", newer.Code);
        Assert.Contains("schema 999", newer.Message);
        Assert.Contains("Update the Mlops.Sdk packages", newer.Message);
        Assert.Equal(before, await File.ReadAllBytesAsync(_directory.File("workspace.db")));
    }

    [Fact]
    public async Task Open_FileThatIsNoDatabase_IsRefusedAndLeftAlone()
    {
        string text = string.Concat(Enumerable.Repeat("this is no database. ", 400));
        await File.WriteAllTextAsync(_directory.File("workspace.db"), text);
        Assert.Equal("MLO6002", (await Assert.ThrowsAsync<MlopsException>(() => Workspace.OpenAsync(_directory.Path, Samples.Options))).Code);
        Assert.Equal(text, await File.ReadAllTextAsync(_directory.File("workspace.db")));
    }

    [Fact]
    public async Task Write_DatabaseLockedByAnotherProgram_FailsWithTheRemedyAndGoesOn()
    {
        SqliteWorkspaceStore store = await SqliteWorkspaceStore.OpenAsync(_directory.File("workspace.db"));
        await using var workspace = Workspace.FromStores(store, new FolderArtifactStore(_directory.File("artifacts")), Samples.Options);
        await store.WaitAtMostAsync(TimeSpan.Zero);
        Run run = await workspace.StartRunAsync("x");
        using (SqliteConnection browser = Connect())
        {
            using SqliteTransaction held = browser.BeginTransaction();
            MlopsException locked = await Assert.ThrowsAsync<MlopsException>(() => run.LogMetricAsync("m", 1, step: 0));
            Assert.Equal("MLO6007", locked.Code);
            Assert.Contains("workspace.db locked", locked.Message);
            Assert.Contains("Close what has it open", locked.Message);
            Assert.Equal(run.Id, Assert.Single((await workspace.Runs.SearchAsync()).Runs).Id);
        }

        await run.LogMetricAsync("m", 2, step: 0);
        await run.CompleteAsync();
        Assert.Equal(2.0, Assert.Single(await workspace.Runs.HistoryAsync(run.Id, "m")).Value);
    }

    [Fact]
    public async Task Open_LogCutOffAnywhere_KeepsWholeTransactions()
    {
        await using (Workspace workspace = await Workspace.OpenAsync(_directory.Path, Samples.Options))
        {
            Run run = await workspace.StartRunAsync("x");
            for (int i = 0; i < 20; i++) await run.LogMetricAsync("m", i);
            CopyDatabase();
        }

        byte[] log = await File.ReadAllBytesAsync(_directory.File("copy.db-wal"));
        byte[] database = await File.ReadAllBytesAsync(_directory.File("copy.db"));
        for (int part = 1; part < 8; part++)
        {
            using var copy = new TempDirectory();
            await File.WriteAllBytesAsync(copy.File("workspace.db"), database);
            await File.WriteAllBytesAsync(copy.File("workspace.db-wal"), log[..(log.Length * part / 8)]);
            await using Workspace workspace = await Workspace.OpenAsync(copy.Path, Samples.Options);
            Assert.Empty((await workspace.VerifyAsync()).Problems);
            foreach (RunInfo run in (await workspace.Runs.SearchAsync()).Runs)
            {
                IReadOnlyList<MetricPoint> points = await workspace.Runs.HistoryAsync(run.Id, "m");
                Assert.Equal(Enumerable.Range(0, points.Count).Select(i => (double)i), points.Select(point => point.Value));
            }
        }
    }

    [Fact]
    public async Task Database_HistoryAndVersions_RefuseToBeRewritten()
    {
        await using Workspace workspace = await Workspace.OpenAsync(_directory.Path, Samples.Options);
        ModelVersion version = await workspace.Models.RegisterAsync("m", Samples.Model());
        await workspace.Models.SetAliasAsync("m", "a", version, expected: null);
        Assert.Throws<SqliteException>(() => Change("UPDATE alias_history SET version = NULL"));
        Assert.Throws<SqliteException>(() => Change("DELETE FROM alias_history"));
        Assert.Throws<SqliteException>(() => Change("UPDATE model_versions SET bundle_sha256 = 'x'"));
    }

    private void CopyDatabase()
    {
        foreach (string part in (string[])["", "-wal"]) File.Copy(_directory.File("workspace.db" + part), _directory.File("copy.db" + part));
    }

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = _directory.File("workspace.db"), Pooling = false }.ToString());
        connection.Open();
        return connection;
    }

    private void Change(string sql)
    {
        using SqliteConnection connection = Connect();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
