// Raw table in, monitored model out. Without arguments on the census data; or --data FILE --label COLUMN [--test FILE].
using FirstModel;
using Mlops.Sdk;
using Mlops.Sdk.Extensibility;

try
{
    (string name, Dataset train, Dataset test) = Tables.Read(args);
    ProfileReport profile = train.Profile();
    Console.WriteLine(profile);
    profile.SaveHtml("artifacts/profile.html");

    Pipeline clean = Pipeline.Empty.ImputeMissing().EncodeCategories().SelectFeatures();
    bool isNumber = LabelData.TaskOf(train.Label!) == TaskKind.Regression;
    List<(string, Pipeline)> candidates =
    [
        ("light_gbm", clean.TrainLightGbm(new() { TreeCount = 200, LearningRate = 0.06 })),
        isNumber ? ("linear", clean.TrainLinearRegression()) : ("logistic", clean.TrainLogisticRegression()),
    ];
    if (!isNumber)
    {
        candidates.Add(("light_gbm_rebalanced", clean.Rebalance().TrainLightGbm(new() { TreeCount = 200, LearningRate = 0.06 }).WithCalibrationFraction(0.2)));
        candidates.Add(("logistic_rebalanced", clean.Rebalance().TrainLogisticRegression().WithCalibrationFraction(0.2)));
    }

    // Every candidate is a run: its stages, options, timings and metrics are logged by the run's context.
    await using Workspace workspace = await Workspace.OpenAsync("artifacts/mlops");
    var results = new List<(CrossValidationReport Report, Pipeline Pipeline, string Run)>();
    foreach ((string candidate, Pipeline pipeline) in candidates)
    {
        await using Run run = await workspace.StartRunAsync(name, new() { Name = candidate, Seed = 42 });
        CrossValidationReport folds = pipeline.CrossValidate(train, new() { Folds = 3 }, run.Context);
        await run.LogAsync(folds);
        foreach (CrossValidatedMetric metric in folds.Values.Where(metric => metric.Mean is not null)) run.Log($"cv_{metric.Metric.Name}", metric.Mean!.Value);
        await run.CompleteAsync();
        results.Add((folds, pipeline, candidate));
        Console.WriteLine($"{candidate,-22} {folds[isNumber ? Metric.Rmse : Metric.LogLoss]}");
    }

    // A proper score: it rewards probabilities that can be believed, not the order of rows alone.
    Metric goal = isNumber ? Metric.Rmse : Metric.LogLoss;
    var best = results.Aggregate((a, b) => goal.IsBetter(b.Report[goal].Mean!.Value, a.Report[goal].Mean!.Value) ? b : a);

    ModelVersion version = await workspace.RunAsync(name, async run =>
    {
        FittedPipeline model = best.Pipeline.Fit(train, run.Context);
        EvaluationReport evaluation = model.Evaluate(test, context: run.Context);
        Console.WriteLine(evaluation);
        evaluation.SaveHtml("artifacts/evaluation.html");
        await run.LogAsync(evaluation);
        return await workspace.Models.RegisterAsync(name, model, producedBy: run);
    });
    ModelVersion? holder = await workspace.Models.FindAsync($"{name}@champion");
    await workspace.Models.SetAliasAsync(name, "champion", version, expected: holder);

    // Back from the registry: five people one by one, and the whole file in one batch, equal to the bit.
    FittedPipeline champion = await workspace.Models.LoadAsync($"{name}@champion");
    Predictions batch = champion.Score(test);
    foreach (int row in Enumerable.Range(0, Math.Min(5, test.RowCount)))
    {
        Prediction alone = champion.Score(test.Row(row).ToDictionary());
        Console.WriteLine($"row {row}: {alone}");
        if (alone.Score != batch[row].Score) throw new InvalidOperationException($"Row {row} alone is {alone.Score} and {batch[row].Score} in the batch.");
    }

    // Next month's rows: the first numeric feature has moved.
    (Dataset later, _) = Tables.Shift(test);
    DriftReport drift = new DriftDetector().Fit(train).Compare(later);
    Console.WriteLine(drift);
    drift.SaveHtml("artifacts/drift.html");

    Console.WriteLine(Summary.Line(champion.Evaluate(test, new() { Bootstrap = 0 }), batch, version, drift));
    return 0;
}
catch (Exception error) when (error is MlopsException or ArgumentException or IOException)
{
    Console.Error.WriteLine(error.Message);
    return 2;
}
