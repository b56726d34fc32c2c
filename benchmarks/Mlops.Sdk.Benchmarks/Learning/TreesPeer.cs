using System.Globalization;
using System.Runtime.InteropServices;

namespace Mlops.Sdk.Benchmarks;

/// <summary>Our side of <c>benchmarks/peers/trees.py</c>: trees on the same rows, and what they predict for the test rows.</summary>
internal static class TreesPeer
{
    private const int Width = 30;

    /// <summary>The learner of a name.</summary>
    public static Pipeline Learner(string kind) => kind switch
    {
        "boosting" => Pipeline.Empty.TrainBoosting(),
        "forest" => Pipeline.Empty.TrainForest(),
        "extra" => Pipeline.Empty.TrainForest(new() { RandomCuts = true }),
        "light_gbm" => Pipeline.Empty.EncodeCategories().TrainLightGbm(),
        _ => throw new ArgumentException($"There is no learner '{kind}'. Known: boosting, forest, extra, light_gbm."),
    };

    /// <summary>Reads <c>train.bin</c> and <c>test.bin</c> (rows of 30 single-precision numbers and the label), trains twice (six times where that takes less than a second), writes <c>scores.bin</c>.</summary>
    public static void Run(string folder, string kind) => Run(folder, kind, Read(Path.Combine(folder, "train.bin")), Read(Path.Combine(folder, "test.bin")));

    /// <summary>Reads <c>table.csv</c> and the rows of <c>test.txt</c>, which are left out of training; trains twice (six times where that takes less than a second), writes <c>scores.bin</c>.</summary>
    public static void RunTable(string folder, string kind, string label)
    {
        Dataset all = Dataset.FromCsv(Path.Combine(folder, "table.csv"), new() { Label = label });
        int[] test = [.. File.ReadLines(Path.Combine(folder, "test.txt")).Select(line => int.Parse(line, CultureInfo.InvariantCulture))];
        int[] train = [.. Enumerable.Range(0, all.RowCount).Except(test)];
        Run(folder, kind, all.Take(train), all.Take(test));
    }

    private static void Run(string folder, string kind, Dataset train, Dataset test)
    {
        Pipeline pipeline = Learner(kind);
        FittedPipeline model = pipeline.Fit(train.Head(20_000));
        Measured best = Measured.Once(() => model = pipeline.Fit(train));
        for (int runs = 1; runs < (best.WallSeconds > 1 ? 2 : 6); runs++)
            if (Measured.Once(() => model = pipeline.Fit(train)) is var run && run.WallSeconds < best.WallSeconds) best = run;
        Predictions said = model.Score(test);
        double[] scores = said.Task == TaskKind.Regression ? said.Values.ToArray() : said.ProbabilitiesOf(1);
        File.WriteAllBytes(Path.Combine(folder, "scores.bin"), MemoryMarshal.AsBytes<double>(scores).ToArray());
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{{\"wall\": {best.WallSeconds:0.####}, \"cpu\": {best.CpuSeconds:0.####}}}"));
    }

    private static Dataset Read(string path)
    {
        float[] values = MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(path)).ToArray();
        int rows = values.Length / (Width + 1);
        Column[] columns = [.. Enumerable.Range(0, Width).Select(i => (Column)new NumberColumn($"x{i}", Enumerable.Range(0, rows).Select(row => (double)values[(row * (Width + 1)) + i]).ToArray()))];
        bool[] label = [.. Enumerable.Range(0, rows).Select(row => values[(row * (Width + 1)) + Width] > 0)];
        return new Dataset([.. columns, new FlagColumn("y", label)]).WithRole("y", ColumnRole.Label);
    }
}
