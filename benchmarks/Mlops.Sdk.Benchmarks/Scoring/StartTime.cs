using System.Diagnostics;
using System.Globalization;

namespace Mlops.Sdk.Benchmarks.Scoring;

/// <summary>From the start of a process to the first score of a model that it loads from a bundle.</summary>
internal static class StartTime
{
    public const string Child = "start-child";
    private const int Processes = 10;

    public static async Task RunAsync()
    {
        (FittedPipeline model, Dataset rows) = AdultModel.Fit();
        string folder = Directory.CreateTempSubdirectory("mlops-start-").FullName, bundle = Path.Combine(folder, "income.mlops");
        model.Save(bundle);
        string expected = model.Score(rows.Row(0).ToDictionary()).ToString();
        var whole = new List<double>();
        string parts = "";
        for (int i = -1; i < Processes; i++)
        {
            long start = Stopwatch.GetTimestamp();
            using Process process = ChildProcess.Start(Child, bundle);
            string answer = await process.StandardOutput.ReadLineAsync() ?? "";
            double elapsed = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            parts = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            if (answer != expected) throw new InvalidOperationException($"The process answered '{answer}' and not '{expected}'.");
            // The first one brings the files into memory.
            if (i >= 0) whole.Add(elapsed);
        }

        whole.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"process start to first score, {new FileInfo(bundle).Length / 1024} KB bundle, {Processes} processes: median {(whole[Processes / 2 - 1] + whole[Processes / 2]) / 2:F0} ms, {whole[0]:F0} to {whole[^1]:F0} ms; of the last: {parts.Trim()}"));
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>What the started process does: load, score one person, say so.</summary>
    public static void RunChild(string bundle)
    {
        long start = Stopwatch.GetTimestamp();
        FittedPipeline model = FittedPipeline.Load(bundle);
        double load = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        var person = new Dictionary<string, object?>
        {
            ["age"] = 25, ["workclass"] = "Private", ["fnlwgt"] = 226802, ["education"] = "11th", ["education_num"] = 7, ["marital_status"] = "Never-married", ["occupation"] = "Machine-op-inspct",
            ["relationship"] = "Own-child", ["race"] = "Black", ["sex"] = "Male", ["capital_gain"] = 0, ["capital_loss"] = 0, ["hours_per_week"] = 40, ["native_country"] = "United-States",
        };
        Console.WriteLine(model.Score(person));
        double first = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"load {load:F0} ms, first score {first - load:F0} ms, the rest is the runtime"));
    }
}
