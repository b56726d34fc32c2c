using BenchmarkDotNet.Attributes;

namespace Mlops.Sdk.Benchmarks.Preparation;

/// <summary>What it costs to learn encodings of 5 categories in 200,000 rows, of which one has 1,000 levels, on one thread, to apply them, out of fold too, and to apply them to one row.</summary>
[ShortRunJob]
[MemoryDiagnoser]
public class EncodingBenchmarks
{
    private readonly RunContext _one = new() { MaxThreads = 1 };
    private CategoryEncoder _encoder = null!;
    private Dataset _data = null!;
    private Dataset _row = null!;
    private FittedStep _fitted = null!;

    [Params("one_hot", "ordinal", "target", "hashing")]
    public string Method { get; set; } = "one_hot";

    [GlobalSetup]
    public void SetUp()
    {
        _encoder = new CategoryEncoder(new()
        {
            Method = Method switch
            {
                "one_hot" => EncodingMethod.OneHot(maxLevels: 30),
                "ordinal" => EncodingMethod.Ordinal,
                "target" => EncodingMethod.Target(),
                _ => EncodingMethod.Hashing(32),
            },
        });
        _data = PreparationBenchmarks.Make(200_000, numbers: 1, categories: 5, missing: 0, rare: 0.1);
        _row = _data.Slice(0, 1);
        _fitted = _encoder.Fit(_data, _one);
    }

    [Benchmark]
    public FittedStep Fit() => _encoder.Fit(_data, _one);

    [Benchmark]
    public Dataset FitTransform() => _encoder.FitTransform(_data, _one).TrainingOutput!;

    [Benchmark]
    public Dataset Transform() => _fitted.Transform(_data);

    [Benchmark]
    public Dataset OneRow() => _fitted.Transform(_row);
}
