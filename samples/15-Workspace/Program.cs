// The workspace: the blocks of docs/workspace.md. Run it from the root of the repository.
using Mlops.Sdk;

const string Folder = "artifacts/workspace/mlops";
if (Directory.Exists("artifacts/workspace")) Directory.Delete("artifacts/workspace", recursive: true);
(Dataset train, Dataset test) = Dataset.FromCsv("samples/data/penguins/penguins.csv", new() { Label = "species" }).Split(testFraction: 0.25, seed: 42);

#region run
await using Workspace workspace = await Workspace.OpenAsync(Folder);
Pipeline pipeline = Pipeline.Empty.ImputeMissing().EncodeCategories().TrainBoosting(new() { TreeCount = 30 });
ModelVersion version = await workspace.RunAsync("penguins", new() { Name = "boosting", Seed = 7 }, async run =>
{
    await run.LogDatasetAsync("train", train, source: "penguins.csv");
    FittedPipeline model = pipeline.Fit(train, run.Context);
    await run.LogAsync(model.Evaluate(test));
    return await workspace.Models.RegisterAsync("penguins", model, producedBy: run);
});
#endregion

#region log
Run current = await workspace.StartRunAsync("penguins", new() { Name = "by hand", SystemMetrics = TimeSpan.FromSeconds(10) });
current.LogParam("rate", 0.1);
for (int epoch = 0; epoch < 500; epoch++) current.Log("loss", 1.0 / (epoch + 1));
await current.LogMetricAsync("accuracy", 0.91);
await current.LogFigureAsync("loss", new LineChart("loss", Enumerable.Range(0, 500).Select(i => (double)i), Enumerable.Range(0, 500).Select(i => 1.0 / (i + 1))));
await current.CompleteAsync();
#endregion

#region problem
await workspace.Runs.SetProblemAsync("penguins", new()
{
    Question = "Which species is this penguin?",
    Decision = "Which colony it is counted for",
    Owner = "field team",
    MinimumSaving = 10,
});
Console.WriteLine((await workspace.Runs.FindProblemAsync("penguins"))?.Question);
#endregion

File.WriteAllBytes("artifacts/workspace/embeddings.bin", [.. Enumerable.Range(0, 12_000_000).Select(i => (byte)(i * 31 + i / 251))]);

#region files
await workspace.RunAsync("penguins", new() { Name = "files" }, async run =>
{
    var progress = new Progress<RunProgress>(report => Console.Write($"\r{report.Stage}: {report.Fraction:P0} {report.Message}   "));
    await run.LogFileAsync("artifacts/workspace/embeddings.bin", "vectors/embeddings.bin", progress);
    await workspace.Runs.SaveArtifactAsync(run.Id, "vectors/embeddings.bin", "artifacts/workspace/again.bin", progress);
});
#endregion

#region search
RunPage found = await workspace.Runs.SearchAsync(new()
{
    Where = RunFilter.Parse("experiment = 'penguins' AND (metrics.accuracy > 0.8 OR min(metrics.loss) < 0.01) AND NOT status IN ('Failed', 'Cancelled')"),
    OrderBy = RunOrder.Parse("metrics.accuracy DESC"),
});
foreach (RunInfo run in found.Runs) Console.WriteLine(run);
RunInfo? best = await workspace.Runs.FindBestAsync("penguins", Metric.Accuracy);
Console.WriteLine($"best: {best}");
#endregion

#region compare
RunComparison comparison = await workspace.Runs.CompareAsync([.. found.Runs.Select(run => run.Id)]);
comparison.SaveHtml("artifacts/workspace/runs.html");
Console.WriteLine(string.Join(", ", comparison.Params.Keys));
#endregion

#region promote
FittedPipeline candidate = await workspace.Models.LoadAsync(version.Reference);
await workspace.Models.LogAsync(version.Reference, candidate.Evaluate(test));
PromotionReport promotion = await workspace.Models.PromoteAsync(version.Reference, "champion",
[
    ModelGate.AtLeast("accuracy", 0.9),
    ModelGate.NotWorse(Metric.LogLoss, tolerance: 0.01),
    ModelGate.NoFindings(Severity.Error),
    ModelGate.SignatureCompatible,
], reason: "first model");
Console.WriteLine(promotion);
#endregion

#region rollback
ModelVersion next = await workspace.Models.RegisterAsync("penguins", candidate, new RegistrationOptions { CompatibleWith = "champion" });
await workspace.Models.SetAliasAsync("penguins", "champion", next.Version, version.Version, "trial");
await workspace.Models.RollBackAsync("penguins", "champion", "worse on the new islands");
await workspace.Models.ArchiveAsync(next.Reference, "rolled back");
foreach (AliasChange change in await workspace.Models.AliasHistoryAsync("penguins", "champion")) Console.WriteLine($"{change.ChangedAt:u} {change.Version} by {change.ChangedBy}: {change.Reason}");
#endregion

#region keep
await workspace.Runs.DeleteAsync(current.Id);
await workspace.Runs.RestoreAsync(current.Id);
Console.WriteLine(await workspace.CollectGarbageAsync());
Console.WriteLine(await workspace.VerifyAsync());
await workspace.BackupAsync("artifacts/workspace/copy");
#endregion
