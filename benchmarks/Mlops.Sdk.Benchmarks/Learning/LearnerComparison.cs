using System.Diagnostics;

namespace Mlops.Sdk.Benchmarks;

/// <summary>Our learners and LightGBM on held-out quarters of a real table, with defaults: metrics and seconds to fit, the means of some splits. LightGBM has categories encoded, and so has boosting once more; stopped is boosting that holds rows back to find its number of trees.</summary>
internal static class LearnerComparison
{
    private const ulong FirstSeed = 42;

    private static readonly (string Name, Pipeline Pipeline)[] s_learners =
    [
        ("linear", Pipeline.Empty.TrainLinear()),
        ("tree", Pipeline.Empty.TrainDecisionTree()),
        ("forest", Pipeline.Empty.TrainForest()),
        ("extra_trees", Pipeline.Empty.TrainForest(new() { RandomCuts = true })),
        ("ebm", Pipeline.Empty.TrainEbm()),
        ("boosting", Pipeline.Empty.TrainBoosting()),
        ("stopped", Pipeline.Empty.TrainBoosting(new() { TreeCount = 1000, EarlyStoppingRounds = 20 })),
        ("encoded", Pipeline.Empty.EncodeCategories().TrainBoosting()),
        ("light_gbm", Pipeline.Empty.EncodeCategories().TrainLightGbm()),
    ];

    /// <summary>Fits and prints.</summary>
    /// <param name="path">A CSV file.</param>
    /// <param name="label">The label; c0, c1, ... in a file without a header.</param>
    /// <param name="splits">How many splits; one row that is missed weighs much in a small table.</param>
    /// <param name="names">Which learners, joined by commas; empty for all.</param>
    public static void Run(string path, string label, int splits = 1, string names = "")
    {
        Dataset all = Dataset.FromCsv(path, new() { Label = label, HasHeader = null });
        all = all.Drop(all.Schema.Features.Where(feature => feature.Type is ColumnType.Text or ColumnType.Timestamp).Select(feature => feature.Name));
        Metric[] metrics = Extensibility.LabelData.TaskOf(all.Label!) switch
        {
            TaskKind.Regression => [Metric.Rmse, Metric.R2],
            TaskKind.Binary => [Metric.Auc, Metric.AucPr, Metric.LogLoss],
            _ => [Metric.Accuracy, Metric.LogLoss],
        };
        Console.WriteLine($"{Path.GetFileName(path)}: {all.RowCount} rows, a quarter judges, {splits} split(s)");
        string[] chosen = names.Split(',', StringSplitOptions.RemoveEmptyEntries);
        foreach ((string name, Pipeline pipeline) in s_learners.Where(learner => chosen.Length == 0 || chosen.Contains(learner.Name)))
        {
            var sums = new double[metrics.Length];
            TimeSpan taken = TimeSpan.Zero;
            for (int split = 0; split < splits; split++)
            {
                (Dataset train, Dataset test) = all.Split(testFraction: 0.25, seed: FirstSeed + (ulong)split);
                long start = Stopwatch.GetTimestamp();
                FittedPipeline model = pipeline.Fit(train);
                taken += Stopwatch.GetElapsedTime(start);
                EvaluationReport report = model.Evaluate(test, new() { Bootstrap = 0 });
                for (int i = 0; i < sums.Length; i++) sums[i] += report[metrics[i]].Value ?? double.NaN;
            }

            Console.WriteLine(FormattableString.Invariant($"{name,-12} {string.Join("  ", metrics.Select((metric, i) => FormattableString.Invariant($"{metric.Name} {sums[i] / splits:F5}")))}  fit {taken.TotalSeconds / splits:F2} s"));
        }
    }
}
