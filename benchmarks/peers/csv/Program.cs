using System.Diagnostics;
using System.Globalization;

namespace Mlops.Sdk.Peers.Csv;

// dotnet run -c Release --project benchmarks/peers/csv -- [rows]
// Each reader runs in a process of its own, three times over: the best wall time counts, and the peak memory of the process after the first time.
internal static class Program
{
    private static int Main(string[] args)
    {
        if (args is ["read", var reader, var path]) return Read(reader, path);
        int rows = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 4_000_000;
        string file = Path.Combine(Path.GetTempPath(), $"mlops-peer-{rows}.csv");
        if (!File.Exists(file)) Generate.Write(file, rows);
        Console.WriteLine($"{rows} rows x 8 columns, {new FileInfo(file).Length / 1e6:F0} MB, {Environment.ProcessorCount} cores");
        double native = Run("table", file), peer = Run("duckdb", file), ours = Run("mlops", file);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"wall: {ours / peer:F2} of DuckDB into .NET values, {ours / native:F2} of DuckDB into its own table"));
        return 0;
    }

    private static double Run(string reader, string file)
    {
        using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["read", reader, file]) { RedirectStandardOutput = true })!;
        string line = process.StandardOutput.ReadToEnd().Trim();
        process.WaitForExit();
        Console.WriteLine(line);
        return process.ExitCode == 0 ? double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) : double.NaN;
    }

    private static int Read(string reader, string path)
    {
        double best = double.PositiveInfinity, processor = 0;
        long bytes = 0;
        double sum = 0, peak = 0;
        for (int i = 0; i < 3; i++)
        {
            TimeSpan before = Process.GetCurrentProcess().TotalProcessorTime;
            var watch = Stopwatch.StartNew();
            (bytes, sum) = reader switch { "table" => DuckDbReader.Load(path), "duckdb" => DuckDbReader.Read(path), _ => SdkReader.Read(path) };
            if (i == 0) peak = Process.GetCurrentProcess().PeakWorkingSet64 / 1e6;
            if (watch.Elapsed.TotalSeconds > best) continue;
            best = watch.Elapsed.TotalSeconds;
            processor = (Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds;
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{reader,-8} {best:F3} s wall, {processor:F3} s CPU, peak {peak:F0} MB{(bytes == 0 ? "" : $", columns {bytes / 1e6:F0} MB (peak {peak * 1e6 / bytes:F2}x)")}, check {sum:R}"));
        return 0;
    }
}
