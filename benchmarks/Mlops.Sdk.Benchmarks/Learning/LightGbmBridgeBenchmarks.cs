using BenchmarkDotNet.Attributes;
using Microsoft.ML;
using Microsoft.ML.Trainers.LightGbm;

namespace Mlops.Sdk.Benchmarks;

/// <summary>LightGBM trained through our columns against ML.NET's own cached view of row objects: 1M x 30, 50 trees of 31 leaves.</summary>
[MemoryDiagnoser]
public class LightGbmBridgeBenchmarks
{
    private WideTable _table = null!;

    /// <summary>Rows in the table.</summary>
    [Params(1_000_000)]
    public int Rows { get; set; }

    /// <summary>Makes the table.</summary>
    [GlobalSetup]
    public void Setup() => _table = new WideTable(Rows);

    /// <summary>Our trainer, whole: bridge, training, conversion and its check.</summary>
    [Benchmark]
    public Predictor Ours() => new LightGbmTrainer(new() { TreeCount = 50 }).Fit(_table.Data);

    /// <summary>ML.NET's trainer with the same options over its cache of row objects.</summary>
    [Benchmark(Baseline = true)]
    public ITransformer MlNetCached()
    {
        MLContext context = new(0);
        IDataView cached = context.Data.Cache(_table.Load(context));
        return context.BinaryClassification.Trainers.LightGbm(new LightGbmBinaryTrainer.Options
        {
            NumberOfIterations = 50,
            NumberOfLeaves = 31,
            LearningRate = 0.1,
            MinimumExampleCountPerLeaf = 20,
            UseCategoricalSplit = false,
            Seed = 0,
            Deterministic = true,
            ForceColumnWise = true,
            NumberOfThreads = Environment.ProcessorCount,
            Booster = new GradientBooster.Options { MinimumChildWeight = 0.001 },
        }).Fit(cached);
    }
}
