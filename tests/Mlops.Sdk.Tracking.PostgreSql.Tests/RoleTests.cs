using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Testing;
using Npgsql;

namespace Mlops.Sdk.Tracking.PostgreSql.Tests;

public sealed class RoleTests(TestServer server) : IClassFixture<TestServer>, IAsyncLifetime
{
    private readonly string _role = $"mlops o'role \"{Guid.NewGuid():N}"[..40];
    private readonly InMemoryArtifactStore _artifacts = new();
    private PostgreSqlOptions _options = null!;
    private Workspace _owner = null!;
    private string _runId = "";

    public async ValueTask InitializeAsync()
    {
        _options = server.NewSchema();
        _owner = await PostgreSqlWorkspace.OpenAsync(server.Source, _artifacts, _options);
        await _owner.RunAsync("owned", async run =>
        {
            _runId = run.Id;
            await run.LogMetricAsync("m", 1);
        });
        await server.ExecuteAsync($"CREATE ROLE {SchemaName.Quote(_role)} LOGIN");
    }

    public async ValueTask DisposeAsync()
    {
        await _owner.DisposeAsync();
        await server.ExecuteAsync($"DROP OWNED BY {SchemaName.Quote(_role)} CASCADE; DROP ROLE {SchemaName.Quote(_role)}");
    }

    [ServerFact]
    public async Task Open_RoleWithoutRights_IsToldWhichSqlHelps()
    {
        MlopsException refused = await Assert.ThrowsAsync<MlopsException>(OpenAsync);
        Assert.Equal("MLO6009", refused.Code);
        Assert.Contains("GrantSql", refused.Message);
        PostgreSqlOptions other = server.NewSchema();
        Assert.Equal("MLO6009", (await Assert.ThrowsAsync<MlopsException>(() => PostgreSqlWorkspace.OpenAsync(AsRole(), _artifacts, other))).Code);
    }

    [ServerFact]
    public async Task Grant_Read_ReadsAndChangesNothing()
    {
        await GrantAsync(PostgreSqlAccess.Read);
        await ExpireAsync();
        await using Workspace reader = await OpenAsync();
        Assert.Equal(1, (await reader.Runs.HistoryAsync(_runId, "m")).Single().Value);
        Assert.True((await reader.VerifyAsync()).IsSound);
        Assert.Equal("MLO6009", (await Assert.ThrowsAsync<MlopsException>(() => reader.StartRunAsync("x"))).Code);
        Assert.Equal("MLO6009", (await Assert.ThrowsAsync<MlopsException>(() => reader.Runs.DeleteAsync(_runId))).Code);
        await RefusesAsync("INSERT INTO mlops.experiments(name, created_at) VALUES('x', 0)", "DELETE FROM mlops.audit", "UPDATE mlops.runs SET note = 'x'", "TRUNCATE mlops.chunks");
    }

    [ServerFact]
    public async Task Grant_Write_WorksAndCannotRewriteHistory()
    {
        await GrantAsync(PostgreSqlAccess.Write);
        await using (Workspace writer = await OpenAsync())
        {
            Run run = await writer.StartRunAsync("written");
            for (int i = 0; i < 70; i++) await run.LogMetricAsync("m", i);
            await run.LogTextAsync("a.txt", "a");
            run.LogParam("p", 1);
            run.SetNote("n");
            await run.CompleteAsync();
            using var bundle = new MemoryStream();
            Pipeline.Empty.Fit(new Dataset(new NumberColumn("x", new double[] { 1, 2 }))).Save(bundle);
            for (int i = 0; i < 2; i++) await writer.Models.RegisterBundleAsync("m", new MemoryStream(bundle.ToArray()), run);
            await writer.Models.SetAliasAsync("m", "champion", 1, null);
            await writer.Models.ArchiveAsync(ModelReference.To("m", 2));
            for (int i = 0; i < 2; i++) await writer.Models.LogAsync(ModelReference.To("m", 1), new GeneralReport(new ReportBuilder("r").Build(), [], "tests"), "r");
            await writer.Runs.DeleteAsync(_runId);
            await writer.CompactAsync();
            Assert.Equal("MLO6009", (await Assert.ThrowsAsync<MlopsException>(() => writer.Runs.PurgeAsync(TimeSpan.Zero))).Code);
            Assert.True((await writer.VerifyAsync()).IsSound);
        }

        await RefusesAsync(
            "UPDATE mlops.alias_history SET version = 2", "DELETE FROM mlops.stage_history", "DELETE FROM mlops.model_versions", "UPDATE mlops.audit SET actor = 'x'", "DELETE FROM mlops.runs",
            "DELETE FROM mlops.schema_versions", "UPDATE mlops.documents SET body = 'x'", "ALTER TABLE mlops.audit DISABLE TRIGGER ALL", "DROP TRIGGER audit_stays ON mlops.audit", "CREATE TABLE mlops.mine(x int)");
    }

