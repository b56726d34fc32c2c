namespace Mlops.Sdk.Benchmarks;

/// <summary>The comparisons whose ratios are promised, in one process and in turns, for a quick look.</summary>
internal static class QuickComparisons
{
    public static int Run(string name)
    {
        switch (name)
        {
            case "bridge":
                LightGbmBridgeBenchmarks bridge = new() { Rows = 1_000_000 };
                bridge.Setup();
                Print("LightGBM 1M x 30, ours / ML.NET cached", () => bridge.Ours(), () => bridge.MlNetCached(), 3);
                return 0;
            case "scoring":
                TreeScoringBenchmarks scoring = new() { Rows = 1_000_000 };
                scoring.Setup();
                float[] theirs = scoring.BatchMlNet();
                double[] ours = scoring.Batch().ProbabilitiesOf();
                Console.WriteLine($"rows equal to the bit: {ours.Zip(theirs).Count(pair => pair.First.Equals(pair.Second))} of {ours.Length}");
                Print("1M rows, ours / Transform", () => scoring.Batch(), () => scoring.BatchMlNet(), 3);
                Print("500k single rows, ours / PredictionEngine", () => Repeat(scoring.OneRow), () => Repeat(() => scoring.OneRowMlNet()), 5);
                return 0;
            case "shap":
                TreeShapBenchmarks.Report();
                return 0;
            case "boosting":
                BoostingBenchmarks boosting = new() { Rows = 1_000_000 };
                boosting.Setup();
                Print("boosting 1M x 30, 100 trees, ours / LightGBM", () => boosting.Managed(), () => boosting.LightGbm(), 2);
                return 0;
            default:
                Console.Error.WriteLine($"There is no comparison '{name}'. Known: boosting, bridge, scoring, shap.");
                return 1;
        }
    }

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
