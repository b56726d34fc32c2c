using Mlops.Sdk.Benchmarks.Analysis;
using Mlops.Sdk.Benchmarks.Bits;
using Mlops.Sdk.Benchmarks.Drift;
using Mlops.Sdk.Benchmarks.Scoring;
using Mlops.Sdk.Benchmarks.Tracking;

namespace Mlops.Sdk.Benchmarks;

/// <summary>The figures that are promised, for a quick look: ratios in one process and in turns, costs, and counts.</summary>
internal static class QuickComparisons
{
    private static readonly SortedDictionary<string, Func<Task>> s_known = new(StringComparer.Ordinal)
    {
        ["boosting"] = Now(Boosting),
        ["bridge"] = Now(Bridge),
        ["drift"] = Now(SourceDrift.Run),
        ["neighbors"] = Now(NeighborCrossover.Run),
        ["reader"] = Now(ReaderCost.Run),
        ["row"] = RowCost.RunAsync,
        ["scoring"] = Now(TreeScoring),
        ["shap"] = Now(TreeShapBenchmarks.Report),
        ["start"] = StartTime.RunAsync,
        ["sums"] = Now(OrderedSumsBenchmarks.Report),
        ["threads"] = Now(SharedEngine.Run),
        ["workspace"] = WorkspaceLoad.RunAsync,
        ["lineage"] = LineageLoad.RunAsync,
    };

    public static async Task<int> RunAsync(string name)
    {
        if (!s_known.TryGetValue(name, out Func<Task>? comparison))
        {
            Console.Error.WriteLine($"There is no comparison '{name}'. Known: {string.Join(", ", s_known.Keys)}.");
            return 1;
        }

        await comparison();
        return 0;
    }

    private static void Bridge()
    {
        LightGbmBridgeBenchmarks bridge = new() { Rows = 1_000_000 };
        bridge.Setup();
        Print("LightGBM 1M x 30, ours / ML.NET cached", () => bridge.Ours(), () => bridge.MlNetCached(), 3);
    }

    private static void TreeScoring()
    {
        TreeScoringBenchmarks scoring = new() { Rows = 1_000_000 };
        scoring.Setup();
        float[] theirs = scoring.BatchMlNet();
        double[] ours = scoring.Batch().ProbabilitiesOf();
        Console.WriteLine($"rows equal to the bit: {ours.Zip(theirs).Count(pair => pair.First.Equals(pair.Second))} of {ours.Length}");
        Print("1M rows, ours / Transform", () => scoring.Batch(), () => scoring.BatchMlNet(), 3);
        Print("500k single rows, ours / PredictionEngine", () => Repeat(scoring.OneRow), () => Repeat(() => scoring.OneRowMlNet()), 5);
    }

    private static void Boosting()
    {
        BoostingBenchmarks boosting = new() { Rows = 1_000_000 };
        boosting.Setup();
        Print("boosting 1M x 30, 100 trees, ours / LightGBM", () => boosting.Managed(), () => boosting.LightGbm(), 2);
    }

    private static Func<Task> Now(Action work) => () =>
    {
        work();
        return Task.CompletedTask;
    };

    private static void Repeat(Func<double> work)
    {
        for (int i = 0; i < 500_000; i++)
            work();
    }

    private static void Print(string name, Action ours, Action theirs, int runs)
    {
        (Measured first, Measured second) = Measured.InTurns(ours, theirs, runs);
        Measured.Print(name, first, second);
    }
}
