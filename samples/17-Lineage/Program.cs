// Lineage: the blocks of docs/lineage.md. Run it from the root of the repository.
using Mlops.Sdk;

const string Folder = "artifacts/lineage";
if (Directory.Exists(Folder)) Directory.Delete(Folder, recursive: true);
Pipeline pipeline = Pipeline.Empty.ImputeMissing().EncodeCategories(new() { Method = EncodingMethod.OneHot() }).TrainBoosting(new() { TreeCount = 30 });

#region record
await using Workspace workspace = await Workspace.OpenAsync($"{Folder}/mlops", new() { OpenLineage = new() { Transport = OpenLineageTransport.File($"{Folder}/events.ndjson") } });
const string Source = "samples/data/penguins/penguins.csv";
(Dataset train, Dataset test) = Dataset.FromCsv(Source, new() { Label = "species" }).Split(testFraction: 0.25, seed: 42);
string runId = await workspace.RunAsync("penguins", async run =>
{
    await workspace.Catalog.RegisterAsync("penguins-train", train);
    await run.LogDatasetAsync("train", train, source: Source);
    await run.LogDatasetAsync("test", test, source: Source);
    await workspace.Models.RegisterAsync("penguins", pipeline.Fit(train, run.Context), producedBy: run);
    return run.Id;
});
await workspace.Models.SetAliasAsync("penguins", "champion", 1, expected: null);
DateTimeOffset yesterday = DateTimeOffset.UtcNow;
#endregion

#region deploy
await workspace.Lineage.LogDeploymentAsync("island-survey", "penguins@champion", environment: "production");
await workspace.Lineage.LogPredictionsAsync("penguins@champion", test.RowCount, new() { Deployment = "island-survey", Location = "answers.parquet", Input = test });
#endregion

// A second version on half of the rows takes the alias and the place over.
Dataset half = train.Split(testFraction: 0.5, seed: 1).Train;
await workspace.RunAsync("penguins", async run =>
{
    await run.LogDatasetAsync("half", half, source: Source);
    return await workspace.Models.RegisterAsync("penguins", pipeline.Fit(half, run.Context), producedBy: run);
});
await workspace.Models.SetAliasAsync("penguins", "champion", 2, expected: 1);
await workspace.Lineage.LogDeploymentAsync("island-survey", "penguins@champion", environment: "production");

#region trace
LineageGraph lineage = await workspace.Lineage.TraceAsync("penguins@champion");
Console.WriteLine(lineage);
lineage.SaveHtml($"{Folder}/lineage.html");
LineageGraph was = await workspace.Lineage.TraceAsync("penguins@champion", new() { AsOf = yesterday, Columns = true, Direction = LineageDirection.Upstream });
foreach (LineageNode feature in was.Of(LineageNodeKind.Feature)) Console.WriteLine(feature);
#endregion

#region impact
ImpactReport impact = await workspace.Lineage.ImpactAsync(Source, column: "flipper_length_mm");
Console.WriteLine(impact);
foreach (ModelImpact model in impact.Models) Console.WriteLine($"{model.Version} {string.Join(", ", model.Aliases)} {string.Join(", ", model.Deployments)}");
impact.SaveHtml($"{Folder}/impact.html");
#endregion

#region link
await workspace.Lineage.LinkAsync(LineageNode.Parse("external:nightly export of the field station"), LineageNode.Parse($"source:{Source}"), "writes");
#endregion

#region reproduce
ReproductionReport again = await workspace.ReproduceAsync(runId);
Console.WriteLine(again);
#endregion
