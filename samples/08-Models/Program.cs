// From a pipeline to a model in use: the blocks of docs/models.md and docs/learners.md. Run it from the root of the repository.
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Mlops.Sdk;

#region pipeline
Dataset penguins = Dataset.FromCsv("samples/data/penguins/penguins.csv", new() { Label = "species" });
(Dataset train, Dataset test) = penguins.Split(testFraction: 0.25, seed: 42);

Pipeline clean = Pipeline.Empty.ImputeMissing().EncodeCategories();
Pipeline boosting = clean.TrainLightGbm(new() { TreeCount = 50 }), logistic = clean.TrainLogisticRegression();
Console.WriteLine(clean.CheckSchema(train.Schema));
Console.WriteLine(clean.Prepare(train).Preview(3));
#endregion

#region choose
ModelComparison comparison = train.CompareCandidates([("boosting", boosting), ("logistic", logistic)], new() { Metric = Metric.LogLoss });
Console.WriteLine(comparison);
#endregion

#region evaluate
FittedPipeline model = comparison.Winner.Name == "boosting" ? boosting.Fit(train) : logistic.Fit(train);
EvaluationReport evaluation = model.Evaluate(test);
Console.WriteLine($"{evaluation[Metric.Accuracy]}, {evaluation[Metric.LogLoss]}");
evaluation.SaveHtml("artifacts/models/evaluation.html");
#endregion

#region score
model.Save("artifacts/models/penguins.mlops");
FittedPipeline loaded = FittedPipeline.Load("artifacts/models/penguins.mlops");
Predictions all = loaded.Score(test);
Prediction one = loaded.Score(test.Row(0).ToDictionary());
Prediction json = loaded.ScoreJson("""{"island": "Dream", "bill_length_mm": 49.5, "bill_depth_mm": null, "flipper_length_mm": 200, "body_mass_g": 3800, "sex": "MALE"}""");
Prediction record = loaded.ScoreRecord(new { Island = "Dream", Bill_Length_Mm = 49.5, Bill_Depth_Mm = (double?)null, Flipper_Length_Mm = 200, Body_Mass_G = 3800, Sex = "MALE" });
Console.WriteLine($"{one}, as in the batch: {one.Score == all[0].Score}; {json.Class} {json.Probability("Gentoo"):P1}; {record}");
#endregion

#region learners
ModelComparison learners = train.CompareCandidates(
[
    ("prior", Pipeline.Empty.TrainPrior()),
    ("tree", Pipeline.Empty.TrainDecisionTree()),
    ("linear", Pipeline.Empty.TrainLinear()),
    ("forest", Pipeline.Empty.TrainForest()),
    ("boosting", Pipeline.Empty.TrainBoosting(new() { TreeCount = 40 })),
    ("additive", Pipeline.Empty.TrainEbm(new() { BagCount = 2 })),
]);
Console.WriteLine(learners);
#endregion

#region constraints
Dataset masses = penguins.Filter(row => !row.IsMissing("body_mass_g")).WithRole("species", ColumnRole.Feature).WithRole("body_mass_g", ColumnRole.Label);
FittedPipeline held = Pipeline.Empty.TrainBoosting(new()
{
    Loss = BoostingLoss.Quantile(0.9),
    Increasing = ["flipper_length_mm"],
    InteractionGroups = ["flipper_length_mm, sex", "species, bill_length_mm"],
}).Fit(masses);
Console.WriteLine(held.Score(masses)[0]);
#endregion

#region neutral
var trees = (TreePredictor)held.Predictor!;
string[] names = [.. trees.Inputs.Select(input => input.Name)];
File.WriteAllText("artifacts/models/trees.json", trees.Model.ToJson(names));
TreeEnsemble read = TreeEnsemble.FromJson(File.ReadAllText("artifacts/models/trees.json"));
Console.WriteLine(read.Equals(TreeEnsemble.FromBytes(trees.Model.ToBytes())));

// One row as the model sees it: numbers, codes of levels, NaN where missing.
float[] row = [.. names.Select(name => masses[name] switch { CategoryColumn levels => levels.Codes[0] < 0 ? float.NaN : levels.Codes[0], Column numbers => (float)numbers.ToNumbers().Span[0] })];
var parts = new double[row.Length];
var shap = TreeShap.PathDependent(read);
shap.Explain(row, parts);
Console.WriteLine($"{shap.Base[0]:0} + {string.Join(" + ", parts.Zip(names, (part, name) => $"{part:0} ({name})"))} = {new FlatTreeScorer(read).Score(row):0}");
#endregion

#region workspace
await using Workspace workspace = await Workspace.OpenAsync("artifacts/models/mlops");
ModelVersion version = await workspace.RunAsync("penguins", async run =>
{
    FittedPipeline tracked = boosting.Fit(train, run.Context);
    await run.LogAsync(tracked.Evaluate(test));
    return await workspace.Models.RegisterAsync("penguins", tracked, producedBy: run);
});
await workspace.Models.SetAliasAsync("penguins", "champion", version, expected: await workspace.Models.FindAsync("penguins@champion"));
RunPage runs = await workspace.Runs.SearchAsync();
Console.WriteLine(runs.Runs[0]);
#endregion

#region serve
HostApplicationBuilder builder = Host.CreateApplicationBuilder();
builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.Services.AddMlops(new() { Workspace = "artifacts/models/mlops" }).AddScorer<Penguin, Answer>("penguins@champion");
using IHost host = builder.Build();
await host.StartAsync();
Console.WriteLine(host.Services.GetRequiredService<IScorer<Penguin, Answer>>().Score(new Penguin("Dream", 49.5, null, 200, 3800, "MALE")).Species);
await host.StopAsync();
#endregion

#region drift
FittedDriftDetector reference = new DriftDetector().Fit(train);
Dataset later = test.Derive("body_mass_g", row => row.Number("body_mass_g") + 900);
Console.WriteLine(string.Join(", ", reference.Compare(later).DriftedColumns));
#endregion

#region types
internal sealed record Penguin(string Island, double? BillLengthMm, double? BillDepthMm, int? FlipperLengthMm, int? BodyMassG, string? Sex);

internal sealed record Answer(string Species, double Score, ModelVersion Version);
#endregion
