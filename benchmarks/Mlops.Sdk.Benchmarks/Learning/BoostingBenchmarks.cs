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
}
