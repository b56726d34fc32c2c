using System.Globalization;

namespace Mlops.Sdk.Peers.Profile;

// dotnet run -c Release --project benchmarks/peers/profile -- [--rows 10000000] [--csv-rows 10000000] [--pandas-rows 2000000] [--repeat 3] [--memory] [--state] [--accuracy] [--tables] [--only parquet,csv,pandas]
// dotnet run -c Release --project benchmarks/peers/profile -- cold TABLE.csv
// Each work runs in a process of its own, after a warm-up on three rows; the works take turns, and the median of the repeats counts. The files are made once under the folder for temporary files.
internal static class Program
{
    private static int Main(string[] args)
    {
        if (args is ["work", var name, var path])
        {
            Console.WriteLine(Measured.Run(name, path));
            return 0;
        }

        if (args is ["cold", var table])
        {
            Tables.Cold(table);
            return 0;
        }

        long Option(string option, long otherwise) => Array.IndexOf(args, "--" + option) is var at and >= 0 ? long.Parse(args[at + 1], CultureInfo.InvariantCulture) : otherwise;
        string[] only = Array.IndexOf(args, "--only") is var place and >= 0 ? args[place + 1].Split(',') : ["parquet", "csv", "pandas"];
        int repeat = (int)Option("repeat", 3);
        Console.WriteLine($"{Environment.ProcessorCount} cores; wall and processor seconds, peak memory above the start in MB; medians of {repeat}, in turns");
        if (only.Contains("parquet")) Compare("Parquet", Generate.Parquet(Option("rows", 10_000_000)), ["summarize", "aggregates", "scan", "standard", "full"], repeat);
        if (only.Contains("csv")) Compare("CSV", Generate.Csv(Option("csv-rows", 10_000_000)), ["summarize", "standard", "full"], repeat);
        if (only.Contains("pandas")) Pandas(Generate.Csv(Option("pandas-rows", 2_000_000)), repeat);
        if (args.Contains("--memory")) Memory(repeat);
        if (args.Contains("--state")) State.Print();
        if (args.Contains("--tables")) Tables.Print();
        if (args.Contains("--accuracy")) State.PrintAccuracy();
        return 0;
    }

    private static void Compare(string title, string path, string[] works, int repeat)
    {
        Console.WriteLine($"\n{title}: {Path.GetFileName(path)}, {new FileInfo(path).Length / 1e6:F0} MB");
        Dictionary<string, Measured> medians = Turns(works.ToDictionary(work => work, work => (Func<Measured>)(() => Measured.Child(work, path))), repeat);
        Measured summarize = medians["summarize"];
        foreach (string work in works)
        {
            Measured one = medians[work];
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{work,-12} wall {one.Wall,7:F2}  CPU {one.Processor,7:F2}  peak +{one.PeakMegabytes,5:F0}   of SUMMARIZE: wall {one.Wall / summarize.Wall:F2}, CPU {one.Processor / summarize.Processor:F2}"));
        }

        if (medians.TryGetValue("scan", out Measured scan))
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"scan to batches: {scan.Processor / medians["aggregates"].Processor:F2} of the CPU of DuckDB's own aggregates"));
    }

    private static void Pandas(string path, int repeat)
    {
        string script = Path.Combine(AppContext.BaseDirectory, "peer.py");
        Console.WriteLine($"\npandas: {Path.GetFileName(path)}, read_csv, describe, nunique, skew, kurtosis, correlation");
        Dictionary<string, Measured> medians = Turns(new()
        {
            ["pandas"] = () => Measured.Parse(Measured.Start("python3", [script, path])),
            ["standard"] = () => Measured.Child("standard", path),
            ["full"] = () => Measured.Child("full", path),
            ["standard, TieredPGO false"] = () => Measured.Child("standard", path, "TieredPGO"),
            ["full, TieredPGO false"] = () => Measured.Child("full", path, "TieredPGO"),
            ["standard, TieredCompilation false"] = () => Measured.Child("standard", path, "TieredCompilation"),
            ["full, TieredCompilation false"] = () => Measured.Child("full", path, "TieredCompilation"),
        }, repeat);
        foreach ((string work, Measured one) in medians)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{work,-34} wall {one.Wall,7:F2}  CPU {one.Processor,7:F2}  peak +{one.PeakMegabytes,5:F0}   pandas takes {medians["pandas"].Wall / one.Wall:F1} times the wall, {medians["pandas"].Processor / one.Processor:F1} times the CPU"));
    }

    private static void Memory(int repeat)
    {
        string few = Generate.Parquet(1_000_000), many = Generate.Parquet(30_000_000);
        string[] works = ["scan", "standard", "full"];
        Console.WriteLine("\nPeak memory above the start, MB");
        Dictionary<string, Measured> medians = Turns(works.SelectMany(work => (string[])[few, many], (work, path) => (work, path)).ToDictionary(one => one.work + one.path, one => (Func<Measured>)(() => Measured.Child(one.work, one.path))), repeat);
        foreach (string work in works)
        {
            double small = medians[work + few].PeakMegabytes, large = medians[work + many].PeakMegabytes;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{work,-12} 1M rows +{small:F1}, 30M rows +{large:F1}: {(large / small) - 1:+0.0%;-0.0%}"));
        }
    }

    private static Dictionary<string, Measured> Turns(Dictionary<string, Func<Measured>> works, int repeat)
    {
        var taken = works.Keys.ToDictionary(work => work, _ => new List<Measured>());
        for (int turn = 0; turn < repeat; turn++)
            foreach ((string work, Func<Measured> run) in works) taken[work].Add(run());
        return taken.ToDictionary(work => work.Key, work => new Measured(Median(work.Value, one => one.Wall), Median(work.Value, one => one.Processor), Median(work.Value, one => one.PeakMegabytes)));
    }

    private static double Median(List<Measured> all, Func<Measured, double> part) => all.Select(part).Order().ElementAt(all.Count / 2);
}
