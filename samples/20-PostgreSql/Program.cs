// The workspace of a team: the blocks of docs/postgresql.md. It needs a server: MLOPS_POSTGRES holds a connection string. Run it from the root of the repository.
using Mlops.Sdk;
using Npgsql;

if (Environment.GetEnvironmentVariable("MLOPS_POSTGRES") is not { Length: > 0 } connection)
{
    Console.WriteLine("MLOPS_POSTGRES holds no connection string, so there is nothing to run (.ci/postgres starts a server).");
    return;
}

const string Artifacts = "artifacts/postgresql";
(Dataset train, Dataset test) = Dataset.FromCsv("samples/data/penguins/penguins.csv", new() { Label = "species" }).Split(testFraction: 0.25, seed: 42);

#region open
await using Workspace workspace = await PostgreSqlWorkspace.OpenAsync(connection, Artifacts, new() { Schema = "penguins" });
ModelVersion version = await workspace.RunAsync("penguins", async run =>
{
    FittedPipeline model = Pipeline.Empty.ImputeMissing().EncodeCategories().TrainBoosting(new() { TreeCount = 30 }).Fit(train, run.Context);
    await run.LogAsync(model.Evaluate(test));
    return await workspace.Models.RegisterAsync("penguins", model, producedBy: run);
});
#endregion

#region race
ModelVersion? champion = await workspace.Models.FindAsync("penguins@champion");
await workspace.Models.SetAliasAsync("penguins", "champion", version.Version, expected: champion?.Version, reason: "newest");
#endregion

#region grant
string analyst = PostgreSqlWorkspace.GrantSql("analyst", PostgreSqlAccess.Read, new() { Schema = "penguins" });
string trainer = PostgreSqlWorkspace.GrantSql("trainer", PostgreSqlAccess.Write, new() { Schema = "penguins" });
Console.WriteLine(analyst + trainer);
#endregion

#region source
await using NpgsqlDataSource source = NpgsqlDataSource.Create(connection + ";Max Auto Prepare=100");
await using (Workspace shared = await PostgreSqlWorkspace.OpenAsync(source, Artifacts, new() { Schema = "penguins" }))
    Console.WriteLine(await shared.VerifyAsync());
#endregion
