using System.Globalization;
using BenchmarkDotNet.Attributes;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Benchmarks.Preparation;

/// <summary>What it costs to clean a table of 200,000 rows, and one row of it: 20 numbers with missing values, 5 categories of which one has 1,000 levels, a label with 1 % in the small class.</summary>
[ShortRunJob]
[MemoryDiagnoser]
public class PreparationBenchmarks
{
    private const int Rows = 200_000;
    private readonly RunContext _one = new() { MaxThreads = 1 };
    private Dataset _raw = null!;
    private Dataset _filled = null!;
    private Dataset _row = null!;
    private FittedPipeline _pipeline = null!;
    private FittedStep _imputer = null!;
    private FittedStep _handler = null!;
    private FittedStep _encoder = null!;

    [GlobalSetup]
    public void SetUp()
    {
        _raw = Make(Rows, numbers: 20, categories: 5, missing: 0.05, rare: 0.01);
        _imputer = new MissingImputer().Fit(_raw);
        _filled = _imputer.Transform(_raw);
        _handler = new OutlierHandler().Fit(_filled);
        _encoder = new CategoryEncoder().Fit(_filled);
        _pipeline = Pipeline.Empty.ImputeMissing().HandleOutliers().EncodeCategories().Fit(_raw);
        _row = _raw.Slice(0, 1);
    }

    [Benchmark]
    public FittedStep ImputeFit() => new MissingImputer().Fit(_raw, _one);

    [Benchmark]
    public Dataset ImputeTransform() => _imputer.Transform(_raw);

    [Benchmark]
    public FittedStep OutliersFit() => new OutlierHandler().Fit(_filled, _one);

    [Benchmark]
    public Dataset OutliersTransform() => _handler.Transform(_filled);

    [Benchmark]
    public Dataset EncodeFitTransform() => new CategoryEncoder().FitTransform(_filled, _one).TrainingOutput!;

    [Benchmark]
    public Dataset EncodeTransform() => _encoder.Transform(_filled);

    [Benchmark]
    public Resampled Weights() => new Rebalancer(new() { Method = RebalanceMethod.ClassWeights }).Resample(_filled, _one);

    [Benchmark]
    public Resampled SmoteMixed() => new Rebalancer(new() { Method = RebalanceMethod.Smote() }).Resample(_filled, _one);

    [Benchmark]
    public Dataset OneRowThroughAll() => _pipeline.Transform(_row);

    internal static Dataset Make(int rows, int numbers, int categories, double missing, double rare)
    {
        var random = RandomStream.For(1, "preparation");
        bool[] label = Values(rows, _ => random.NextDouble() < rare);
        var columns = new List<Column> { new FlagColumn("y", label) };
        for (int i = 0; i < numbers; i++)
            columns.Add(new NumberColumn(string.Create(CultureInfo.InvariantCulture, $"x{i}"), Values(rows, row => random.NextDouble() < missing ? double.NaN : random.NextGaussian() + (label[row] && i < 8 ? 1 : 0))));
        for (int i = 0; i < categories; i++)
        {
            int levels = i == 0 ? 1000 : 4 + i;
            var names = new CategoryLevels([.. Enumerable.Range(0, levels).Select(level => string.Create(CultureInfo.InvariantCulture, $"level {level}"))]);
            columns.Add(new CategoryColumn(string.Create(CultureInfo.InvariantCulture, $"c{i}"), Values(rows, _ => random.NextInt32(levels)), names));
        }

        return new Dataset(columns).WithRole("y", ColumnRole.Label);
    }

    private static T[] Values<T>(int rows, Func<int, T> value)
    {
        var values = new T[rows];
        for (int row = 0; row < rows; row++) values[row] = value(row);
        return values;
    }
}
