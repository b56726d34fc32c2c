using BenchmarkDotNet.Attributes;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Benchmarks;

/// <summary>Profile, drift and selection of 200,000 rows of 20 numbers and 5 categories.</summary>
[MemoryDiagnoser]
public class AnalysisBenchmarks
{
    private const int Rows = 200_000;
    private readonly Dataset _data = Make(1);
    private readonly Dataset _later = Make(2);
    private readonly FittedDriftDetector _detector;

    public AnalysisBenchmarks() => _detector = new DriftDetector().Fit(_data);

    [Benchmark]
    public ProfileReport Profile() => _data.Profile();

    [Benchmark]
    public string ProfileAsHtml() => _data.Profile().ToHtml();

    [Benchmark]
    public FittedDriftDetector FitDriftReference() => new DriftDetector().Fit(_data);

    [Benchmark]
    public DriftReport CompareDrift() => _detector.Compare(_later);

    [Benchmark]
    public FittedFeatureSelector SelectFeatures() => new FeatureSelector().Fit(_data);

    private static Dataset Make(ulong seed)
    {
        var random = new RandomStream(seed);
        var columns = new List<Column>();
        for (int i = 0; i < 20; i++)
        {
            var values = new double[Rows];
            for (int row = 0; row < Rows; row++) values[row] = random.NextGaussian();
            columns.Add(new NumberColumn($"number{i}", values));
        }

        for (int i = 0; i < 5; i++)
        {
            var codes = new int[Rows];
            for (int row = 0; row < Rows; row++) codes[row] = random.NextInt32(10 + i);
            columns.Add(new CategoryColumn($"category{i}", codes, new CategoryLevels([.. Enumerable.Range(0, 10 + i).Select(level => $"level{level}")])));
        }

        var label = new bool[Rows];
        for (int row = 0; row < Rows; row++) label[row] = random.NextDouble() < 0.3;
        return new Dataset([.. columns, new FlagColumn("label", label)]).WithRole("label", ColumnRole.Label);
    }
}
