using BenchmarkDotNet.Attributes;

namespace Mlops.Sdk.Benchmarks.Preparation;

/// <summary>What it costs to learn scales of 20 numbers in 200,000 rows on one thread, to apply them, and to apply them to one row.</summary>
[ShortRunJob]
[MemoryDiagnoser]
public class ScalingBenchmarks
{
    private readonly RunContext _one = new() { MaxThreads = 1 };
    private NumberScaler _scaler = null!;
    private Dataset _data = null!;
    private Dataset _row = null!;
    private FittedStep _fitted = null!;

    [Params("standard", "robust", "min_max", "quantile", "yeo_johnson")]
    public string Method { get; set; } = "standard";

    [GlobalSetup]
    public void SetUp()
    {
        _scaler = new NumberScaler(new()
        {
            Method = Method switch
            {
                "standard" => ScaleMethod.Standard,
                "robust" => ScaleMethod.Robust(),
                "min_max" => ScaleMethod.MinMax(),
                "quantile" => ScaleMethod.Quantile(),
                _ => ScaleMethod.YeoJohnson(),
            },
        });
        _data = PreparationBenchmarks.Make(200_000, numbers: 20, categories: 0, missing: 0, rare: 0.1);
        _row = _data.Slice(0, 1);
        _fitted = _scaler.Fit(_data, _one);
    }

    [Benchmark]
    public FittedStep Fit() => _scaler.Fit(_data, _one);

    [Benchmark]
    public Dataset Transform() => _fitted.Transform(_data);

    [Benchmark]
    public Dataset OneRow() => _fitted.Transform(_row);
}
