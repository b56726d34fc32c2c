// The example of the README. Run it from the root of the repository.
#region readme
using Mlops.Sdk;

Dataset penguins = Dataset.FromCsv("samples/data/penguins/penguins.csv", new() { Label = "species" });
(Dataset train, Dataset test) = penguins.Split(testFraction: 0.25, seed: 42);
Pipeline pipeline = Pipeline.Empty.ImputeMissing().EncodeCategories().TrainLightGbm();

await using Workspace workspace = await Workspace.OpenAsync("artifacts/penguins");
ModelVersion version = await workspace.RunAsync("penguins", async run =>
{
    FittedPipeline model = pipeline.Fit(train, run.Context);
    await run.LogAsync(model.Evaluate(test));
    return await workspace.Models.RegisterAsync("penguins", model, producedBy: run);
});

FittedPipeline loaded = await workspace.Models.LoadAsync(version.ToString());
Console.WriteLine(loaded.Evaluate(test)[Metric.Accuracy]);
Console.WriteLine(loaded.ScoreJson("""{"island": "Dream", "bill_length_mm": 49.5, "bill_depth_mm": null, "flipper_length_mm": 200, "body_mass_g": 3800, "sex": "MALE"}"""));
#endregion
