using BenchmarkDotNet.Attributes;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Benchmarks.Preparation;

/// <summary>Kernels of missing values and fences: nearest rows among 20,000 incomplete ones of 20 columns, one row alone, medcouple and extreme deviates of a million values, the pattern of 200,000 rows.</summary>
[ShortRunJob]
[MemoryDiagnoser]
public class MissingBenchmarks
{
    private const int Rows = 20_000;
    private const int Columns = 20;
    private double[] _points = null!;
    private double[] _values = null!;
    private (int Query, int Coordinate)[] _requests = null!;
    private IncompleteNeighbors _index = null!;
    private Dataset _table = null!;
    private Dataset _row = null!;
    private FittedMissingImputer _nearest = null!;
    private FittedMissingImputer _chained = null!;

    [GlobalSetup]
    public void SetUp()
    {
        var random = RandomStream.For(1, "missing");
        _points = new double[Rows * Columns];
        for (int i = 0; i < _points.Length; i++) _points[i] = random.NextDouble() < 0.05 ? double.NaN : random.NextGaussian();
        _requests = [.. Enumerable.Range(0, 1000).Select(query => (query, query % Columns))];
        _index = new IncompleteNeighbors(_points, Columns, 0);
        _values = new double[1_000_000];
        for (int i = 0; i < _values.Length; i++) _values[i] = Math.Exp(random.NextGaussian());
        _table = PreparationBenchmarks.Make(200_000, numbers: 20, categories: 5, missing: 0.05, rare: 0.01);
        Dataset small = _table.Slice(0, 5000);
        _nearest = new MissingImputer(new() { Numeric = ImputeMethod.Nearest() }).Fit(small);
        _chained = new MissingImputer(new() { Numeric = ImputeMethod.Chained(ChainModel.Linear, 3) }).Fit(small);
        _row = _table.Slice(7000, 1);
    }

    [Benchmark]
    public NeighborTable NearestOfAThousandRows() => _index.Search(_points, _requests, 5, maxThreads: 1);

    [Benchmark]
    public Dataset NearestOfOneRow() => _nearest.Transform(_row);

    [Benchmark]
    public Dataset ChainedOfOneRow() => _chained.Transform(_row);

    [Benchmark]
    public double MedcoupleOfAMillion() => Medcouple.OfInPlace((double[])_values.Clone());

    [Benchmark]
    public (double Low, double High) ExtremeDeviatesOfAMillion() => Fences.ExtremeDeviateInPlace((double[])_values.Clone(), 10, 0.05);

    [Benchmark]
    public MissingPatternReport Pattern() => _table.ProfileMissing();
}
