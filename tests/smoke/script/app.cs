#:package Mlops.Sdk@MLOPS_VERSION
using Mlops.Sdk;

// A file-based app with its default settings: no reflection JSON, no dynamic code.
IEnumerable<string> lines = Enumerable.Range(0, 600).Select(i => $"{i % 90},{(i % 4 == 0 ? "" : "town" + i % 5)},{(i % 90 > 45 ? "late" : "paid")}");
Dataset loans = Dataset.ParseCsv(string.Join('\n', lines.Prepend("Age,Town,Outcome")), new() { Label = "Outcome" });
Console.WriteLine(loans.Profile());

FittedPipeline model = Pipeline.Empty.ImputeMissing().EncodeCategories().TrainLightGbm().Fit(loans);
Console.WriteLine(model.Evaluate(loans));

string path = Path.Combine(Path.GetTempPath(), "script.mlops");
model.Save(path);
Prediction prediction = FittedPipeline.Load(path).Score(new Dictionary<string, object?> { ["Age"] = 80, ["Town"] = null });
Console.WriteLine(prediction);
if (prediction.Class != "late") throw new InvalidOperationException($"Expected late and got {prediction}.");

DataRules rules = DataRules.FromJson(DataRules.Suggest(loans).Rules.ToJson());
if (!rules.Validate(loans).Passed) throw new InvalidOperationException("A table breaks the rules that it speaks for.");
Console.WriteLine(rules.Validate(loans.Derive("Age", row => -row.Number("Age"))));

Dataset more = Dataset.FromRecords([new Loan(3, "town1"), new Loan(88, null)]);
Console.WriteLine(model.Score(more)[1]);

// A workspace: catalog, a tracked fit, a search by expression, lineage, the run done again.
await using Workspace workspace = await Workspace.OpenAsync(Directory.CreateTempSubdirectory("mlops-script-").FullName);
await workspace.Catalog.RegisterAsync("loans", loans);
string runId = await workspace.RunAsync("loans", async run =>
{
    Dataset kept = await workspace.Catalog.OpenAsync("loans@latest");
    FittedPipeline fitted = Pipeline.Empty.ImputeMissing().EncodeCategories().TrainLightGbm(new() { TreeCount = 10 }).Fit(kept, run.Context);
    await run.LogAsync(fitted.Evaluate(kept));
    await workspace.Models.RegisterAsync("loans", fitted, producedBy: run);
    return run.Id;
});
double bar = 0.9;
RunPage found = await workspace.Runs.SearchAsync(new() { Where = RunFilter.Of(run => run.Metrics["auc"].Last > bar && run.Experiment == "loans") });
if (found.Runs is not [{ Id: var id }] || id != runId) throw new InvalidOperationException($"The search found {found.Runs.Length} runs.");
LineageGraph lineage = await workspace.Lineage.TraceAsync("loans/1");
if (!lineage.Of(LineageNodeKind.Dataset).Any()) throw new InvalidOperationException($"The lineage lacks the data:\n{lineage}");
ReproductionReport again = await workspace.ReproduceAsync(runId);
Console.WriteLine(again);
if (!again.IsSame) throw new InvalidOperationException("The run done again gave another model.");

record Loan(int Age, string? Town);
