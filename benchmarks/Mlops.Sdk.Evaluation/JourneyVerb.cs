namespace Mlops.Sdk.Evaluation;

/// <summary>The main job on any table: prepare, try candidates by cross-validation, register the best, load it back, score the test part.</summary>
internal static class JourneyVerb
{
    public static async Task<JsonResult> RunAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        (Dataset train, Dataset test) = Table.ReadParts(arguments, cancellationToken);
        TaskKind task = Extensibility.LabelData.TaskOf(train.Label!);
        Metric metric = arguments.Text("metric") is { } name ? Metric.Find(name) : Metric.Default(task);
        string folder = Directory.CreateTempSubdirectory("mlops-journey-").FullName;
        try
        {
            await using Workspace workspace = await Workspace.OpenAsync(folder, cancellationToken: cancellationToken);
            (string best, ModelVersion version) = await workspace.RunAsync("journey", run => FitBestAsync(workspace, run, train, task, metric, arguments.Seed, cancellationToken), cancellationToken);
            FittedPipeline champion = await workspace.Models.LoadAsync("journey@champion", cancellationToken);
            EvaluationReport evaluation = champion.Evaluate(test, new() { Bootstrap = 0 }, cancellationToken: cancellationToken);
            Console.WriteLine(evaluation);
            return Result(evaluation, metric, train, test, best, version);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<(string Best, ModelVersion Version)> FitBestAsync(Workspace workspace, Run run, Dataset train, TaskKind task, Metric metric, ulong seed, CancellationToken cancellationToken)
    {
        RunContext context = run.Context with { Seed = seed };
        Pipeline prepare = Pipeline.Empty.ImputeMissing().EncodeCategories();
        Pipeline trees = Pipeline.Empty.EncodeCategories().TrainLightGbm();
        Pipeline native = Pipeline.Empty.EncodeCategories(new() { Columns = ColumnSet.OfType(ColumnType.Text, ColumnType.Timestamp) }).TrainBoosting();
        Pipeline linear = task == TaskKind.Regression ? prepare.TrainLinearRegression() : prepare.TrainLogisticRegression();
        List<(string Name, Pipeline Pipeline)> candidates = [("light_gbm", trees), ("linear", linear)];
        if (HasManyLevels(train)) candidates.Add(("boosting", native));
        ModelComparison comparison = Compare(train, candidates, metric, context, cancellationToken);
        Console.WriteLine(comparison);
        FittedPipeline model = candidates.Single(candidate => candidate.Name == comparison.Winner.Name).Pipeline.Fit(train, context, cancellationToken);
        ModelVersion version = await workspace.Models.RegisterAsync("journey", model, producedBy: run, cancellationToken: cancellationToken);
        await workspace.Models.SetAliasAsync("journey", "champion", version, expected: null, cancellationToken: cancellationToken);
        return (comparison.Winner.Name, version);
    }

    /// <summary>Trees that split sets of levels are another model where a column has more levels than become columns of their own.</summary>
    private static bool HasManyLevels(Dataset train) => train.Features.Any(column => column is CategoryColumn { Levels.Count: > 12 });

    /// <summary>A linear model refuses what trees take, such as infinite values; the journey then goes on with the trees.</summary>
    private static ModelComparison Compare(Dataset train, List<(string Name, Pipeline Pipeline)> candidates, Metric metric, RunContext context, CancellationToken cancellationToken)
    {
        ComparisonOptions options = new() { Metric = metric, CrossValidation = new() { Folds = 3 } };
        try
        {
            return train.CompareCandidates([.. candidates], options, context, cancellationToken);
        }
        catch (MlopsException refusal) when (refusal.Code.StartsWith("MLO22", StringComparison.Ordinal))
        {
            Console.WriteLine($"The linear candidate is left out. {refusal.Message}");
            candidates.RemoveAll(candidate => candidate.Name == "linear");
            return train.CompareCandidates([.. candidates], options, context, cancellationToken);
        }
    }

    private static JsonResult Result(EvaluationReport evaluation, Metric metric, Dataset train, Dataset test, string best, ModelVersion version)
    {
        var result = new JsonResult();
        result.Set("metric", metric.Name);
        result.Set("value", evaluation[metric].Value);
        foreach (Metric each in (Metric[])[Metric.Auc, Metric.AucPr, Metric.LogLoss, Metric.Rmse, Metric.R2])
            result.Set(each.Name, evaluation.Values.FirstOrDefault(value => value.Metric == each)?.Value);
        result.Set("rows_train", train.RowCount);
        result.Set("rows_test", test.RowCount);
        result.Set("champion", $"journey/{version.Version}");
        result.Set("candidate", best);
        return result;
    }
}
