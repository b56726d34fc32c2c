using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Testing;

namespace Mlops.Sdk.Tracking.PostgreSql.Tests;

public sealed class SchemaTests(TestServer server) : IClassFixture<TestServer>
{
    [ServerFact]
    public async Task Open_EightAtOnce_MakeOneSchema()
    {
        PostgreSqlOptions options = server.NewSchema();
        // Each with connections of its own, as processes have them.
        Workspace[] opened = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => PostgreSqlWorkspace.OpenAsync(server.Connection, new InMemoryArtifactStore(), options))));
        await Task.WhenAll(opened.Select(workspace => workspace.RunAsync("together", _ => Task.CompletedTask)));
        Assert.Equal(8, (await opened[0].Runs.ListExperimentsAsync()).Single().Runs);
        Assert.Equal(PostgreSqlSchema.Version, await server.ScalarAsync<long>($"SELECT count(*) FROM {SchemaName.Quote(options.Schema)}.schema_versions"));
        foreach (Workspace workspace in opened) await workspace.DisposeAsync();
        Assert.Equal(0L, await server.ScalarAsync<long>($"SELECT count(*) FROM {SchemaName.Quote(options.Schema)}.writers"));
    }

    [ServerFact]
    public async Task Open_SchemaOfANewerSdk_IsRefusedAndLeftAlone()
    {
        PostgreSqlOptions options = server.NewSchema();
        string versions = SchemaName.Quote(options.Schema) + ".schema_versions";
        await (await server.OpenAsync(options)).DisposeAsync();
        await server.ExecuteAsync($"INSERT INTO {versions} VALUES(99, 0)");
        MlopsException refused = await Assert.ThrowsAsync<MlopsException>(() => server.OpenAsync(options));
        Assert.Equal("MLO6001", refused.Code);
        Assert.Contains(options.Schema.Replace("\"", "\"\"", StringComparison.Ordinal), refused.Message);
        Assert.Equal(99, await server.ScalarAsync<int>($"SELECT max(version) FROM {versions}"));
    }

    [ServerFact]
    public async Task Open_SchemaOfVersion2_KeepsItsPointsAndGoesOn()
    {
        PostgreSqlOptions options = server.NewSchema();
        var schema = new SchemaName(options.Schema);
        string id = new('1', 26);
        DateTimeOffset start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        MetricPoint[] points = [.. Enumerable.Range(0, 70).Select(i => new MetricPoint(i, i, start.AddTicks(i)))];
        await server.ExecuteAsync($"CREATE SCHEMA {schema.Quoted}");
        await server.ExecuteAsync(schema.SqlOnce($"CREATE TABLE mlops.schema_versions(version integer PRIMARY KEY, applied_at bigint NOT NULL); {PostgreSqlSchema.Migrations[0]} {PostgreSqlSchema.Migrations[1]} INSERT INTO mlops.schema_versions VALUES(1, 0), (2, 0)"));
        // As version 2 wrote them: a chunk for each point, and a merged one before.
        await server.ExecuteAsync(schema.SqlOnce(
            $"""
            INSERT INTO mlops.experiments(name, created_at) VALUES('e', 0);
            INSERT INTO mlops.runs(id, experiment_id, status, started_at, seed) VALUES('{id}', 1, 0, {start.UtcTicks}, 0);
            INSERT INTO mlops.series(run_id, name, points, chunks, next_position, last_step, last_time, last_value, min_value, max_value) VALUES('{id}', 'm', 65, 2, 65, 64, {points[64].Time.UtcTicks}, 64, 0, 64);
            INSERT INTO mlops.chunks VALUES(1, 0, 64, '\x{Convert.ToHexString(MetricChunk.Encode(points.AsSpan(0, 64)))}'), (1, 64, 1, '\x{Convert.ToHexString(MetricChunk.Encode(points.AsSpan(64, 1)))}');
            """));
        await using PostgreSqlWorkspaceStore store = await server.OpenStoreAsync(options);
        Assert.Equal(points[..65], await store.Runs.ReadMetricAsync(id, "m"));
        foreach (MetricPoint point in points[65..]) await store.Runs.WriteAsync([new RunFenced(id, 1), new MetricLogged(id, "m", point)]);
        Assert.Equal(points, await store.Runs.ReadMetricAsync(id, "m"));
        Assert.Empty(await store.CheckAsync());
        await store.CompactAsync();
        Assert.Equal(points, await store.Runs.ReadMetricAsync(id, "m"));
        Assert.Equal(1L, await server.ScalarAsync<long>(schema.SqlOnce("SELECT chunks FROM mlops.series")));
    }

    [ServerFact]
    public async Task Open_TwoSchemas_DoNotSeeEachOther()
    {
        await using Workspace one = await server.OpenAsync(), other = await server.OpenAsync();
        await one.RunAsync("mine", _ => Task.CompletedTask);
        Assert.Empty((await other.Runs.SearchAsync()).Runs);
    }

    [ServerFact]
    public async Task Open_FolderAndKeys_KeepsContentsInItEncrypted()
    {
        PostgreSqlOptions options = server.NewSchema();
        using var folder = new TempFolder();
        await using Workspace workspace = await PostgreSqlWorkspace.OpenAsync(server.Source, folder.File("contents"), options with { Workspace = options.Workspace with { ArtifactKeys = new ArtifactKeys(new byte[ArtifactKeys.KeyBytes]) } });
        await workspace.RunAsync("files", run => run.LogTextAsync("a.txt", "kept in the folder"));
        string file = Directory.EnumerateFiles(folder.File("contents"), "*", SearchOption.AllDirectories).Single();
        Assert.DoesNotContain("kept in the folder", await File.ReadAllTextAsync(file));
        Assert.True((await workspace.VerifyAsync()).IsSound);
        Assert.Contains("database", workspace.ToString());
    }

    [ServerTheory]
    [InlineData("")]
    [InlineData("pg_mine")]
    [InlineData("information_schema")]
    [InlineData("a\0b")]
    [InlineData("ääääääääääääääääääääääääääääääää")]
    public async Task Open_SchemaNameThatCannotBe_IsRefused(string schema) =>
        await Assert.ThrowsAsync<ArgumentException>(() => server.OpenAsync(server.NewSchema() with { Schema = schema }));

    [ServerFact]
    public async Task Open_NoServerOrNoDatabase_TellsWhich()
    {
        string nowhere = Path.Combine(Path.GetTempPath(), "no-postgres-here");
        MlopsException away = await Assert.ThrowsAsync<MlopsException>(() => PostgreSqlWorkspaceStore.OpenAsync($"Host={nowhere};Username=mlops;Password=secret-word;Database=d"));
        Assert.Equal("MLO6008", away.Code);
        Assert.Contains(nowhere, away.Message);
        Assert.DoesNotContain("secret-word", away.ToString());
        MlopsException missing = await Assert.ThrowsAsync<MlopsException>(() => PostgreSqlWorkspaceStore.OpenAsync(server.Connection + ";Database=no_such_database"));
        Assert.Equal("MLO6003", missing.Code);
        Assert.Contains("no_such_database", missing.Message);
    }

    [ServerFact]
    public async Task Open_DatabaseInAnotherEncoding_IsRefused()
    {
        string name = $"mlops_ascii_{Environment.ProcessId}";
        await server.ExecuteAsync($"CREATE DATABASE {name} ENCODING 'SQL_ASCII' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0");
        try
        {
            MlopsException refused = await Assert.ThrowsAsync<MlopsException>(() => PostgreSqlWorkspaceStore.OpenAsync(server.Connection + $";Database={name};Pooling=false"));
            Assert.Equal("MLO6002", refused.Code);
            Assert.Contains("SQL_ASCII", refused.Message);
        }
        finally
        {
            await server.ExecuteAsync($"DROP DATABASE {name} WITH (FORCE)");
        }
    }
}
