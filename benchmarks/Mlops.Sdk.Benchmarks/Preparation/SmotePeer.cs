using System.Diagnostics;
using System.Globalization;

namespace Mlops.Sdk.Benchmarks.Preparation;

/// <summary>Our side of <c>benchmarks/peers/smote.py</c>: SMOTE on a file, on one thread, the best of a few runs.</summary>
internal static class SmotePeer
{
    private const int Runs = 7;

    public static void Run(string path)
    {
        Dataset data = Dataset.FromCsv(path, new() { Label = "target" });
        foreach (string name in data.Schema.Select(field => field.Name).Where(name => name.StartsWith('c')).ToArray())
            data = data.With(CategoryColumn.FromValues(name, Enumerable.Range(0, data.RowCount).Select(data[name].GetText)));
        var rebalancer = new Rebalancer(new() { Method = RebalanceMethod.Smote() });
        double wall = double.PositiveInfinity, cpu = double.PositiveInfinity;
        int rows = 0;
        for (int run = 0; run < Runs; run++)
        {
            TimeSpan before = Process.GetCurrentProcess().TotalProcessorTime;
            long start = Stopwatch.GetTimestamp();
            rows = rebalancer.Resample(data, new() { MaxThreads = 1 }).Data.RowCount;
            wall = Math.Min(wall, Stopwatch.GetElapsedTime(start).TotalSeconds);
            cpu = Math.Min(cpu, (Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{{\"wall\": {wall:0.####}, \"cpu\": {cpu:0.####}, \"rows\": {rows}, \"peak_mb\": {Process.GetCurrentProcess().PeakWorkingSet64 >> 20}}}"));
    }
}
