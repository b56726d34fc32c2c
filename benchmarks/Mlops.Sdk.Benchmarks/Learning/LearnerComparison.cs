namespace Mlops.Sdk.Benchmarks;

/// <summary>Our learners and LightGBM on held-out quarters of a real table, with defaults: metrics and seconds to fit, the means of some splits. LightGBM has categories encoded, and so has boosting once more; stopped is boosting that holds rows back to find its number of trees. With several splits the others are told beside LightGBM split by split.</summary>
internal static class LearnerComparison
{
    private const string Peer = "light_gbm";

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
        Metric[] metrics = PairedSplits.MetricsOf(all);
        Console.WriteLine($"{Path.GetFileName(path)}: {all.RowCount} rows, a quarter judges, {splits} split(s)");
        string[] chosen = names.Split(',', StringSplitOptions.RemoveEmptyEntries);
        var values = new Dictionary<string, double[][]>();
        foreach ((string name, Pipeline pipeline) in s_learners.Where(learner => chosen.Length == 0 || chosen.Contains(learner.Name)))
        {
            (values[name], double seconds) = PairedSplits.Run(all, pipeline, metrics, splits);
            Console.WriteLine(FormattableString.Invariant($"{name,-12} {string.Join("  ", metrics.Select((metric, i) => FormattableString.Invariant($"{metric.Name} {values[name][i].Average():F5}")))}  fit {seconds:F2} s"));
        }

        if (splits > 1 && values.TryGetValue(Peer, out double[][]? peer))
            foreach ((string name, double[][] ours) in values.Where(learner => learner.Key != Peer))
                Console.WriteLine($"{name} beside {Peer}, split by split: {string.Join("; ", metrics.Select((metric, i) => PairedSplits.Tell(metric, ours[i], peer[i])))}");
    }
}
