using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Mlops.Sdk.Benchmarks.Preparation;

/// <summary>Our side of <c>benchmarks/peers/scaling.py</c>: the columns in the files of a folder, on one thread, the best of a few runs.</summary>
internal static class ScalingPeer
{
    private const int Runs = 5, Levels = 30, Buckets = 256, Shown = 1000;

    public static void Run(string folder)
    {
        Dataset numbers = new(Files(folder, 'x').Select((path, i) => new NumberColumn($"x{i:00}", Read<double>(path))));
        var levels = new CategoryLevels([.. Enumerable.Range(0, Levels).Select(i => $"level{i}")]);
        Dataset categories = new(Files(folder, 'c').Select((path, i) => new CategoryColumn($"c{i}", Read<int>(path), levels)));
        Dataset texts = new(TextColumn.FromValues("t", File.ReadLines(Path.Combine(folder, "texts.txt"))));
        string[] results =
        [
            .. new (string, ScaleMethod)[]
            {
                ("standard", ScaleMethod.Standard), ("robust", ScaleMethod.Robust()), ("min_max", ScaleMethod.MinMax()), ("max_abs", ScaleMethod.MaxAbs), ("quantile_uniform", ScaleMethod.Quantile()),
                ("quantile_normal", ScaleMethod.Quantile(QuantileOutput.Normal)), ("yeo_johnson", ScaleMethod.YeoJohnson()),
            }.Select(one => Measure(one.Item1, new NumberScaler(new() { Method = one.Item2 }), numbers)),
            Measure("one_hot", new CategoryEncoder(new() { Method = EncodingMethod.OneHot() }), categories), Measure("ordinal", new CategoryEncoder(new() { Method = EncodingMethod.Ordinal }), categories),
            Measure("hashed_words", new CategoryEncoder(new() { Method = EncodingMethod.HashedNgrams(Buckets) }), texts),
        ];
        Console.WriteLine($"{{{string.Join(", ", results)}}}");
    }

    private static string Measure(string name, Step step, Dataset data)
    {
        double fit = double.PositiveInfinity, apply = double.PositiveInfinity;
        double[] sums = [];
        for (int run = 0; run < Runs; run++)
        {
            // What earlier runs left is theirs: the peer frees it at once.
            GC.Collect();
            (double fitted, FittedStep tool) = Timed(() => step.Fit(data, new() { MaxThreads = 1 }));
            (double applied, Dataset made) = Timed(() => tool.Transform(data));
            (fit, apply) = (Math.Min(fit, fitted), Math.Min(apply, applied));
            sums = [.. made.Slice(0, Math.Min(Shown, made.RowCount)).Columns.Take(data.ColumnCount).Select(column => column.ToNumbers().ToArray().Sum(Math.Abs))];
        }

        return string.Create(CultureInfo.InvariantCulture, $"\"{name}\": {{\"fit\": {Math.Max(fit, 1e-4):0.#####}, \"apply\": {Math.Max(apply, 1e-4):0.#####}, \"sums\": [{string.Join(", ", sums.Select(sum => sum.ToString("R", CultureInfo.InvariantCulture)))}]}}");
    }

    private static (double Seconds, T Result) Timed<T>(Func<T> work)
    {
        TimeSpan before = Process.GetCurrentProcess().TotalProcessorTime;
        T result = work();
        return ((Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds, result);
    }

    private static IEnumerable<string> Files(string folder, char kind) => Directory.EnumerateFiles(folder, $"{kind}*.bin").OrderBy(path => int.Parse(Path.GetFileNameWithoutExtension(path).AsSpan(1), CultureInfo.InvariantCulture));

    private static T[] Read<T>(string path)
        where T : unmanaged => MemoryMarshal.Cast<byte, T>(File.ReadAllBytes(path)).ToArray();
}