    [ServerFact]
    public async Task Grant_Maintain_PurgesAndErases()
    {
        await GrantAsync(PostgreSqlAccess.Maintain);
        await _owner.Runs.DeleteAsync(_runId);
        PostgreSqlWorkspaceStore store = await PostgreSqlWorkspaceStore.OpenAsync(AsRole(), _options);
        await using Workspace keeper = Workspace.FromStores(store, _artifacts, _options.Workspace);
        Assert.Equal(1, await keeper.Runs.PurgeAsync(TimeSpan.FromTicks(-1) + TimeSpan.FromTicks(1)));
        var audit = new AuditRecord("test", "k/a", DateTimeOffset.UnixEpoch);
        await store.Documents.WriteAsync([new("k", "a", 0, "{}")], audit);
        Assert.Equal(1, await store.Documents.EraseAsync("k", "a", audit));
        Assert.Equal("MLO6009", (await Assert.ThrowsAsync<MlopsException>(async () => throw await RefusalAsync(store))).Code);
    }

    [ServerFact]
    public async Task Owner_RowsThatStay_AreRefusedByTheirTriggers()
    {
        await _owner.Runs.DeleteAsync(_runId);
        foreach (string statement in (string[])["UPDATE mlops.audit SET actor = 'x'", "DELETE FROM mlops.audit", "TRUNCATE mlops.audit", "DELETE FROM mlops.alias_history", "UPDATE mlops.model_versions SET bundle_size = 0"])
            Assert.Equal("ML100", (await Assert.ThrowsAsync<PostgresException>(() => server.ExecuteAsync(new SchemaName(_options.Schema).SqlOnce(statement)))).SqlState);
    }

    /// <summary>A maintainer may not change what was audited.</summary>
    private async Task<MlopsException> RefusalAsync(PostgreSqlWorkspaceStore store)
    {
        await RefusesAsync("DELETE FROM mlops.audit", "UPDATE mlops.alias_history SET reason = 'x'");
        await server.ExecuteAsync(new SchemaName(_options.Schema).SqlOnce($"REVOKE INSERT ON mlops.audit FROM {SchemaName.Quote(_role)}"));
        return await Assert.ThrowsAsync<MlopsException>(() => store.Audit.AppendAsync([new AuditRecord("a", "s", DateTimeOffset.UnixEpoch)]));
    }

    private async Task ExpireAsync()
    {
        await using PostgreSqlWorkspaceStore store = await server.OpenStoreAsync(_options);
        await store.Runs.WriteAsync([new RunStarted(new('1', 26), "dead", null, null, DateTimeOffset.UnixEpoch, 0, [], DateTimeOffset.UnixEpoch.AddSeconds(1))]);
    }

    private Task GrantAsync(PostgreSqlAccess access) => server.ExecuteAsync(PostgreSqlWorkspace.GrantSql(_role, access, _options));

    private string AsRole() => new NpgsqlConnectionStringBuilder(server.Connection) { Username = _role, Pooling = false }.ToString();

    private Task<Workspace> OpenAsync() => PostgreSqlWorkspace.OpenAsync(AsRole(), _artifacts, _options);

    private async Task RefusesAsync(params string[] statements)
    {
        await using var connection = new NpgsqlConnection(AsRole());
        await connection.OpenAsync();
        foreach (string statement in statements)
        {
            await using var command = new NpgsqlCommand(new SchemaName(_options.Schema).SqlOnce(statement), connection);
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, (await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync())).SqlState);
        }
    }
}
