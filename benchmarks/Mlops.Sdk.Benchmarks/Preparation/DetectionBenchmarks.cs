using BenchmarkDotNet.Attributes;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Benchmarks.Preparation;

/// <summary>What it costs to learn a detector from 10,000 rows of 20 numbers, and to score as many new ones.</summary>
[ShortRunJob]
[MemoryDiagnoser]
public class DetectionBenchmarks
{
    private const int Rows = 10_000, Columns = 20;
    private readonly RunContext _one = new() { MaxThreads = 1 };
    private Dataset _train = null!;
    private Dataset _new = null!;
    private FittedOutlierDetector _fitted = null!;

    [Params("one_class_svm", "connectivity_factor", "local_outlier_factor", "gaussian_mixture", "cblof")]
    public string Method { get; set; } = "";

    [GlobalSetup]
    public void SetUp()
    {
        (_train, _new) = (Make("train"), Make("new"));
        _fitted = new OutlierDetector(Options()).Fit(_train);
    }

    [Benchmark]
    public FittedOutlierDetector Fit() => new OutlierDetector(Options()).Fit(_train, _one);

    [Benchmark]
    public double[] Score() => _fitted.ScoreRows(_new);

    private OutlierDetectorOptions Options() => new()
    {
        Method = Method switch
        {
            "one_class_svm" => DetectionMethod.OneClassSvm(),
            "connectivity_factor" => DetectionMethod.ConnectivityFactor(),
            "local_outlier_factor" => DetectionMethod.LocalOutlierFactor(),
            "gaussian_mixture" => DetectionMethod.GaussianMixture(4),
            _ => DetectionMethod.Cblof(),
        },
    };

    private static Dataset Make(string name)
    {
        RandomStream random = RandomStream.For(1, name);
        return new(Enumerable.Range(0, Columns).Select(c => new NumberColumn(FormattableString.Invariant($"x{c}"), Enumerable.Range(0, Rows).Select(_ => random.NextGaussian()).ToArray())));
    }
}
