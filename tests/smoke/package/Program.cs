// A stranger's program: references the packed packages, trains, registers, loads, scores, tests a stage; where MLOPS_POSTGRES names a server, the same over its database.
using Mlops.Sdk;
using Mlops.Sdk.Testing;

string folder = Directory.CreateTempSubdirectory("mlops-smoke-").FullName;
Dataset houses = Dataset.FromRecords(Enumerable.Range(0, 400).Select(i => new House(
    Area: i % 7 == 0 ? null : 40 + i % 160,
    Town: (i % 3) switch { 0 => "Bern", 1 => "Basel", _ => "Chur" },
    Price: 1000.0 * (40 + i % 160) + 20000 * (i % 3)))).WithRole(nameof(House.Price), ColumnRole.Label);

await using (Workspace workspace = await Workspace.OpenAsync($"{folder}/mlops")) await TrainAndScoreAsync(workspace);
if (Environment.GetEnvironmentVariable("MLOPS_POSTGRES") is { Length: > 0 } connection)
{
    await using Workspace team = await PostgreSqlWorkspace.OpenAsync(connection, $"{folder}/contents", new() { Schema = $"smoke_{Guid.NewGuid():N}" });
    await TrainAndScoreAsync(team);
}

StepContract.Verify(new CategoryEncoder());

async Task TrainAndScoreAsync(Workspace workspace)
{
    ModelVersion version = await workspace.RunAsync("houses", async run =>
    {
        FittedPipeline model = Pipeline.Empty.ImputeMissing().EncodeCategories().TrainLightGbm().Fit(houses, run.Context);
        return await workspace.Models.RegisterAsync("houses", model, producedBy: run);
    });
    await workspace.Models.SetAliasAsync("houses", "champion", version, expected: null);

    FittedPipeline champion = await workspace.Models.LoadAsync("houses@champion");
    double batch = champion.Score(houses)[3].Score;
    double single = champion.ScoreJson("""{"Area": 43, "Town": "Bern"}""").Score;
    Console.WriteLine($"{version.Name}/{version.Version}: {batch}, alone {single}");
    if (batch != single) throw new InvalidOperationException("One row alone is not equal to the batch.");
}

internal sealed record House(int? Area, string Town, double Price);
