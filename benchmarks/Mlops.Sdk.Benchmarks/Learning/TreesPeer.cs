using System.Globalization;
using System.Runtime.InteropServices;

namespace Mlops.Sdk.Benchmarks;

/// <summary>Our side of <c>benchmarks/peers/trees.py</c>: trees on the same numbers, and their probabilities for the test rows.</summary>
internal static class TreesPeer
{
    private const int Width = 30;

    /// <summary>Reads <c>train.bin</c> and <c>test.bin</c> (rows of 30 single-precision numbers and the label), trains twice, writes <c>scores.bin</c>.</summary>
    public static void Run(string folder, Trainer trainer)
    {
        Dataset train = Read(Path.Combine(folder, "train.bin")), test = Read(Path.Combine(folder, "test.bin"));
        Predictor model = trainer.Fit(train.Head(20_000));
        Measured best = Enumerable.Range(0, 2).Select(_ => Measured.Once(() => model = trainer.Fit(train))).MinBy(run => run.WallSeconds)!;
        File.WriteAllBytes(Path.Combine(folder, "scores.bin"), MemoryMarshal.AsBytes<double>(model.Score(test).ProbabilitiesOf(1)).ToArray());
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
