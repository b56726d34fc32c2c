using BenchmarkDotNet.Attributes;

namespace Mlops.Sdk.Benchmarks;

/// <summary>Exact contributions of a LightGBM model of 100 trees x 31 leaves over 8 and 30 columns, on one thread.</summary>
[MemoryDiagnoser]
public class TreeShapBenchmarks
{
    private TreeShap _shap = null!;
    private TreeShap _interventional = null!;
    private float[] _rows = [];
    private double[] _contributions = [];
    private double[] _interactions = [];

    /// <summary>Columns of the table.</summary>
    [Params(8, 30)]
    public int Columns { get; set; }

    /// <summary>Rows explained.</summary>
    public int Rows { get; set; } = 20_000;

    /// <summary>Trains the model and prepares the explanations.</summary>
    [GlobalSetup]
    public void Setup()
    {
        WideTable table = new(Math.Max(Rows, 20_000), seed: 2);
        string[] kept = [.. Enumerable.Range(0, Columns).Select(i => $"x{i}"), "Label"];
        TreeEnsemble model = ((TreePredictor)new LightGbmTrainer().Fit(table.Data.Select(kept))).Model;
        _rows = [.. table.Rows.Take(Rows).SelectMany(row => row.Features.Take(Columns))];
        _shap = TreeShap.PathDependent(model);
        _interventional = TreeShap.Interventional(model, _rows.AsMemory(0, 200 * Columns));
        _contributions = new double[Rows * Columns];
        _interactions = new double[Rows / 10 * Columns * Columns];
        _shap.ExplainInteractions(_rows.AsMemory(0, Columns), new double[Columns * Columns], maxThreads: 1);
    }

    /// <summary>By the shares of the training rows.</summary>
    [Benchmark(Baseline = true)]
    public void PathDependent() => _shap.Explain(_rows, _contributions, maxThreads: 1);

    /// <summary>Against 200 background rows.</summary>
    [Benchmark]
    public void Interventional() => _interventional.Explain(_rows, _contributions, maxThreads: 1);

    /// <summary>Pairs of features, for a tenth of the rows.</summary>
    [Benchmark]
    public void Interactions() => _shap.ExplainInteractions(_rows.AsMemory(0, Rows / 10 * Columns), _interactions, maxThreads: 1);

    /// <summary>Prints rows a second of each.</summary>
    public static void Report()
    {
        foreach (int columns in (int[])[8, 30])
        {
            var run = new TreeShapBenchmarks { Columns = columns };
            long started = System.Diagnostics.Stopwatch.GetTimestamp();
            run.Setup();
            Console.WriteLine(FormattableString.Invariant($"{columns} columns: training and preparation {System.Diagnostics.Stopwatch.GetElapsedTime(started).TotalSeconds:F2} s"));
            Print("path-dependent", run.Rows, run.PathDependent);
            Print("interventional, 200 background rows", run.Rows, run.Interventional);
            Print("interactions", run.Rows / 10, run.Interactions);
        }
    }

    private static void Print(string name, int rows, Action work)
    {
        work();
        double[] seconds = [.. Enumerable.Range(0, 5).Select(_ =>
        {
            long started = System.Diagnostics.Stopwatch.GetTimestamp();
            work();
            return System.Diagnostics.Stopwatch.GetElapsedTime(started).TotalSeconds;
        }).Order()];
        Console.WriteLine(FormattableString.Invariant($"  {name}: {rows / seconds[2]:N0} rows/s on one thread (median of 5)"));
    }
}
