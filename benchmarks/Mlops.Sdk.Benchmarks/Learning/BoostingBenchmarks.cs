using BenchmarkDotNet.Attributes;

namespace Mlops.Sdk.Benchmarks;

/// <summary>Managed boosting against LightGBM at the same settings: 100 trees of 31 leaves over 30 columns.</summary>
[MemoryDiagnoser]
public class BoostingBenchmarks
{
    private WideTable _table = null!;

    /// <summary>Rows learnt from.</summary>
    [Params(1_000_000)]
    public int Rows { get; set; }

    /// <summary>Makes the table.</summary>
    [GlobalSetup]
    public void Setup() => _table = new WideTable(Rows);

    /// <summary>Ours.</summary>
    [Benchmark]
    public Predictor Managed() => new BoostingTrainer().Fit(_table.Data);

    /// <summary>LightGBM's native library.</summary>
    [Benchmark(Baseline = true)]
    public Predictor LightGbm() => new LightGbmTrainer().Fit(_table.Data);

    /// <summary>The metric of both on a held-out quarter of a real table, categories as they are for ours and encoded for LightGBM.</summary>
    /// <param name="path">A CSV file with a header.</param>
    /// <param name="label">The label.</param>
    public static void Compare(string path, string label)
    {
        (Dataset train, Dataset test) = Dataset.FromCsv(path, new() { Label = label }).Split(testFraction: 0.25, seed: 42);
        train = train.Drop(train.Schema.Features.Where(feature => feature.Type is ColumnType.Text or ColumnType.Timestamp).Select(feature => feature.Name));
        EvaluationReport ours = Pipeline.Empty.TrainBoosting().Fit(train).Evaluate(test), encoded = Pipeline.Empty.EncodeCategories().TrainBoosting().Fit(train).Evaluate(test);
        EvaluationReport theirs = Pipeline.Empty.EncodeCategories().TrainLightGbm().Fit(train).Evaluate(test);
        Metric[] metrics = Extensibility.LabelData.TaskOf(train.Label!) switch
        {
            TaskKind.Regression => [Metric.Rmse, Metric.R2],
            TaskKind.Binary => [Metric.Auc, Metric.AucPr, Metric.LogLoss],
            _ => [Metric.Accuracy, Metric.LogLoss],
        };
        foreach (Metric metric in metrics)
            Console.WriteLine(FormattableString.Invariant($"{metric.Name}: ours {ours[metric].Value:F5}, ours on encoded columns {encoded[metric].Value:F5}, LightGBM {theirs[metric].Value:F5}"));
    }
}
