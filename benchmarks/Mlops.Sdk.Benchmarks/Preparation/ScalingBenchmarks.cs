using BenchmarkDotNet.Attributes;

namespace Mlops.Sdk.Benchmarks.Preparation;

/// <summary>What it costs to learn and to apply scales and encodings on one table: 200,000 rows of 20 numbers without holes and 5 categories, of which one has 1,000 levels; and to apply them to one row.</summary>
[ShortRunJob]
[MemoryDiagnoser]
public class ScalingBenchmarks
{
    private readonly RunContext _one = new() { MaxThreads = 1 };
    private Dataset _data = null!;
    private Dataset _row = null!;
    private FittedStep _scaler = null!;
    private FittedStep _encoder = null!;

    [Params("standard", "robust", "min_max", "quantile", "yeo_johnson")]
    public string Scale { get; set; } = "standard";

    [Params("one_hot", "ordinal", "target")]
    public string Encoding { get; set; } = "one_hot";

    private NumberScaler Scaler => new(new()
    {
        Method = Scale switch
        {
            "standard" => ScaleMethod.Standard,
            "robust" => ScaleMethod.Robust(),
            "min_max" => ScaleMethod.MinMax(),
            "quantile" => ScaleMethod.Quantile(),
            _ => ScaleMethod.YeoJohnson(),
        },
    });

    private CategoryEncoder Encoder => new(new() { Method = Encoding switch { "one_hot" => EncodingMethod.OneHot(maxLevels: 30), "ordinal" => EncodingMethod.Ordinal, _ => EncodingMethod.Target() } });

    [GlobalSetup]
    public void SetUp()
    {
        _data = PreparationBenchmarks.Make(200_000, numbers: 20, categories: 5, missing: 0, rare: 0.1);
        _row = _data.Slice(0, 1);
        _scaler = Scaler.Fit(_data, _one);
        _encoder = Encoder.Fit(_data, _one);
    }

    [Benchmark]
    public FittedStep ScaleFit() => Scaler.Fit(_data, _one);

    [Benchmark]
    public Dataset ScaleTransform() => _scaler.Transform(_data);

    [Benchmark]
    public Dataset ScaleOneRow() => _scaler.Transform(_row);

    [Benchmark]
    public FittedStep EncodeFit() => Encoder.Fit(_data, _one);

    [Benchmark]
    public Dataset EncodeTransform() => _encoder.Transform(_data);

    [Benchmark]
    public Dataset EncodeOneRow() => _encoder.Transform(_row);
}
