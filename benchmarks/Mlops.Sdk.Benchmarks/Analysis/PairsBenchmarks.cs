using BenchmarkDotNet.Attributes;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Benchmarks;

/// <summary>What goes together: kernels of one pair, a narrow table of a sample's rows, a wide one, and repeated rows.</summary>
[MemoryDiagnoser]
public class PairsBenchmarks
{
    private const int Rows = 20_000;
    private readonly double[] _x = Draw(1);
    private readonly double[] _y = Draw(2);
    private readonly RankedSample _rankedX;
    private readonly RankedSample _rankedY;
    private readonly int[] _binsX;
    private readonly int[] _binsY;
    private readonly Dataset _narrow = Table(Rows, 30);
    private readonly Dataset _wide = Table(Rows, 2000);
    private readonly Dataset _long = Table(1_000_000, 10);

    public PairsBenchmarks()
    {
        _rankedX = RankedSample.Of(_x);
        _rankedY = RankedSample.Of(_y);
        _binsX = IntervalBins.EqualWidth(_x);
        _binsY = IntervalBins.EqualWidth(_y);
    }

    [Benchmark]
    public RankedSample Rank() => RankedSample.Of(_x);

    [Benchmark]
    public double Spearman() => Correlation.Spearman(_rankedX, _rankedY);

    [Benchmark]
    public double Kendall() => Correlation.Kendall(_rankedX, _rankedY);

    [Benchmark]
    public double PhiKOfBins() => PhiK.OfCodes(_binsX, _binsY);

    [Benchmark]
    public ProfileReport NarrowWithAllPairs() => _narrow.Profile();

    [Benchmark]
    public ProfileReport NarrowByColumn() => _narrow.Profile(new() { Detail = ProfileDetail.Standard });

    [Benchmark]
    public ProfileReport WideWithStrongestPairs() => _wide.Profile();

    [Benchmark]
    public ProfileReport WideByColumn() => _wide.Profile(new() { Detail = ProfileDetail.Standard });

    [Benchmark]
    public ProfileReport LongWithRows() => _long.Profile();

    [Benchmark]
    public ProfileReport LongByColumn() => _long.Profile(new() { Detail = ProfileDetail.Standard });

    [Benchmark]
    public RowOverlap Overlap() => _long.OverlapWith(_long.Slice(0, 100_000));

    private static double[] Draw(ulong seed, int rows = Rows)
    {
        var random = new RandomStream(seed);
        var values = new double[rows];
        for (int row = 0; row < rows; row++) values[row] = random.NextGaussian();
        return values;
    }

    private static Dataset Table(int rows, int columns) => new(Enumerable.Range(0, columns).Select(c => c % 10 == 9
        ? new CategoryColumn($"c{c}", Array.ConvertAll(Draw((ulong)c, rows), value => (int)Math.Min(7, Math.Abs(value) * 4)), new CategoryLevels([.. Enumerable.Range(0, 8).Select(level => $"level{level}")]))
        : (Column)new NumberColumn($"n{c}", Draw((ulong)c, rows))));
}
