using System.Diagnostics;

namespace Mlops.Sdk.Benchmarks;

/// <summary>Our learners and LightGBM on a held-out quarter of a real table, with defaults: metrics and seconds to fit. LightGBM has categories encoded, and so has boosting once more.</summary>
internal static class LearnerComparison
{
    /// <summary>Fits and prints.</summary>
    /// <param name="path">A CSV file with a header.</param>
    /// <param name="label">The label.</param>
    public static void Run(string path, string label)
    {
        (Dataset train, Dataset test) = Dataset.FromCsv(path, new() { Label = label }).Split(testFraction: 0.25, seed: 42);
        train = train.Drop(train.Schema.Features.Where(feature => feature.Type is ColumnType.Text or ColumnType.Timestamp).Select(feature => feature.Name));
        Metric[] metrics = Extensibility.LabelData.TaskOf(train.Label!) switch
        {
            TaskKind.Regression => [Metric.Rmse, Metric.R2],
            TaskKind.Binary => [Metric.Auc, Metric.AucPr, Metric.LogLoss],
            _ => [Metric.Accuracy, Metric.LogLoss],
        };
        Console.WriteLine($"{Path.GetFileName(path)}: {train.RowCount} rows to learn from, {test.RowCount} to judge by");
        foreach ((string name, Pipeline pipeline) in Learners())
        {
            long start = Stopwatch.GetTimestamp();
            FittedPipeline model = pipeline.Fit(train);
            TimeSpan taken = Stopwatch.GetElapsedTime(start);
            EvaluationReport report = model.Evaluate(test);
            Console.WriteLine(FormattableString.Invariant($"{name,-12} {string.Join("  ", metrics.Select(metric => FormattableString.Invariant($"{metric.Name} {report[metric].Value:F5}")))}  fit {taken.TotalSeconds:F2} s"));
        }
    }

    private static IEnumerable<(string Name, Pipeline Pipeline)> Learners() =>
    [
        ("linear", Pipeline.Empty.TrainLinear()),
        ("tree", Pipeline.Empty.TrainDecisionTree()),
        ("forest", Pipeline.Empty.TrainForest()),
        ("extra trees", Pipeline.Empty.TrainForest(new() { RandomCuts = true })),
        ("ebm", Pipeline.Empty.TrainEbm()),
        ("boosting", Pipeline.Empty.TrainBoosting()),
        ("encoded", Pipeline.Empty.EncodeCategories().TrainBoosting()),
        ("light_gbm", Pipeline.Empty.EncodeCategories().TrainLightGbm()),
    ];
}
