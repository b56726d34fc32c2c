using BenchmarkDotNet.Attributes;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Benchmarks;

/// <summary>One metric, all metrics, and an evaluation with intervals, of predictions of two classes.</summary>
[MemoryDiagnoser]
public class MetricsBenchmarks
{
    private Dataset _data = Dataset.Empty;
    private Predictions _predictions = Predictions.ForValues("y", []);

    [Params(1_000_000)]
    public int Rows { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var random = new RandomStream(1);
        var scores = new double[Rows];
        var codes = new int[Rows];
        for (int row = 0; row < Rows; row++)
        {
            scores[row] = 1 / (1 + Math.Exp(-1.5 * random.NextGaussian()));
            codes[row] = random.NextDouble() < scores[row] ? 1 : 0;
        }

        Use(scores, codes);
    }

    [Benchmark]
    public double? Auc() => Metric.Auc.Compute(_predictions, _data).Value;

    [Benchmark]
    public EvaluationReport EveryMetric() => _predictions.Evaluate(_data, new() { Bootstrap = 0 });

    [Benchmark]
    public EvaluationReport WithIntervals() => _predictions.Evaluate(_data);

    internal void Use(double[] scores, int[] codes)
    {
        var levels = new CategoryLevels(["no", "yes"]);
        _data = new Dataset(new CategoryColumn("y", codes, levels)).WithRole("y", ColumnRole.Label);
        _predictions = Predictions.ForPositive("y", levels.Names, scores);
    }
}
